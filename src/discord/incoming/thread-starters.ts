import { type Client, Events, type Message, RESTJSONErrorCodes, type ThreadChannel } from 'discord.js'
import { LRUCache } from 'lru-cache'
import type { Logger } from '../../observability/logger.ts'
import { discordErrorDetails } from '../errors.ts'

/** As discord.js keeps messages. */
const KEPT_MS = 60 * 60_000
/** A failure that is not for good is not asked about at each question. */
const RETRY_MS = 5 * 60_000
const MOST_THREADS = 500

/**
 * The messages that threads began with, each read once: of a thread of a channel the message there, which has the same id; of
 * a forum's post its first one (https://docs.discord.com/developers/topics/threads).
 */
export class ThreadStarters {
  readonly #log: Logger
  readonly #known = new LRUCache<string, Promise<Message | undefined>>({ max: MOST_THREADS, ttl: KEPT_MS })

  constructor(client: Client<true>, log: Logger) {
    this.#log = log
    client.on(Events.MessageDelete, ({ id }) => this.#known.delete(id))
    client.on(Events.MessageUpdate, ({ id }) => this.#known.delete(id))
    client.on(Events.MessageBulkDelete, messages => {
      for (const id of messages.keys()) this.#known.delete(id)
    })
    // Nobody tells what was edited or deleted before a new session.
    client.on(Events.ShardReady, () => this.#known.clear())
  }

  /** Undefined where a thread began without a message, where that is gone, or the bot may not read it. Never rejects. */
  async read(thread: ThreadChannel): Promise<Message | undefined> {
    const channel = thread.parent?.isThreadOnly() === true ? thread : thread.parent
    if (channel === null || channel.isThreadOnly()) return undefined
    const held = channel.messages.cache.get(thread.id)
    if (held?.partial === false) return held
    const known = this.#known.get(thread.id)
    if (known !== undefined) return await known
    const reading = channel.messages.fetch(thread.id).catch((error: unknown) => {
      const details = discordErrorDetails(error)
      if (details['code'] === RESTJSONErrorCodes.UnknownMessage) return undefined
      this.#log.warn({ channel: thread.id, ...details }, 'the message that a thread began with was not read')
      this.#known.set(thread.id, Promise.resolve(undefined), { ttl: RETRY_MS })
      return undefined
    })
    this.#known.set(thread.id, reading)
    return await reading
  }
}
