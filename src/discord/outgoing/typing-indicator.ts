import type { ChannelId } from '../../memory/types.ts'
import type { MessageApi } from '../message-api.ts'
import type { RequestBudget } from './request-budget.ts'

/** An answer that is there sooner shows no typing: one request saved. A later one shows it before people wonder. */
const SHOW_AFTER_MS = 600
/** Discord shows typing for 10 s. */
const RENEW_INTERVAL_MS = 8000
const BUDGET_RETRY_MS = 1000

/** How many answers are on their way in a channel, and when typing is shown next. */
interface ChannelTyping {
  answers: number
  timer?: NodeJS.Timeout
}

/** Shows "typing" in channels where an answer is on its way: one indicator for all answers of a channel. */
export class TypingIndicator {
  readonly #channels = new Map<ChannelId, ChannelTyping>()
  readonly #messageApi: MessageApi
  readonly #requestBudget: RequestBudget
  readonly #onFailure: (error: unknown) => void

  constructor(messageApi: MessageApi, requestBudget: RequestBudget, onFailure: (error: unknown) => void) {
    this.#messageApi = messageApi
    this.#requestBudget = requestBudget
    this.#onFailure = onFailure
  }

  /** Begins to show typing, a little later; returns what ends it (safe to call twice). */
  start(channel: ChannelId): () => void {
    const entry = this.#channels.get(channel) ?? { answers: 0 }
    if (entry.answers === 0) {
      this.#channels.set(channel, entry)
      this.#showIn(SHOW_AFTER_MS, channel, entry)
    }
    entry.answers += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      entry.answers -= 1
      if (entry.answers > 0) return
      clearTimeout(entry.timer)
      this.#channels.delete(channel)
    }
  }

  #showIn(ms: number, channel: ChannelId, entry: ChannelTyping): void {
    // On a busy machine a timer can be due while Discord's word that the answer stands lies unread: that is read first.
    entry.timer = setTimeout(() => setImmediate(() => this.#show(channel, entry)), ms)
  }

  #show(channel: ChannelId, entry: ChannelTyping): void {
    if (entry.answers === 0) return
    const mayType = this.#requestBudget.canSendTyping()
    if (mayType) this.#messageApi.type(channel).catch(this.#onFailure)
    this.#showIn(mayType ? RENEW_INTERVAL_MS : BUDGET_RETRY_MS, channel, entry)
  }
}
