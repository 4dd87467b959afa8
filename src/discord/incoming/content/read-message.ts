import { type Channel, type Message, MessageFlags, type MessageSnapshot, MessageType } from 'discord.js'
import { cleanText } from '../../../memory/text/clean.ts'
import { withPlainNames } from '../../../memory/text/inserted-names.ts'
import { mayAllRead } from '../audience.ts'
import { channelName, namesIn } from '../message-text.ts'
import { componentPictures, componentsText } from './components.ts'
import { embedPictures, embedText } from './embeds.ts'
import { attachedFile, type DiscordFile } from './files.ts'
import { type MarkupNames, replaceMarkup } from './markup.ts'
import { pollText } from './poll.ts'

/** For whom a message is read. */
export interface Reading {
  /** Where the answer will be read: of channels that are mentioned, those are named that everybody there may see. */
  readonly place: Channel
  /** The words of a voice message by the id of its file, where they are known. */
  readonly voiceWords?: (file: string) => string | undefined
}

/** What a message holds, as a prompt can show it. */
export interface MessageContent {
  /** All that can be read in it, in the order in which Discord shows it; empty if that is nothing. */
  readonly text: string
  /** What can be looked at, or read: what is attached to it and to what it forwards, and pictures that it shows. */
  readonly files: readonly DiscordFile[]
}

type AnyMessage = Message | MessageSnapshot

/**
 * Reads what a message holds, whoever wrote it and however it came: as text what it says, the words of its components and
 * embeds, a poll with its answers, files, stickers and voice messages by name, and what it forwards. All but the first is
 * nothing that its author is known to have said: it belongs into a prompt, and is not to be kept.
 */
export function readMessage(message: AnyMessage, reading: Reading): MessageContent {
  const inWords = wordsFor(message, reading)
  const shown = readShown(message, reading)
  const lines = [
    EVENTS[message.type ?? MessageType.Default] ?? '',
    inWords(message.content),
    inWords(componentsText(message.components, { isOwn: message.author?.id === message.client.user.id })),
    message.poll === null ? '' : inWords(pollText(message.poll)),
    ...attachedTexts(message, reading),
    shown.text,
  ]
  return {
    text: joinLines(lines.map(withPlainNames)),
    files: [
      ...(isVoice(message) ? [] : message.attachments.map(attachedFile)),
      ...componentPictures(message.components),
      ...shown.files,
    ],
  }
}

/** The part of it that others have written: embeds, and what is forwarded. */
export function readShown(message: AnyMessage, reading: Reading): MessageContent {
  const { content, embeds } = message
  const inWords = wordsFor(message, reading)
  const forwarded = [...(message.messageSnapshots?.values() ?? [])].map(snapshot => readMessage(snapshot, reading))
  const lines = [
    ...embeds.map(embed => inWords(embedText(embed, content))),
    ...forwarded.map(({ text }) => `[forwarded message]\n${text}`),
  ]
  return {
    text: joinLines(lines.map(withPlainNames)),
    files: [...embeds.flatMap(embedPictures), ...forwarded.flatMap(({ files }) => files)],
  }
}

/** What Discord itself says of an event, where the message holds no words. */
const EVENTS: Partial<Record<MessageType, string>> = {
  [MessageType.UserJoin]: '[joined the server]',
  [MessageType.ChannelPinnedMessage]: '[pinned a message]',
  [MessageType.ThreadCreated]: '[began a thread]',
  [MessageType.GuildBoost]: '[boosted the server]',
}

/** Files, stickers and voice messages by name. */
function attachedTexts(message: AnyMessage, { voiceWords }: Reading): readonly string[] {
  const { attachments, stickers } = message
  const voice = isVoice(message) ? [...attachments.values()] : []
  const names = [
    ...(isVoice(message)
      ? []
      : attachments.map(({ name, description }) => (description ? `${name} (${description})` : name))),
    ...stickers.map(({ name }) => `sticker “${name}”`),
  ].map(toPlainName)
  return [
    ...voice.map(({ id, duration }) => voiceText(duration, voiceWords?.(id))),
    ...(names.length === 0 ? [] : [`[attached: ${names.join(', ')}]`]),
  ]
}

/** `seconds`: undefined or null where Discord does not say. */
export function voiceText(seconds: number | null | undefined, words: string | undefined): string {
  const length = typeof seconds === 'number' ? `, ${Math.max(1, Math.round(seconds))} s` : ''
  return `[voice message${length}${words === undefined ? '' : `: “${cleanText(words)}”`}]`
}

function isVoice({ flags }: AnyMessage): boolean {
  return flags.has(MessageFlags.IsVoiceMessage)
}

/** A name within square brackets. */
function toPlainName(name: string): string {
  return cleanText(name)
    .replace(/[[\]\s]+/gu, ' ')
    .trim()
}

function wordsFor(message: AnyMessage, { place }: Reading): (text: string) => string {
  const names = namesFor(message, place)
  return text => replaceMarkup(cleanText(text), names).trim()
}

/** Names that everybody who reads the answer may know: of the server in which it is read, and those the message came with. */
function namesFor(message: AnyMessage, place: Channel): MarkupNames {
  const guild = place.isDMBased() ? undefined : place.guild
  const named = namesIn(message, id => channelTitle(message, place, id))
  return {
    ...named,
    user: id => named.user(id) ?? guild?.members.cache.get(id)?.displayName,
    role: id => named.role(id) ?? guild?.roles.cache.get(id)?.name,
  }
}

function channelTitle(message: AnyMessage, place: Channel, id: string): string | undefined {
  const channel = message.client.channels.cache.get(id)
  // Nobody else reads along in a direct message.
  if (place.isDMBased()) return isWhole(message) ? channelName(message, id) : undefined
  if (channel === undefined || channel.isDMBased() || channel.guildId !== place.guildId) return undefined
  return mayAllRead(place, channel) ? channel.name : undefined
}

/** A copy that was forwarded does not tell who wrote it. */
function isWhole(message: AnyMessage): message is Message {
  return message.author !== null
}

function joinLines(lines: readonly string[]): string {
  return lines.filter(line => line !== '').join('\n')
}
