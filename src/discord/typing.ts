import type { ChannelId } from '../memory/types.ts'
import type { Messages } from './messages.ts'
import type { Pace } from './pace.ts'

/** An answer that is there before this shows no typing: one request saved. Promised: typing within 0.7 s. */
const FIRST_MS = 600
/** Discord shows typing for 10 s. */
const RENEW_MS = 8000
const THINNED_MS = 1000

/** Shows "typing" in channels where an answer is on its way: one indicator for all answers of a channel. */
export class Typing {
  readonly #channels = new Map<ChannelId, { waiting: number; timer: NodeJS.Timeout }>()
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
    const known = this.#channels.get(channel)
    const entry = known ?? { waiting: 0, timer: setTimeout(() => this.#show(channel), FIRST_MS) }
    if (known === undefined) this.#channels.set(channel, entry)
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

  #show(channel: ChannelId): void {
    const entry = this.#channels.get(channel)
    if (entry === undefined) return
    const mayType = this.#pace.mayType()
    if (mayType) this.#messages.type(channel).catch(this.#onFailure)
    entry.timer = setTimeout(() => this.#show(channel), mayType ? RENEW_MS : THINNED_MS)
  }
}
