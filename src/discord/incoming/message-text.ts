import { type Channel, ChannelType, type Message, type MessageSnapshot, PermissionFlagsBits } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'
import { nameOrNothing } from '../../memory/text/inserted-names.ts'
import type { UserId } from '../../memory/types.ts'
import { type MarkupNames, replaceMarkup } from './content/markup.ts'

/**
 * The text of a message as it is kept: mentions of people, roles and channels, and own emoji, as names between marks, moments
 * and commands as words, and without the mention of the bot that it begins with.
 */
export function readableText(message: Message): string {
  const bot = message.client.user.id
  const text = cleanText(message.content).replace(/^\s*<@!?(\d+)>[\s,:]*/u, (all, id: string) =>
    id === bot ? '' : all,
  )
  return replaceMarkup(
    text,
    namesIn(message, id => channelNameFor(message.author.id, id, message)),
  ).trim()
}

/** What a message mentions, by name. `channel`: what a channel is called for whoever may know. */
export function namesIn({ mentions }: Message | MessageSnapshot, channel: MarkupNames['channel']): MarkupNames {
  const { members, users, roles } = mentions
  return {
    user: id => members?.get(id)?.displayName ?? users.get(id)?.displayName,
    role: id => roles.get(id)?.name,
    channel,
  }
}

/** Of a channel that somebody may see; any other one stays an id, as Discord shows it to them. */
export function channelNameFor(user: UserId, id: string, message: Message | MessageSnapshot): string | undefined {
  const channel = message.client.channels.cache.get(id)
  if (channel === undefined || !('name' in channel) || channel.name === null) return undefined
  return isVisibleToUser(user, channel, message) ? channel.name : undefined
}

function isVisibleToUser(user: UserId, channel: Channel, message: Message | MessageSnapshot): boolean {
  const isAuthor = message.author?.id === user
  if (isAuthor && channel.id === message.channelId) return true
  if (channel.isDMBased() || channel.type === ChannelType.PrivateThread) return false
  const isMember = isAuthor && message.member?.guild.id === channel.guildId
  const asked = isMember ? message.member : channel.guild.members.cache.get(user)
  return asked !== undefined && asked !== null && channel.permissionsFor(asked).has(PermissionFlagsBits.ViewChannel)
}

/** How the author of a message is called where they wrote it. */
export function authorName(message: Message): string {
  return nameOrNothing(cleanText(message.member?.displayName ?? message.author.displayName))
}

/** What is not text in a message, by name: attachments, stickers, a poll, what it forwards. */
function attachmentNames(message: Message): readonly string[] {
  const attachments = message.attachments.map(({ name }) => plainName(name))
  const poll = message.poll?.question.text
  const polls = poll === undefined || poll === null ? [] : [plainName(`poll “${poll}”`)]
  const forwarded = message.messageSnapshots.size === 0 ? [] : ['forwarded message']
  return [...attachments, ...stickerNames(message), ...polls, ...forwarded]
}

export function stickerNames({ stickers }: Message | MessageSnapshot): readonly string[] {
  return stickers.map(({ name }) => plainName(`sticker “${name}”`))
}

/** A name within square brackets. */
export function plainName(name: string): string {
  return cleanText(name)
    .replace(/[[\]\s]+/gu, ' ')
    .trim()
}

/** The text by which a message is remembered: what it says, and the names of what came with it. */
export function rememberedText(message: Message, text = readableText(message)): string {
  const names = attachmentNames(message)
  return [text, ...(names.length === 0 ? [] : [`[attached: ${names.join(', ')}]`])].filter(Boolean).join('\n')
}
