import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Spender, TokenLedger } from '../memory/ports.ts'
import type { UserId } from '../memory/types.ts'
import type { AnswerText } from '../texts/texts.ts'

const MINUTE_SECONDS = 60

/** Tokens a day (UTC) that may be spent for one user, in one server, and in all; absent: no limit. */
export interface DailyTokens {
  readonly user?: number | undefined
  readonly guild?: number | undefined
  readonly bot?: number | undefined
}

/** Decides who is answered: so many messages a minute for each user, so many tokens a day. */
export class Admission {
  readonly #limiter: RateLimiterMemory
  readonly #ledger: TokenLedger
  readonly #daily: DailyTokens
  readonly #hasDailyLimits: boolean
  readonly #onFailure: (error: unknown) => void

  constructor(parts: {
    messagesPerMinute: number
    daily: DailyTokens
    ledger: TokenLedger
    onFailure: (error: unknown) => void
  }) {
    this.#limiter = new RateLimiterMemory({ points: parts.messagesPerMinute, duration: MINUTE_SECONDS })
    this.#ledger = parts.ledger
    this.#daily = parts.daily
    this.#hasDailyLimits = Object.values(parts.daily).some(limit => limit !== undefined)
    this.#onFailure = parts.onFailure
  }

  /** Whether a user's message may be answered: `tell` the first time in a minute that it may not, then `quiet`. */
  async pace(user: UserId): Promise<'answer' | 'tell' | 'quiet'> {
    try {
      await this.#limiter.consume(user)
      return 'answer'
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      return refusal.consumedPoints === this.#limiter.points + 1 ? 'tell' : 'quiet'
    }
  }

  /** The sentence that refuses an answer whose tokens are spent for today; undefined if there is room. */
  async refusal(spender: Spender): Promise<AnswerText | undefined> {
    if (!this.#hasDailyLimits) return undefined
    try {
      const spent = await this.#ledger.spent(spender)
      const isOver = (limit: number | undefined, tokens: number) => limit !== undefined && tokens >= limit
      if (isOver(this.#daily.bot, spent.bot)) return 'dailyLimitBot'
      if (isOver(this.#daily.guild, spent.guild)) return 'dailyLimitServer'
      return isOver(this.#daily.user, spent.user) ? 'dailyLimitUser' : undefined
    } catch (error) {
      this.#onFailure(error) // without the ledger people are answered
      return undefined
    }
  }

  /** Notes what an answer cost, where there is a limit to hold. */
  spend(spender: Spender, tokens: number): void {
    if (this.#hasDailyLimits) this.#ledger.add(spender, tokens).catch(this.#onFailure)
  }
}
