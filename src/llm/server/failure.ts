import type { ModelFailure } from '../../errors.ts'
import type { NamedFeature } from './features.ts'
import type { Limits } from './limits.ts'

/** What can be said of a failed request without quoting it: a provider's message may hold keys and the prompt. */
export interface RequestFailure {
  readonly failure: ModelFailure
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** What of the request the server gives as its reason, the surest first. */
  readonly named?: readonly NamedFeature[]
  /** What is wrong with pictures, where they are the reason: that there are too many, one of them, or what they weigh. */
  readonly pictures?: 'tooMany' | 'one' | 'body' | undefined
  /** The sizes that the server says it takes. */
  readonly limits?: Limits
  /** The tokens of the prompt as the server counted them. */
  readonly promptTokens?: number | undefined
  /** The provider's words in lower case, without those it took from the request; never logged or carried in an error. */
  readonly wording: string
}

/** Whether the same request may well succeed in a moment. */
export function isTransient({ failure }: RequestFailure): boolean {
  return failure === 'overloaded' || failure === 'unreachable' || failure === 'cut'
}

/**
 * Whether a request may get through if something of it is left out. What concerns the account, the model's name or the
 * network is the same for every request, and a list that is too long has to be shorter.
 */
export function isAboutRequest({ failure, status = 0, named = [], limits }: RequestFailure): boolean {
  if (limits?.batchTexts !== undefined) return false
  return failure === 'refused' || (failure === 'overloaded' && [500, 501].includes(status) && named.length > 0)
}

/** What a failure is once nothing helped that was left out: what is not found, whatever is asked for, is the model. */
export function withoutHelp<Failure extends Pick<RequestFailure, 'failure' | 'status'>>(failure: Failure): Failure {
  return failure.failure === 'refused' && failure.status === 404 ? { ...failure, failure: 'missing' } : failure
}
