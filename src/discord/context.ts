import { type Message, MessageReferenceType, MessageType, PermissionFlagsBits } from 'discord.js'
import type { QuotedMessage } from '../prompt/quoted-messages.ts'
import { authorName, rememberedText } from './readable.ts'

const CHAIN_LIMIT = 10
/** How many messages one look back into a channel brings. */
const LOOK_BACK = 50

/** A quoted message that still knows which one it is. */
export interface ContextMessage extends QuotedMessage {
  readonly id: string
}

const UNREADABLE = '(not readable for the bot)'

const quoted = (message: Message): ContextMessage => ({
  id: message.id,
  author: message.author.id === message.client.user.id ? 'you' : authorName(message),
  text: rememberedText(message) || UNREADABLE,
  saidAt: message.createdTimestamp,
})

/** Whether people write such a message: not the notes that Discord itself puts into a channel. */
export const isSpoken = ({ type }: Message) => type === MessageType.Default || type === MessageType.Reply

/** What a message replies to, what that replied to, and so on: at most 10, oldest first; or what it forwards. */
export async function replyChain(message: Message): Promise<ContextMessage[]> {
  if (message.reference?.type === MessageReferenceType.Forward) return forwarded(message)
  const chain: ContextMessage[] = []
  for (let current: Message | undefined = message; current !== undefined && chain.length < CHAIN_LIMIT; ) {
    current = await repliedTo(current)
    if (current !== undefined) chain.unshift(quoted(current))
  }
  return chain
}

async function repliedTo(message: Message): Promise<Message | undefined> {
  const { reference, channel } = message
  if (!reference?.messageId || reference.channelId !== channel.id || message.type !== MessageType.Reply)
    return undefined
  try {
    return channel.messages.cache.get(reference.messageId) ?? (await channel.messages.fetch(reference.messageId))
  } catch {
    return undefined // deleted, or hidden from the bot: the chain ends here
  }
}

function forwarded(message: Message): ContextMessage[] {
  return message.messageSnapshots.map(({ content, attachments, createdTimestamp }, id) => ({
    id,
    author: 'forwarded',
    text: [content, ...attachments.map(({ name }) => `[attached: ${name}]`)].filter(Boolean).join('\n') || UNREADABLE,
    saidAt: createdTimestamp,
  }))
}

/** Remembers in which channels it has looked back since it was made: later messages come by themselves. */
export class ChannelContext {
  readonly #limit: number
  readonly #seen = new WeakSet()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** The last messages of other people in a server's channel before `message`, oldest first. */
  async others(message: Message): Promise<ContextMessage[]> {
    if (this.#limit === 0 || !message.inGuild()) return []
    const { channel } = message
    const me = channel.guild.members.me
    const mayLookBack = me !== null && channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory)
    if (!this.#seen.has(channel) && mayLookBack) {
      this.#seen.add(channel)
      // Without it the answer lacks some context and nothing else.
      await channel.messages.fetch({ limit: LOOK_BACK, before: message.id }).catch(() => this.#seen.delete(channel))
    }
    return [...channel.messages.cache.values()]
      .filter(
        other =>
          isBefore(other.id, message.id) &&
          isSpoken(other) &&
          !other.author.bot &&
          other.author.id !== message.author.id,
      )
      .sort((a, b) => (isBefore(a.id, b.id) ? -1 : 1))
      .slice(-this.#limit)
      .map(quoted)
  }
}

/** Snowflakes in the order of their making: they do not fit a JavaScript number. */
const isBefore = (a: string, b: string) => (a.length === b.length ? a < b : a.length < b.length)
