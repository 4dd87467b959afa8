import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageCreateDispatchData,
  type GuildTextBasedChannel,
  type Message,
  MessageFlags,
  MessageType,
} from 'discord.js'
import { type Scope, scopeOfAudience } from '../../../memory/scope.ts'
import { compareSnowflakes } from '../../../memory/turns.ts'
import type { MessageId } from '../../../memory/types.ts'
import { MessageCache } from '../../message-caches.ts'
import { audienceOfChannel } from '../audience.ts'

/** How many earlier messages of a channel one request brings: as many as Discord gives, and as are held of a channel. */
const FETCH_LIMIT = 100
/** How soon earlier messages of a channel are fetched again: the cache forgets, or others may have said little. */
const FETCH_INTERVAL_MS = 5 * 60_000

export interface ChannelHistoryOptions {
  /** CHANNEL_CONTEXT_MESSAGES. */
  readonly limit: number
  /** Whether Discord tells what was said there: nothing is fetched otherwise. */
  readonly hasMessageContent: boolean
}

/** Whether people, or bots as people do, write such a message: not the notes that Discord itself puts into a channel. */
export const isUserMessage = ({ type }: Message) => type === MessageType.Default || type === MessageType.Reply

/**
 * The last messages of the channels in servers, as the gateway brings them; what was said before that, or is held no more, one
 * request brings.
 */
export class ChannelHistory {
  readonly #options: ChannelHistoryOptions
  /** From which message on everything that was said in a channel is held, for as long as that one is. */
  readonly #heldFrom = new WeakMap<object, MessageId>()
  /** By `performance.now()`. */
  readonly #fetchedAt = new WeakMap<object, number>()
  readonly #fetching = new WeakMap<object, Promise<void>>()
  readonly #scopes = new WeakMap<Message, ReadonlySet<Scope>>()
  /** The same of the last message of a channel: as a rule the next one shares it. */
  readonly #lastScopes = new WeakMap<object, ReadonlySet<Scope>>()

  constructor(client: Client<true>, options: ChannelHistoryOptions) {
    this.#options = options
    // From the gateway itself: discord.js takes the message into its cache before it tells of it.
    client.ws.on(GatewayDispatchEvents.MessageCreate, ({ channel_id, id }: GatewayMessageCreateDispatchData) => {
      const channel = client.channels.cache.get(channel_id)
      // Nothing was ever said there before.
      if (channel?.isTextBased() === true && channel.lastMessageId === null) this.#heldFrom.set(channel, id)
    })
    client.on(Events.MessageCreate, message => this.#recordReaders(message))
    client.on(Events.MessageUpdate, (_, message) => this.#recordReaders(message))
    // After a new session nobody tells what was said, edited or deleted since the last one.
    client.on(Events.ShardReady, shard => {
      for (const channel of client.channels.cache.values()) {
        if (!channel.isTextBased() || channel.isDMBased() || channel.guild.shardId !== shard) continue
        channel.messages.cache.clear()
        this.#heldFrom.delete(channel)
        this.#fetchedAt.delete(channel)
      }
    })
  }

  /** Sees to it that what was said before a message is held, as far as one request at most can bring it. Never rejects. */
  async load(message: Message<true>): Promise<void> {
    const { channel } = message
    if (!this.#options.hasMessageContent || this.#options.limit === 0) return
    noteQuestion(message)
    await this.#fetching.get(channel)
    const heldFrom = this.#heldFrom.get(channel)
    if (heldFrom !== undefined && channel.messages.cache.has(heldFrom)) return
    if (this.before(message).length >= this.#options.limit) return
    const fetchedAt = this.#fetchedAt.get(channel)
    if (fetchedAt !== undefined && performance.now() - fetchedAt < FETCH_INTERVAL_MS) return
    this.#fetchedAt.set(channel, performance.now())
    const fetching = this.#fetch(message).finally(() => this.#fetching.delete(channel))
    this.#fetching.set(channel, fetching)
    await fetching
  }

  /** The last messages before one that are held, oldest first. */
  before({ id, channel }: Message<true>): Message<true>[] {
    const { limit } = this.#options
    if (limit === 0) return []
    return [...channel.messages.cache.values()]
      .filter(other => !other.partial && compareSnowflakes(other.id, id) < 0 && isUserMessage(other) && isPublic(other))
      .sort((a, b) => compareSnowflakes(a.id, b.id))
      .slice(-limit)
  }

  /** Who could read a message when it was said, and at each edit since; none of one that was fetched. */
  scopesOf(message: Message): ReadonlySet<Scope> {
    return this.#scopes.get(message) ?? new Set()
  }

  #recordReaders(message: Message): void {
    if (!message.inGuild() || this.#options.limit === 0) return
    const scope = scopeOfAudience(audienceOfChannel(message.channel))
    if (scope === undefined) return
    const scopes = new Set([...this.scopesOf(message), scope])
    const last = this.#lastScopes.get(message.channel)
    const isSame = last?.size === scopes.size && scopes.isSubsetOf(last)
    this.#scopes.set(message, isSame ? last : scopes)
    if (!isSame) this.#lastScopes.set(message.channel, scopes)
  }

  async #fetch({ id, channel }: Message<true>): Promise<void> {
    // Where the bot may not read the history, the answer lacks some context and nothing else.
    const fetched = await channel.messages.fetch({ limit: FETCH_LIMIT, before: id }).catch(() => undefined)
    if (fetched === undefined) return
    sortCache(channel)
    this.#heldFrom.set(channel, [...fetched.keys()].sort(compareSnowflakes)[0] ?? id)
  }
}

/** Not what the bot shows to one person alone, nor what it says to a command. */
function isPublic({ flags, interactionMetadata }: Message): boolean {
  return !flags.has(MessageFlags.Ephemeral) && interactionMetadata === null
}

function noteQuestion({ channel, createdTimestamp }: Message<true>): void {
  if (channel.messages.cache instanceof MessageCache) channel.messages.cache.noteQuestion(createdTimestamp)
}

/** What came first goes first where a cache is full: that is to be the oldest message, also after older ones were fetched. */
function sortCache({ messages: { cache } }: GuildTextBasedChannel): void {
  const sorted = [...cache.values()].sort((a, b) => compareSnowflakes(a.id, b.id))
  cache.clear()
  for (const message of sorted) cache.set(message.id, message)
}
