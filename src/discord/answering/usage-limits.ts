import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { Spender, TokenLedger } from '../../memory/ports/token-ledger.ts'
import type { UserId } from '../../memory/types.ts'

const MINUTE_SECONDS = 60

/** Tokens a day (UTC) that may be spent for one user, in one server, and in all; absent: no limit. */
export interface DailyTokenLimits {
  readonly user?: number | undefined
  readonly guild?: number | undefined
  readonly bot?: number | undefined
}

export interface UsageLimitsOptions {
  readonly messagesPerMinute: number
  readonly daily: DailyTokenLimits
  readonly ledger: TokenLedger
  readonly onFailure: (error: unknown) => void
}

/** Decides who is answered: so many messages a minute for each user, so many tokens a day. */
export class UsageLimits {
  readonly #options: UsageLimitsOptions
  readonly #limiter: RateLimiterMemory

  constructor(options: UsageLimitsOptions) {
    this.#options = options
    this.#limiter = new RateLimiterMemory({ points: options.messagesPerMinute, duration: MINUTE_SECONDS })
  }

  /** Whether a user's message may be answered: `tell` the first time in a minute that it may not, then `quiet`. */
  async checkRate(user: UserId): Promise<'answer' | 'tell' | 'quiet'> {
    try {
      await this.#limiter.consume(user)
      return 'answer'
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection
      return rejection.consumedPoints === this.#limiter.points + 1 ? 'tell' : 'quiet'
    }
  }

  /** Whether a user's next message would be refused for coming too soon. */
  async isOverRate(user: UserId): Promise<boolean> {
    const known = await this.#limiter.get(user)
    return known !== null && known.remainingPoints <= 0
  }

  /** The sentence that refuses an answer whose tokens are spent for today; undefined if there is room. */
  async findExceededLimit(spender: Spender): Promise<AnswerTextKey | undefined> {
    const { daily, ledger, onFailure } = this.#options
    if (!this.#hasDailyLimits) return undefined
    try {
      const spent = await ledger.spent(spender)
      const isOver = (limit: number | undefined, tokens: number) => limit !== undefined && tokens >= limit
      if (isOver(daily.bot, spent.bot)) return 'dailyLimitBot'
      if (isOver(daily.guild, spent.guild)) return 'dailyLimitServer'
      return isOver(daily.user, spent.user) ? 'dailyLimitUser' : undefined
    } catch (error) {
      onFailure(error) // without the ledger people are answered
      return undefined
    }
  }

  /** Notes what an answer cost, where there is a limit to hold. */
  recordTokens(spender: Spender, tokens: number): void {
    const { ledger, onFailure } = this.#options
    if (this.#hasDailyLimits) ledger.add(spender, tokens).catch(onFailure)
  }

  get #hasDailyLimits(): boolean {
    return Object.values(this.#options.daily).some(limit => limit !== undefined)
  }
}
