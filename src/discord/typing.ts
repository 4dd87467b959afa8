import type { ChannelId } from '../memory/types.ts'
import type { Messages } from './messages.ts'
import type { Pace } from './pace.ts'

/** An answer that is there before this shows no typing: one request saved. Promised: typing within 0.7 s. */
const FIRST_MS = 600
/** Discord shows typing for 10 s. */
const RENEW_MS = 8000
const THINNED_MS = 1000

/** How many answers are on their way in a channel, and when typing is shown next. */
interface Waiting {
  waiting: number
  timer?: NodeJS.Timeout
}

/** Shows "typing" in channels where an answer is on its way: one indicator for all answers of a channel. */
export class Typing {
  readonly #channels = new Map<ChannelId, Waiting>()
  readonly #messages: Messages
  readonly #pace: Pace
  readonly #onFailure: (error: unknown) => void

  constructor(messages: Messages, pace: Pace, onFailure: (error: unknown) => void) {
    this.#messages = messages
    this.#pace = pace
    this.#onFailure = onFailure
  }

  /** Begins to show typing, a little later; returns what ends it (safe to call twice). */
  start(channel: ChannelId): () => void {
    const entry = this.#channels.get(channel) ?? { waiting: 0 }
    if (entry.waiting === 0) {
      this.#channels.set(channel, entry)
      this.#showIn(FIRST_MS, channel, entry)
    }
    entry.waiting += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      entry.waiting -= 1
      if (entry.waiting > 0) return
      clearTimeout(entry.timer)
      this.#channels.delete(channel)
    }
  }

  #showIn(ms: number, channel: ChannelId, entry: Waiting): void {
    // On a busy machine a timer can be due while Discord's word that the answer stands lies unread: that is read first.
    entry.timer = setTimeout(() => setImmediate(() => this.#show(channel, entry)), ms)
  }

  #show(channel: ChannelId, entry: Waiting): void {
    if (entry.waiting === 0) return
    const mayType = this.#pace.mayType()
    if (mayType) this.#messages.type(channel).catch(this.#onFailure)
    this.#showIn(mayType ? RENEW_MS : THINNED_MS, channel, entry)
  }
}
