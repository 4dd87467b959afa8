import type { ModelFailure } from '../errors.ts'

/** A model at the host that a request goes to. */
export interface CalledModel {
  readonly host: string
  readonly model: string
}

/** One request to a model's server; retries, repairs and rounds of a tool loop are requests of their own. */
export interface ModelCall extends CalledModel {
  /**
   * `study`: to learn from turns, mostly with a summary; `summary`: that alone; `prefill`: a piece of what one of these is to read, ahead of it;
   * `probe`: nobody's words, to find out whether it works.
   */
  readonly purpose: 'chat' | 'study' | 'summary' | 'prefill' | 'review' | 'embed' | 'transcribe' | 'probe'
  /** `stopped`: nobody wanted the answer any more. */
  readonly outcome: 'ok' | 'stopped' | ModelFailure
  /**
   * As the server counted; where it did not say, as many as the words may have been. Nothing where it refused, or was not
   * reached. `cached`: those of the prompt that it had read before.
   */
  readonly tokens: {
    readonly prompt?: number | undefined
    readonly completion?: number | undefined
    readonly cached?: number | undefined
  }
  /** What the server says that it cost, in a currency of its own. */
  readonly statedCost?: number | undefined
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number
}

export type OnModelCall = (call: ModelCall) => void

/** Told of a request by who knows one server alone. */
export type OnServerCall = (call: Omit<ModelCall, keyof CalledModel>) => void

/** Tells of requests with the server they went to. */
export function reportWithServer(
  { host, model }: CalledModel,
  onCall: OnModelCall | undefined,
): OnServerCall | undefined {
  return onCall && (call => onCall({ ...call, host, model }))
}
