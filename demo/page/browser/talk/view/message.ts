import type { APIEmbed, MessageFlags, MessageType } from 'discord-api-types/v10'
import type { PageMessage } from '../../../protocol.ts'
import { cssColor, partsOf } from './parts.ts'
import { authorOf, namingFor, type Reader, seesMessage } from './reader.ts'
import { type Naming, plainText, richText, webAddress } from './rich-text.ts'
import type { ShownContent, ShownEmbed, ShownFile, ShownMessage, ShownPart, ShownReference } from './shown.ts'

const LOADING: MessageFlags.Loading = 128
const IS_COMPONENTS_V2: MessageFlags.IsComponentsV2 = 32_768
const EXCERPT = 120
/** Discord draws up to so many emoji large where nothing else is said. */
const MAX_JUMBO = 30
const SPOILER_PREFIX = 'SPOILER_'

const EMOJI_ALONE = /^(?:\p{RGI_Emoji}|\s)+$/v
const EMOJI = /\p{RGI_Emoji}/gv

/** A message as a reader sees it. `replied`: the one that it replies to, where that is still there. */
export function showMessage(message: PageMessage, reader: Reader, replied: PageMessage | undefined): ShownMessage {
  const naming = namingFor(reader)
  const isThinking = hasFlag(message, LOADING)
  const used = message.message_reference === undefined ? message.interaction : undefined
  return {
    ...contentOf(message, naming),
    id: message.id,
    at: Date.parse(message.timestamp),
    author: authorOf(message.author, reader),
    isEdited: message.edited_timestamp !== null,
    isThinking,
    isEphemeral: message.visibleTo !== undefined,
    mentionsReader: mentions(message, reader),
    isOwn: message.author.id === reader.id,
    reply: replyOf(message, reader, replied),
    usedBy:
      used === undefined ? undefined : { by: authorOf(used.user, reader), name: commandName(used.name, message.type) },
  }
}

const SLASH_COMMAND: MessageType.ChatInputCommand = 20

/** A slash command has its sign; one of a menu has none. */
function commandName(name: string, type: MessageType): string {
  return type === SLASH_COMMAND ? `/${name}` : name
}

function hasFlag({ flags }: { flags?: MessageFlags }, flag: MessageFlags): boolean {
  return (Number(flags ?? 0) & flag) !== 0
}

function contentOf(message: PageMessage, naming: Naming): ShownContent {
  const isV2 = hasFlag(message, IS_COMPONENTS_V2)
  const text = message.content
  return {
    text: richText(text, naming),
    isJumbo: EMOJI_ALONE.test(text) && (text.match(EMOJI)?.length ?? 0) <= MAX_JUMBO,
    embeds: message.embeds.map(embed => embedOf(embed, naming)),
    // Among components, files stand where they are put, and nowhere else.
    files: isV2 ? [] : message.attachments.map(fileOf),
    parts: partsOf(message, naming),
  }
}

function fileOf({ filename, size, url, content_type, description }: PageMessage['attachments'][number]): ShownFile {
  const isSpoiler = filename.startsWith(SPOILER_PREFIX)
  const name = isSpoiler ? filename.slice(SPOILER_PREFIX.length) : filename
  return { name, size, url, contentType: content_type ?? '', description: description ?? '', isSpoiler }
}

function embedOf(embed: APIEmbed, naming: Naming): ShownEmbed {
  const { title = '', url, description = '', fields = [], footer, author, provider, color } = embed
  return {
    accent: cssColor(color),
    author: author?.name ?? provider?.name,
    title: richText(title, naming),
    url: url === undefined ? undefined : webAddress(url),
    description: richText(description, naming),
    fields: fields.map(({ name, value, inline = false }) => ({
      ...{ name: richText(name, naming), value: richText(value, naming), isInline: inline },
    })),
    footer: footer?.text,
  }
}

function mentions(
  { mention_everyone, mention_roles, mentions: users }: PageMessage,
  { id, place, world }: Reader,
): boolean {
  if (mention_everyone || users.some(user => user.id === id)) return true
  const members = world.servers.find(server => server.id === place.serverId)?.members
  const roles = members?.find(member => member.user.id === id)?.roles ?? []
  return mention_roles.some(role => roles.includes(role))
}

function replyOf(
  { message_reference: reference }: PageMessage,
  reader: Reader,
  replied: PageMessage | undefined,
): ShownReference | undefined {
  if (reference?.message_id === undefined) return undefined
  if (replied === undefined || !seesMessage(replied, reader)) return { id: reference.message_id }
  return { id: replied.id, author: authorOf(replied.author, reader), excerpt: excerptOf(replied, reader) }
}

/** The beginning of what a message says, in one line; of one without words, what it holds. */
function excerptOf(message: PageMessage, reader: Reader): string {
  const naming = namingFor(reader)
  const texts = [richText(message.content, naming), ...textsIn(partsOf(message, naming))]
  const line = texts.map(plainText).join(' ').replaceAll(/\s+/gu, ' ').trim()
  if (line !== '') return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).toWellFormed()}…`
  if (message.attachments.length > 0) return 'Click to see attachment'
  return 'Click to see message'
}

function textsIn(parts: readonly ShownPart[]): Extract<ShownPart, { kind: 'text' }>['text'][] {
  return parts.flatMap(part => (part.kind === 'text' ? [part.text] : 'parts' in part ? textsIn(part.parts) : []))
}
