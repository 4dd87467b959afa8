import { texts } from './texts.ts'

/** Values that may stand in a log: never the text of a message, never a key. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * An error that knows its facts, whether trying again can help, and what the user reads.
 * Decided once, where it is thrown; callers ask and never inspect messages.
 */
export abstract class KeepsakeError extends Error {
  abstract readonly canRetry: boolean
  abstract readonly tellUser: string
  readonly facts: Facts

  constructor(message: string, facts: Facts = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.facts = facts
  }
}

/** The settings can't be used. The process says so and ends; a user never sees it. */
export class BadSettings extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = texts.commandFailed
}

/** Redis did not take or give something in time. */
export class MemoryUnavailable extends KeepsakeError {
  override readonly canRetry = true
  override readonly tellUser = texts.memoryAway
}

/** The system text and the new message alone are larger than CONTEXT_TOKENS allows. */
export class MessageTooLong extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = texts.messageTooLong
}

/** Why a completion failed: each code has one sentence for the user, and knows whether a retry can help. */
const modelFailures = {
  overloaded: { canRetry: true, tellUser: texts.modelOverloaded },
  unreachable: { canRetry: true, tellUser: texts.modelUnreachable },
  slow: { canRetry: true, tellUser: texts.modelTooSlow },
  cut: { canRetry: true, tellUser: texts.cutOff },
  key: { canRetry: false, tellUser: texts.modelKeyRefused },
  quota: { canRetry: false, tellUser: texts.modelQuotaSpent },
  refused: { canRetry: false, tellUser: texts.modelRequestRefused },
  filtered: { canRetry: false, tellUser: texts.modelFiltered },
  tooLong: { canRetry: false, tellUser: texts.messageTooLong },
  empty: { canRetry: false, tellUser: texts.modelEmpty },
} as const satisfies Record<string, { canRetry: boolean; tellUser: string }>

export type ModelFailure = keyof typeof modelFailures

/** A completion failed for good, or may be tried again if `canRetry`. */
export class ModelError extends KeepsakeError {
  override readonly canRetry: boolean
  override readonly tellUser: string
  readonly failure: ModelFailure

  constructor(
    failure: ModelFailure,
    facts: Facts & { status?: number; requestId?: string } = {},
    options?: ErrorOptions,
  ) {
    super(`The model gave no whole answer: ${failure}.`, { failure, ...facts }, options)
    this.failure = failure
    this.canRetry = modelFailures[failure].canRetry
    this.tellUser = modelFailures[failure].tellUser
  }
}
