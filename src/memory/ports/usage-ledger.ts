import type { GuildId, UserId } from '../types.ts'

/** Costs are whole billionths of a dollar, so that sums stay exact: a token costs millionths, or a hundredth of one. */
export const BILLIONTHS_PER_DOLLAR = 1_000_000_000

/** For whom something is done; for nobody where no user is named, as what the bot asks for itself. */
export interface Spender {
  readonly user?: UserId
  readonly guild?: GuildId | undefined
}

/** What requests took. */
export interface Amount {
  readonly calls: number
  /** Tokens read, those of them that had been read before, and tokens written. */
  readonly prompt: number
  readonly cached: number
  readonly completion: number
  /** Billionths of a dollar, whole: as far as prices are known. */
  readonly cost: number
  /** Tokens, read and written, whose price is not known. */
  readonly unpriced: number
}

/** What requests are told apart by; nobody's words and no person. `server`: a server's id, `dm`, or `none` where nobody asked. */
export interface UsageKey {
  readonly purpose: string
  readonly server: string
  readonly host: string
  readonly model: string
}

export interface UsageRow extends UsageKey {
  readonly amount: Amount
}

/** What was spent on one thing for somebody. */
export interface Expense extends Spender, Omit<UsageRow, 'server'> {}

/** What was spent in a short while of one day. */
export interface ExpenseBatch {
  /** Of a process its batches have growing numbers, and the next is given once the one before was kept. */
  readonly process: string
  readonly number: number
  /** A day of UTC, yyyy-mm-dd. */
  readonly day: string
  readonly expenses: readonly Expense[]
}

/** Tokens, and billionths of a dollar. */
export interface Spent {
  readonly tokens: number
  readonly cost: number
}

export interface SpentBy {
  readonly user: Spent
  readonly guild: Spent
  readonly bot: Spent
}

/**
 * What was spent, by day (UTC): today by whom, and for 90 days on what. Each method is one round trip, safe to repeat, and
 * throws MemoryUnavailable.
 */
export interface UsageLedger {
  /** What time it is for it, in milliseconds since 1970: by that a day begins, whatever is done to the clock of this machine. */
  now(): number
  /** Keeps a batch, once however often it is given. Returns what all have spent that day. */
  keep(batch: ExpenseBatch): Promise<Spent>
  /** What was spent today for a user, in a server and in all; 0 for who is not named. */
  spent(by: Spender): Promise<SpentBy>
  /** What was spent on a day. */
  readDay(day: string): Promise<readonly UsageRow[]>
  /**
   * Takes it upon this process to tell somebody something that is to be told once a day. False where it was told, or where
   * another process took it upon itself less than a minute ago.
   */
  claimNotice(day: string, notice: string): Promise<boolean>
  /** It was told, or can't be: nobody takes it up again that day. */
  settleNotice(day: string, notice: string): Promise<void>
}

/** @param ms milliseconds since 1970 */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
