import {
  type GuildMember,
  type Message,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits,
  type Role,
} from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import { withPlainNames } from '../../memory/text/inserted-names.ts'
import { compareSnowflakes } from '../../memory/turns.ts'
import type { QuotedMessage } from '../../prompt/sections/quoted-messages.ts'
import { authorName, rememberedText } from './message-text.ts'

const MAX_CHAIN_LENGTH = 10
/** How many earlier messages of a channel one request brings. */
const FETCH_LIMIT = 50
/** How soon earlier messages of a channel are fetched again: the cache forgets, or others may have said little. */
const FETCH_INTERVAL_MS = 5 * 60_000

/** A quoted message that still knows which one it is. */
export interface ContextMessage extends QuotedMessage {
  readonly id: string
}

const UNREADABLE = '(not readable for the bot)'

const quoteMessage = (message: Message): ContextMessage => ({
  id: message.id,
  author: message.author.id === message.client.user.id ? 'you' : authorName(message),
  text: withPlainNames(rememberedText(message)) || UNREADABLE,
  saidAt: message.createdTimestamp,
})

/** Whether people write such a message: not the notes that Discord itself puts into a channel. */
export const isUserMessage = ({ type }: Message) => type === MessageType.Default || type === MessageType.Reply

/** What a message replies to, what that replied to, and so on: at most 10, oldest first; or what it forwards. */
export async function readReplyChain(message: Message): Promise<ContextMessage[]> {
  if (message.reference?.type === MessageReferenceType.Forward) return quoteForward(message)
  const chain: ContextMessage[] = []
  // What somebody replies to they have seen; what lies before it only who may read the channel's history.
  const limit = canReadHistory(message) ? MAX_CHAIN_LENGTH : 1
  for (let current: Message | undefined = message; current !== undefined && chain.length < limit; ) {
    current = await fetchReferencedMessage(current)
    if (current !== undefined) chain.unshift(quoteMessage(current))
  }
  return chain
}

async function fetchReferencedMessage(message: Message): Promise<Message | undefined> {
  const { reference, channel } = message
  if (!reference?.messageId || reference.channelId !== channel.id || message.type !== MessageType.Reply)
    return undefined
  try {
    return channel.messages.cache.get(reference.messageId) ?? (await channel.messages.fetch(reference.messageId))
  } catch {
    return undefined // deleted, or hidden from the bot: the chain ends here
  }
}

function quoteForward(message: Message): ContextMessage[] {
  return message.messageSnapshots.map(({ content, attachments, createdTimestamp }, id) => ({
    id,
    author: 'forwarded',
    text:
      [content, ...attachments.map(({ name }) => `[attached: ${name}]`)].filter(Boolean).map(cleanText).join('\n') ||
      UNREADABLE,
    saidAt: createdTimestamp,
  }))
}

/** Whether the asker, and everybody else who reads the answer there, may read what was said before they came. */
function canReadHistory(message: Message): boolean {
  if (!message.inGuild()) return true
  const { channel, member, guild } = message
  const may = (who: GuildMember | Role | null) =>
    who !== null && channel.permissionsFor(who)?.has(PermissionFlagsBits.ReadMessageHistory) === true
  return may(member) && may(guild.roles.everyone)
}

/** The messages of others in a channel: those the cache holds, and if they are few, what one request brings. */
export class ChannelContext {
  readonly #limit: number
  readonly #mayRead: (message: Message) => boolean
  readonly #fetchedAt = new WeakMap<object, number>()

  /** `mayRead`: of whom anything may be read. */
  constructor(limit: number, mayRead: (message: Message) => boolean = () => true) {
    this.#limit = limit
    this.#mayRead = mayRead
  }

  /** The last messages of other people in a server's channel before `message`, oldest first. */
  async recentMessages(message: Message): Promise<ContextMessage[]> {
    if (this.#limit === 0 || !message.inGuild() || !canReadHistory(message)) return []
    const cached = this.#cached(message)
    const age = Date.now() - (this.#fetchedAt.get(message.channel) ?? 0)
    if (cached.length === this.#limit || age < FETCH_INTERVAL_MS) return cached.map(quoteMessage)
    this.#fetchedAt.set(message.channel, Date.now())
    // Where the bot may not read the history, the answer lacks some context and nothing else.
    await message.channel.messages.fetch({ limit: FETCH_LIMIT, before: message.id }).catch(() => undefined)
    return this.#cached(message).map(quoteMessage)
  }

  #cached(message: Message): Message[] {
    return [...message.channel.messages.cache.values()]
      .filter(
        other =>
          compareSnowflakes(other.id, message.id) < 0 &&
          isUserMessage(other) &&
          !other.author.bot &&
          other.author.id !== message.author.id &&
          this.#mayRead(other),
      )
      .sort((a, b) => compareSnowflakes(a.id, b.id))
      .slice(-this.#limit)
  }
}
