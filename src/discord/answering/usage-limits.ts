import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Spender, SpentBy } from '../../memory/ports/usage-ledger.ts'
import type { UserId } from '../../memory/types.ts'
import { type Caps, findReachedCap, type ReachedCap } from '../../spending/caps.ts'
import type { Spending } from '../../spending/spending.ts'

const MINUTE_SECONDS = 60

export interface UsageLimitsOptions {
  readonly messagesPerMinute: number
  readonly caps: Caps
  readonly spending: Pick<Spending, 'spent'>
  /** Told of what is spent, whenever it is looked at, and of a cap that keeps somebody from being answered. */
  readonly onSpent: (spent: SpentBy, reached: ReachedCap | undefined) => void
}

/** Said in the place of an answer, by the cap that is reached. */
const REFUSALS = { user: 'dailyLimitUser', guild: 'dailyLimitServer', bot: 'dailyLimitBot' } as const

/** Decides who is answered: so many messages a minute for each user, so many tokens and so much money a day. */
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

  /** The sentence that refuses an answer where what may be spent is spent for today; undefined if there is room. Never rejects. */
  async findExceededLimit(spender: Spender): Promise<(typeof REFUSALS)[keyof typeof REFUSALS] | undefined> {
    const { caps, spending, onSpent } = this.#options
    if (!this.#hasCaps) return undefined
    const spent = await spending.spent(spender)
    const reached = findReachedCap(caps, spent)
    onSpent(spent, reached)
    return reached && REFUSALS[reached.by]
  }

  get #hasCaps(): boolean {
    return Object.values(this.#options.caps).some(cap => Object.keys(cap).length > 0)
  }
}
