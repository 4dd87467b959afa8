import type { Snowflake } from 'discord-api-types/v10'
import { compareSnowflakes } from './snowflake.ts'
import type { StoredMessage } from './stored.ts'

/** The latest messages of one channel, oldest first; the oldest go when there are more than `limit`. */
export class History {
  readonly #messages: StoredMessage[] = []
  readonly #byId = new Map<Snowflake, StoredMessage>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get messages(): readonly StoredMessage[] {
    return this.#messages
  }

  get(id: Snowflake): StoredMessage | undefined {
    return this.#byId.get(id)
  }

  /** Returns the message that had to go for it, if one had to. */
  add(message: StoredMessage): StoredMessage | undefined {
    this.#messages.push(message)
    this.#byId.set(message.id, message)
    if (this.#messages.length <= this.#limit) return undefined
    const oldest = this.#messages.shift()
    if (oldest !== undefined) this.#byId.delete(oldest.id)
    return oldest
  }

  delete(id: Snowflake): StoredMessage | undefined {
    const message = this.#byId.get(id)
    if (message === undefined) return undefined
    this.#byId.delete(id)
    this.#messages.splice(this.#firstNotBefore(id), 1)
    return message
  }

  /** All that is kept of what came after a message, oldest first. */
  since(id: Snowflake): readonly StoredMessage[] {
    const at = this.#firstNotBefore(id)
    return this.#messages.slice(this.#messages[at]?.id === id ? at + 1 : at)
  }

  /** Up to `limit` messages in Discord's order, newest first. */
  page({ before, after, around, limit }: { before?: string; after?: string; around?: string; limit: number }) {
    if (around !== undefined) {
      const middle = this.#firstNotBefore(around)
      const start = Math.max(0, middle - Math.floor(limit / 2))
      return this.#messages.slice(start, start + limit).reverse()
    }
    if (after !== undefined) {
      const at = this.#firstNotBefore(after)
      const start = this.#messages[at]?.id === after ? at + 1 : at
      return this.#messages.slice(start, start + limit).reverse()
    }
    const end = before === undefined ? this.#messages.length : this.#firstNotBefore(before)
    return this.#messages.slice(Math.max(0, end - limit), end).reverse()
  }

  #firstNotBefore(id: Snowflake): number {
    let low = 0
    let high = this.#messages.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const message = this.#messages[middle]
      if (message !== undefined && compareSnowflakes(message.id, id) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
