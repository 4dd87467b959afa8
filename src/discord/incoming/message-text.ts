import type { Message } from 'discord.js'
import { cleanText } from '../../memory/text/clean.ts'

/**
 * The text of a message as a person reads it: mentions of people, roles and channels as names, own emoji as `:name:`,
 * and without the mention of the bot that it begins with.
 */
export function readableText(message: Message): string {
  const bot = message.client.user.id
  const { members, users, roles } = message.mentions
  const text = message.content
    .replace(/^\s*<@!?(\d+)>[\s,:]*/u, (all, id: string) => (id === bot ? '' : all))
    .replace(
      /<@!?(\d+)>/gu,
      (all, id: string) => atName(members?.get(id)?.displayName ?? users.get(id)?.displayName) ?? all,
    )
    .replace(/<@&(\d+)>/gu, (all, id: string) => atName(roles.get(id)?.name) ?? all)
    .replace(/<#(\d+)>/gu, (all, id: string) => channelName(message, id) ?? all)
    .replace(/<a?(:\w+:)\d+>/gu, '$1')
  return cleanText(text).trim()
}

const atName = (name: string | undefined) => (name === undefined ? undefined : `@${name}`)

function channelName(message: Message, id: string): string | undefined {
  const channel = message.client.channels.cache.get(id)
  return channel !== undefined && 'name' in channel && channel.name !== null ? `#${channel.name}` : undefined
}

/** How the author of a message is called where they wrote it. */
export const authorName = (message: Message) => cleanText(message.member?.displayName ?? message.author.displayName)

/** What is not text in a message, by name: attachments, stickers, a poll. */
export function attachmentNames(message: Message): string[] {
  const attachments = message.attachments.map(({ name }) => name)
  const stickers = message.stickers.map(({ name }) => `sticker “${name}”`)
  const poll = message.poll?.question.text
  const polls = poll === undefined || poll === null ? [] : [`poll “${poll}”`]
  return [...attachments, ...stickers, ...polls].map(cleanText)
}

/** The text by which a message is remembered: what it says, and the names of what came with it. */
export function rememberedText(message: Message, text = readableText(message)): string {
  const names = attachmentNames(message)
  return [text, ...(names.length === 0 ? [] : [`[attached: ${names.join(', ')}]`])].filter(Boolean).join('\n')
}
