import type { REST } from 'discord.js'
import { LRUCache } from 'lru-cache'
import type { ChannelId } from '../../memory/types.ts'

/** About one edit a second over all answers of a channel: Discord's bucket for edits is 5 in 5 s. */
const EDIT_INTERVAL_MS = 1000
/** How soon to ask again after the budget of the whole bot was too low. */
const BUDGET_RETRY_MS = 500
/** Shares of the bot's requests a second that stay free: edits are thinned first, then typing, final texts never. */
const SHARE_KEPT_FROM_EDITS = 0.5
const SHARE_KEPT_FROM_TYPING = 0.2
const MAX_CHANNELS = 10_000

interface RateLimitBucket {
  remaining: number
  resetAt: number
}

interface ChannelState {
  isBusy: boolean
  lastAt: number
  readonly buckets: { post?: RateLimitBucket; patch?: RateLimitBucket }
}

type GlobalRateLimit = Pick<REST, 'globalRemaining' | 'globalReset'>

/**
 * Decides when a text that is not final yet, or a typing indicator, may use one of Discord's scarce requests.
 * They are never queued: what may not go now is asked for again later, with newer text, so that no final text
 * ever waits behind one. One request of each channel's bucket is left for final texts.
 */
export class RequestBudget {
  readonly #channels = new LRUCache<ChannelId, ChannelState>({
    max: MAX_CHANNELS,
    memoMethod: () => ({ isBusy: false, lastAt: Number.NEGATIVE_INFINITY, buckets: {} }),
  })
  readonly #rest: GlobalRateLimit
  readonly #perSecond: number
  #finals = 0

  constructor(rest: GlobalRateLimit, requestsPerSecond: number) {
    this.#rest = rest
    this.#perSecond = requestsPerSecond
  }

  /** Takes the channel's turn for one streamed text: 0 if it may go now (then call `releaseTurn`), else how long to wait, in ms. */
  acquireTurn(channel: ChannelId, now = performance.now()): number {
    const state = this.#channels.memo(channel)
    if (state.isBusy) return EDIT_INTERVAL_MS
    const due = state.lastAt + EDIT_INTERVAL_MS
    if (now < due) return due - now
    for (const bucket of [state.buckets.post, state.buckets.patch]) {
      if (bucket !== undefined && bucket.remaining <= 1 && now < bucket.resetAt) return bucket.resetAt - now
    }
    if (this.#remaining() <= this.#perSecond * SHARE_KEPT_FROM_EDITS) return BUDGET_RETRY_MS
    state.isBusy = true
    state.lastAt = now
    return 0
  }

  /** Gives the channel's turn back. */
  releaseTurn(channel: ChannelId): void {
    this.#channels.memo(channel).isBusy = false
  }

  canSendTyping(): boolean {
    return this.#remaining() > this.#perSecond * SHARE_KEPT_FROM_TYPING
  }

  /** Sends something that must not wait, and lets the rest make room for it meanwhile. */
  async sendFinal<T>(send: () => Promise<T>): Promise<T> {
    this.#finals += 1
    try {
      return await send()
    } finally {
      this.#finals -= 1
    }
  }

  /** Notes what Discord said of a channel's bucket. */
  recordRateLimit(method: string, path: string, headers: { get(name: string): string | null }): void {
    const kind = method.toLowerCase()
    const channel = /^\/channels\/(\d+)\/messages/u.exec(path)?.[1]
    if (channel === undefined || (kind !== 'post' && kind !== 'patch')) return
    const remaining = headers.get('x-ratelimit-remaining')
    const resetAfter = headers.get('x-ratelimit-reset-after')
    if (remaining === null || resetAfter === null) return
    this.#channels.memo(channel).buckets[kind] = {
      remaining: Number(remaining),
      resetAt: performance.now() + Number(resetAfter) * 1000,
    }
  }

  /** Requests that the whole bot has left in this second, without those that final texts are waiting for. */
  #remaining(): number {
    const left = Date.now() > this.#rest.globalReset ? this.#perSecond : this.#rest.globalRemaining
    return left - this.#finals
  }
}
