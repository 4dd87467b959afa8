import type { LogDetails, ModelFailure } from '../errors.ts'

/** What is written to the log, as pino takes it. Never the text of a message, never a key. */
export interface ModelLog {
  warn(facts: LogDetails, message: string): void
}

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

export type OnModelCall = (call: ModelCall) => void
