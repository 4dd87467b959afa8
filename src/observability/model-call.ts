import type { ModelFailure } from '../errors.ts'

/** One request to a model's server; retries, repairs and rounds of a tool loop are requests of their own. */
export interface ModelCall {
  /** `probe`: nobody's words, to find out whether it works. */
  readonly purpose: 'chat' | 'study' | 'review' | 'embed' | 'probe'
  /** `stopped`: nobody wanted the answer any more. */
  readonly outcome: 'ok' | 'stopped' | ModelFailure
  /** As the server counted; nothing where it does not say. `cached`: those of the prompt that it had read before. */
  readonly tokens: {
    readonly prompt?: number | undefined
    readonly completion?: number | undefined
    readonly cached?: number | undefined
  }
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number
}

export type OnModelCall = (call: ModelCall) => void
