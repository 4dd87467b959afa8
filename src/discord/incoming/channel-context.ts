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
import type { QuotedMessage } from '../../prompt/sections/quoted-messages.ts'
import { authorName, rememberedText } from './message-text.ts'

const MAX_CHAIN_LENGTH = 10

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
export function canReadHistory(message: Message): boolean {
  if (!message.inGuild()) return true
  const { channel, member, guild } = message
  const may = (who: GuildMember | Role | null) =>
    who !== null && channel.permissionsFor(who)?.has(PermissionFlagsBits.ReadMessageHistory) === true
  return may(member) && may(guild.roles.everyone)
}
