import { type Channel, ChannelType, type Message, MessageFlags, type MessageSnapshot, MessageType } from 'discord.js'
import { cleanText } from '../../../memory/text/clean.ts'
import { withPlainNames } from '../../../memory/text/inserted-names.ts'
import { mayAllRead } from '../audience.ts'
import { channelNameFor, namesIn, plainName, stickerNames } from '../message-text.ts'
import { componentPictures, componentsText } from './components.ts'
import { embedPictures, embedText } from './embeds.ts'
import { type DiscordFile, fileOfAttachment } from './files.ts'
import { type MarkupNames, replaceMarkup } from './markup.ts'
import { pollText } from './poll.ts'

/** For whom a message is read. */
export interface MessageReading {
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
export function readMessage(message: AnyMessage, reading: MessageReading): MessageContent {
  const inWords = wordsFor(message, reading)
  const shown = readShown(message, reading)
  const lines = [
    EVENTS[message.type ?? MessageType.Default] ?? '',
    inWords(message.content),
    inWords(componentsText(message.components, { isOwn: message.author?.id === message.client.user.id })),
    ...readSpoken(message, reading),
    attachedText(message),
    shown.text,
  ]
  return {
    text: joinLines(lines.map(withPlainNames)),
    files: [
      ...(isVoice(message) ? [] : message.attachments.map(fileOfAttachment)),
      ...componentPictures(message.components),
      ...shown.files,
    ],
  }
}

/** The part of it that others have written: embeds, and what it forwards. */
function readShown(message: AnyMessage, reading: MessageReading): MessageContent {
  const embedded = readEmbeds(message, reading)
  const forwarded = forwardedIn(message).map(snapshot => readMessage(snapshot, reading))
  return {
    text: joinLines([embedded.text, ...forwarded.map(({ text }) => `[forwarded message]\n${text}`)]),
    files: [...embedded.files, ...forwarded.flatMap(({ files }) => files)],
  }
}

/**
 * The copies that a message forwards. Where discord.js holds the message they were made of, it gives that one in their place,
 * with what its author may have written into it since, for other readers: such a copy is not to be had any more.
 */
export function forwardedIn({ messageSnapshots, createdTimestamp }: AnyMessage): readonly MessageSnapshot[] {
  const copies = [...(messageSnapshots?.values() ?? [])]
  return copies.filter(({ editedTimestamp }) => (editedTimestamp ?? 0) <= createdTimestamp)
}

/** What its embeds say and show, whether a bot made them or Discord of a link. */
export function readEmbeds(message: AnyMessage, reading: MessageReading): MessageContent {
  const { content, embeds } = message
  const inWords = wordsFor(message, reading)
  return {
    text: withPlainNames(joinLines(embeds.map(embed => inWords(embedText(embed, content))))),
    files: embeds.flatMap(embedPictures),
  }
}

/** What Discord itself says of an event, where the message holds no words. */
const EVENTS: Partial<Record<MessageType, string>> = {
  [MessageType.UserJoin]: '[joined the server]',
  [MessageType.ChannelPinnedMessage]: '[pinned a message]',
  [MessageType.ThreadCreated]: '[began a thread]',
  [MessageType.GuildBoost]: '[boosted the server]',
}

/** What its author said in a message otherwise than in its text: a poll, a voice message. */
export function readSpoken(message: AnyMessage, reading: MessageReading): readonly string[] {
  const { attachments, poll } = message
  const recordings = isVoice(message) ? [...attachments.values()] : []
  return [
    ...(poll === null ? [] : [wordsFor(message, reading)(pollText(poll))]),
    ...recordings.map(({ id, duration }) => voiceText(duration, reading.voiceWords?.(id))),
  ]
}

/** Files and stickers by name. */
function attachedText(message: AnyMessage): string {
  const files = isVoice(message) ? [] : [...message.attachments.values()]
  const names = files.map(({ name, description }) => plainName(description ? `${name} (${description})` : name))
  const all = [...names, ...stickerNames(message)]
  return all.length === 0 ? '' : `[attached: ${all.join(', ')}]`
}

/** `seconds`: undefined or null where Discord does not say. */
function voiceText(seconds: number | null | undefined, words: string | undefined): string {
  const length = typeof seconds === 'number' ? `, ${Math.max(1, Math.round(seconds))} s` : ''
  return `[voice message${length}${words ? `: “${cleanText(words)}”` : ''}]`
}

/** Whether somebody spoke it: a recording is all there is to it. */
export function isVoice({ flags }: AnyMessage): boolean {
  return flags.has(MessageFlags.IsVoiceMessage)
}

function wordsFor(message: AnyMessage, { place }: MessageReading): (text: string) => string {
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
  if (place.type === ChannelType.DM) return channelNameFor(place.recipientId, id, message)
  if (channel === undefined || place.isDMBased() || channel.isDMBased() || channel.guildId !== place.guildId)
    return undefined
  return mayAllRead(place, channel) ? channel.name : undefined
}

function joinLines(lines: readonly string[]): string {
  return lines.filter(line => line !== '').join('\n')
}
