import type { GuildId, UserId } from '../types.ts'

/** Tokens spent today (UTC), by whom. */
export interface TokenLedger {
  spent(by: Spender): Promise<{ user: number; guild: number; bot: number }>
  add(by: Spender, tokens: number): Promise<void>
}

export interface Spender {
  readonly user: UserId
  readonly guild?: GuildId
}
