import type { ModelFailure } from '../errors.ts'

/** One request to a model's server, retries, repairs and look-ups each for itself. */
export interface ModelCall {
  readonly purpose: 'chat' | 'study' | 'embed'
  /** `stopped`: nobody wanted the answer any more. */
  readonly outcome: 'ok' | 'stopped' | ModelFailure
  /** As the server counted; nothing where it does not say. */
  readonly tokens: { readonly prompt?: number | undefined; readonly completion?: number | undefined }
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number
}

export type OnCall = (call: ModelCall) => void
