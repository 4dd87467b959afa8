import {
  type APIEmbed,
  type APIMessageSnapshot,
  type APIMessageTopLevelComponent,
  EmbedType,
  MessageFlags,
  MessageReferenceType,
  StickerFormatType,
} from 'discord-api-types/v10'
import type { StoredFile, StoredMessage } from '../stored.ts'
import type { World } from '../world.ts'
import type { Draft } from './messages.ts'
import { numberComponents } from './number-components.ts'
import { makePoll, type NewPoll } from './polls.ts'
import { storedFile, type Upload } from './upload.ts'

/** What can come with a message beside its words. */
export interface Enclosed {
  files?: readonly Upload[]
  /** Names of stickers. */
  stickers?: readonly string[]
  poll?: NewPoll
  /** A voice message, which has no words: how long it is, and its sound. */
  voice?: { seconds: number; data: string | Uint8Array }
  /** What bots alone send. */
  embeds?: readonly APIEmbed[]
  components?: readonly APIMessageTopLevelComponent[]
  /** Forwards this message; the text is then empty, as in Discord. */
  forward?: StoredMessage
  /** Replies to this one. */
  replyTo?: StoredMessage
}

/** What a message is stored with for what comes along. */
export function enclose(world: World, enclosed: Enclosed): Omit<Draft, 'author'> {
  const { files = [], stickers = [], poll, voice, embeds, components, forward, replyTo } = enclosed
  const flags =
    (voice === undefined ? 0 : MessageFlags.IsVoiceMessage) |
    (forward === undefined ? 0 : MessageFlags.HasSnapshot) |
    (components === undefined ? 0 : MessageFlags.IsComponentsV2)
  return {
    files: voice === undefined ? files.map(storedFile) : [recording(voice)],
    ...(flags !== 0 && { flags }),
    ...(embeds !== undefined && { embeds: embeds.map(wholeEmbed) }),
    ...(components !== undefined && { components: numberComponents(components) }),
    ...(poll !== undefined && { poll: makePoll(poll) }),
    ...(stickers.length > 0 && { sticker_items: stickers.map(name => sticker(world, name)) }),
    ...(replyTo !== undefined && { message_reference: referenceTo(replyTo, MessageReferenceType.Default) }),
    ...(forward !== undefined && {
      message_reference: referenceTo(forward, MessageReferenceType.Forward),
      message_snapshots: [snapshotOf(forward)],
    }),
  }
}

/** What Discord puts where an author gave nothing. */
function wholeEmbed({ fields, ...embed }: APIEmbed): APIEmbed {
  const whole = fields?.map(field => ({ inline: false, ...field }))
  return { type: EmbedType.Rich, ...embed, ...(whole !== undefined && { fields: whole }) }
}

function sticker(world: World, name: string) {
  return { id: world.ids.next(), name, format_type: StickerFormatType.PNG }
}

/** https://docs.discord.com/developers/resources/message#attachment-object: the waveform is what a client shows, in base64. */
function recording({ seconds, data }: NonNullable<Enclosed['voice']>): StoredFile {
  const file = storedFile({ name: 'voice-message.ogg', contentType: 'audio/ogg', data })
  return { ...file, more: { duration_secs: seconds, waveform: 'AAAA' } }
}

function referenceTo(message: StoredMessage, type: MessageReferenceType) {
  const guild = message.guild_id === undefined ? {} : { guild_id: message.guild_id }
  return { type, channel_id: message.channel_id, message_id: message.id, ...guild }
}

/** What of a message a forward copies: https://docs.discord.com/developers/resources/message#message-snapshot-object. */
function snapshotOf(message: StoredMessage): APIMessageSnapshot {
  const { attachments, components = [], content, edited_timestamp, embeds, mention_roles, mentions } = message
  const { sticker_items, timestamp, type } = message
  return {
    message: {
      ...{ attachments, components, content, edited_timestamp, embeds, mention_roles, mentions, timestamp, type },
      ...(sticker_items !== undefined && { sticker_items }),
      flags: Number(message.flags ?? 0),
    },
  }
}
