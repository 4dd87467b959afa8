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
    this.#messages.splice(firstNotBefore(this.#messages, id), 1)
    return message
  }

  /** All that is kept of what came after a message, oldest first. */
  since(id: Snowflake): readonly StoredMessage[] {
    const at = firstNotBefore(this.#messages, id)
    return this.#messages.slice(this.#messages[at]?.id === id ? at + 1 : at)
  }

  /** Up to `limit` messages in Discord's order, newest first. What one person alone can see is in no history. */
  page({ before, after, around, limit }: { before?: string; after?: string; around?: string; limit: number }) {
    const shown = this.#messages.filter(({ visibleTo }) => visibleTo === undefined)
    if (around !== undefined) {
      const middle = firstNotBefore(shown, around)
      const start = Math.max(0, middle - Math.floor(limit / 2))
      return shown.slice(start, start + limit).reverse()
    }
    if (after !== undefined) {
      const at = firstNotBefore(shown, after)
      const start = shown[at]?.id === after ? at + 1 : at
      return shown.slice(start, start + limit).reverse()
    }
    const end = before === undefined ? shown.length : firstNotBefore(shown, before)
    return shown.slice(Math.max(0, end - limit), end).reverse()
  }
}

function firstNotBefore(messages: readonly StoredMessage[], id: Snowflake): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const message = messages[middle]
    if (message !== undefined && compareSnowflakes(message.id, id) < 0) low = middle + 1
    else high = middle
  }
  return low
}
