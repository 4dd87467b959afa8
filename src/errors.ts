/** Values that may stand in a log: never the text of a message, never a key. */
export type LogDetails = Readonly<Record<string, string | number | boolean | undefined>>

/** Which sentence a user reads in the place of an answer that failed; the catalogues hold its words in every language. */
export type FailureNotice =
  | 'failed'
  | 'memoryAway'
  | 'messageTooLong'
  | 'cutOff'
  | 'modelBusy'
  | 'modelEmpty'
  | 'modelFiltered'
  | 'modelKeyRefused'
  | 'modelMissing'
  | 'modelOverloaded'
  | 'modelQuotaSpent'
  | 'modelRequestRefused'
  | 'modelSpentOnThoughts'
  | 'modelSpentToday'
  | 'modelTooSlow'
  | 'modelUnreachable'

/**
 * An error that knows its details, whether trying again can help, and which sentence the user reads.
 * Decided once, where it is thrown; callers ask and never inspect messages.
 */
export abstract class KeepsakeError extends Error {
  abstract readonly canRetry: boolean
  abstract readonly tellUser: FailureNotice
  readonly details: LogDetails

  constructor(message: string, details: LogDetails = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.details = details
  }
}

/** The settings can't be used. The process says so and ends; a user never sees it. */
export class ConfigError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** A memory can't be backed up, restored or moved: the message says what to do. Operators alone see it. */
export class BackupError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Discord does not let the bot in, or can't be reached at all. The process says so and ends. */
export class DiscordConnectionError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
  /** The gateway's close code, where there was one. */
  readonly code: number | undefined

  /** @param more a sentence for operators that says more */
  constructor(code: number | undefined, details: Readonly<Record<string, unknown>> = {}, more = '') {
    super(
      code === undefined
        ? `Discord can’t be reached (${details['code'] ?? details['status'] ?? details['error'] ?? 'no reason given'}).`
        : `${closeCodeMessages[code] ?? `Discord ended the connection with code ${code}.`} ${more}`.trim(),
      {
        ...(details as LogDetails),
        ...(code === undefined ? {} : { code }),
      },
    )
    this.code = code
  }
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes: the codes after which a reconnect is no use. */
const closeCodeMessages: Readonly<Record<number, string>> = {
  4004: 'Discord refuses the token. Copy it again from “Bot” on https://discord.com/developers/applications into DISCORD_TOKEN.',
  4011: 'The bot is in more servers than these shards may have (2,500 each). Write a larger number behind the / of SHARDS, or leave SHARDS out.',
  4014: 'Discord refuses an intent that the bot asks for. Switch it on under “Bot” in the developer portal.',
}

/** Redis did not take or give something in time. */
export class MemoryUnavailable extends KeepsakeError {
  override readonly canRetry = true
  override readonly tellUser = 'memoryAway'
}

/** The system text and the new message alone are larger than CONTEXT_TOKENS allows. */
export class MessageTooLong extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'messageTooLong'
}

/** Why a completion failed: each code has one sentence for the user, and knows whether a retry can help. */
const modelFailures = {
  overloaded: { canRetry: true, tellUser: 'modelOverloaded' },
  unreachable: { canRetry: true, tellUser: 'modelUnreachable' },
  slow: { canRetry: true, tellUser: 'modelTooSlow' },
  cut: { canRetry: true, tellUser: 'cutOff' },
  key: { canRetry: false, tellUser: 'modelKeyRefused' },
  quota: { canRetry: false, tellUser: 'modelQuotaSpent' },
  spentToday: { canRetry: false, tellUser: 'modelSpentToday' },
  busy: { canRetry: true, tellUser: 'modelBusy' },
  missing: { canRetry: false, tellUser: 'modelMissing' },
  refused: { canRetry: false, tellUser: 'modelRequestRefused' },
  filtered: { canRetry: false, tellUser: 'modelFiltered' },
  tooLong: { canRetry: false, tellUser: 'messageTooLong' },
  empty: { canRetry: false, tellUser: 'modelEmpty' },
  /** All tokens of the answer went into thoughts. */
  spent: { canRetry: false, tellUser: 'modelSpentOnThoughts' },
  malformed: { canRetry: true, tellUser: 'modelEmpty' },
} as const satisfies Record<string, { canRetry: boolean; tellUser: FailureNotice }>

export type ModelFailure = keyof typeof modelFailures
export const modelFailureCodes = Object.keys(modelFailures) as readonly ModelFailure[]

/** A completion failed for good, or may be tried again if `canRetry`. */
export class ModelError extends KeepsakeError {
  override readonly canRetry: boolean
  override readonly tellUser: FailureNotice
  readonly failure: ModelFailure

  constructor(failure: ModelFailure, details: LogDetails = {}, options?: ErrorOptions) {
    super(`The model gave no whole answer: ${failure}.`, { failure, ...details }, options)
    this.failure = failure
    this.canRetry = modelFailures[failure].canRetry
    this.tellUser = modelFailures[failure].tellUser
  }
}

/**
 * What of any error may be logged: its kind, its details, where it was thrown. The message of an error that is not ours
 * stays out, because it can quote what it was given (JSON.parse does), and that may be what somebody said, or a key.
 */
export function errorDetails(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  if (error instanceof KeepsakeError) return { error: error.name, message: error.message, ...error.details }
  const { code, status } = error as { code?: unknown; status?: unknown }
  return { error: error.name, code, status, frames: stackFrames(error) }
}

/** Where an error was thrown. Its message stands before that in its stack, and may have lines that look the same. */
function stackFrames({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message)
  const frames = begin < 0 ? [] : stack.slice(begin + message.length).split('\n')
  return frames.filter(line => /^\s+at /u.test(line)).map(line => line.trim())
}
