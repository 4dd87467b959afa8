import { Collection, LimitedCollection, type Message, type Snowflake } from 'discord.js'
import type { UserId } from '../memory/types.ts'

/** As many as one request brings: see incoming/talk/channel-history.ts. */
const MAX_MESSAGES = 100
/** So long messages stay where nobody speaks to the bot: a question may be about what its asker has just posted. */
const IDLE_LIFETIME_MS = 5 * 60_000
/** So long they stay where somebody does, and so long a channel counts as such after that. */
const LIFETIME_MS = 60 * 60_000

/** What discord.js holds of the messages of one channel. */
export class MessageCache extends LimitedCollection<Snowflake, Message> {
  readonly #filled: Set<MessageCache>
  readonly #isDirect: boolean
  #spokenAt = Number.NEGATIVE_INFINITY

  constructor(filled: Set<MessageCache>, isDirect: boolean) {
    super({ maxSize: MAX_MESSAGES })
    this.#filled = filled
    this.#isDirect = isDirect
  }

  override set(id: Snowflake, message: Message): this {
    this.#filled.add(this)
    shareEmptyParts(message, ['attachments', 'stickers', 'messageSnapshots'])
    shareEmptyParts(message.mentions, ['users', 'roles', 'crosspostedChannels'])
    return super.set(id, message)
  }

  /** Somebody speaks to the bot there, at a time (ms since 1970): what is said before and after that is of use. */
  noteQuestion(at: number): void {
    this.#spokenAt = at
  }

  /** How long a message stays, in ms, as it is now. */
  lifetimeAt(now: number): number {
    return this.#isDirect || now - this.#spokenAt < LIFETIME_MS ? LIFETIME_MS : IDLE_LIFETIME_MS
  }
}

/** Nothing is ever in it: whatever is put there is left out. */
export const emptyCollection = new LimitedCollection<Snowflake, never>({ maxSize: 0 })

/** What of a message is empty is the same for all of them: discord.js makes collections of their own, 200 bytes each. */
function shareEmptyParts<Parts extends object>(parts: Parts, names: readonly (keyof Parts)[]): void {
  for (const name of names) {
    const part = parts[name]
    if (part instanceof Collection && part.size === 0) Object.assign(parts, { [name]: emptyCollection })
  }
}

/** The caches of all channels of a client. Only those that hold something are ever looked at: there can be very many. */
export class MessageCaches {
  readonly #filled = new Set<MessageCache>()

  /** How many channels' messages are held of any. */
  get size(): number {
    return this.#filled.size
  }

  create(kind: 'direct' | 'server'): MessageCache {
    return new MessageCache(this.#filled, kind === 'direct')
  }

  /** Lets go of what is of no use any more. */
  sweep(now: number): void {
    for (const cache of this.#filled) {
      const oldest = now - cache.lifetimeAt(now)
      cache.sweep(message => (message.editedTimestamp ?? message.createdTimestamp) < oldest)
    }
    this.#dropEmpty()
  }

  /**
   * Takes somebody's messages, and what the bot said to them, out: they would be held for an hour after they were forgotten. What is
   * fetched anew is read from Discord, as far as it still stands there.
   */
  purge(user: UserId): void {
    for (const cache of this.#filled) cache.sweep(message => isFromOrTo(message, user))
    this.#dropEmpty()
  }

  #dropEmpty(): void {
    for (const cache of this.#filled) if (cache.size === 0) this.#filled.delete(cache)
  }
}

/** Of the bot's messages also those of which nothing tells whom they are for. */
function isFromOrTo(message: Message, user: UserId): boolean {
  if (message.author?.id === user) return true
  if (message.author?.id !== message.client.user.id) return false
  const reader = message.mentions.repliedUser?.id ?? message.interactionMetadata?.user.id
  return reader === undefined || reader === user
}
