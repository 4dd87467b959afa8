import type { ModelFailure } from '../errors.ts'

/** What can be said of a failed request without quoting it: a provider's message may hold keys and the prompt. */
export interface RequestFailure {
  readonly failure: ModelFailure
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** The provider's words in lower case, by which its adapter tells failures apart; never logged or carried in an error. */
  readonly wording: string
}

/** Whether the same request may well succeed in a moment. */
export function isTransient({ failure }: RequestFailure): boolean {
  return failure === 'overloaded' || failure === 'unreachable' || failure === 'cut'
}
