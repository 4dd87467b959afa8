import {
  type APIAllowedMentions,
  type APIEmbed,
  type APIMessage,
  type APIUser,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits,
  type Snowflake,
} from 'discord-api-types/v10'
import type { Channel, StoredFile, StoredMessage } from '../stored.ts'
import type { World } from '../world.ts'
import { attachFiles } from './attach-files.ts'
import { findMentions } from './mentions.ts'
import { textOf } from './text.ts'
import { upload } from './upload.ts'
import { isOpenTo, toEvent, withoutContent } from './wire.ts'

const NO_FLAGS = 0 as number

/** What is to be said, by whoever says it. What is not given is what Discord puts in its place. */
export interface Draft
  extends Partial<
    Pick<
      APIMessage,
      | 'application_id'
      | 'components'
      | 'content'
      | 'embeds'
      | 'flags'
      | 'interaction'
      | 'interaction_metadata'
      | 'message_reference'
      | 'message_snapshots'
      | 'nonce'
      | 'poll'
      | 'id'
      | 'sticker_items'
      | 'type'
      | 'webhook_id'
    >
  > {
  author: APIUser
  files?: readonly StoredFile[]
  allowedMentions?: APIAllowedMentions | null | undefined
  visibleTo?: Snowflake | undefined
}

export type Revision = Partial<Pick<APIMessage, 'attachments' | 'components' | 'content' | 'embeds' | 'flags'>> & {
  files?: readonly StoredFile[]
  allowedMentions?: APIAllowedMentions | null | undefined
}

/** Stores a message and tells all who may hear it. */
export function post(world: World, channel: Channel, draft: Draft): StoredMessage {
  const { author, files = [], allowedMentions, visibleTo, id = world.ids.next(), ...given } = draft
  const guild = world.guildOf(channel)
  const message: StoredMessage = {
    id,
    channel_id: channel.id,
    author,
    content: '',
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mention_roles: [],
    mentions: [],
    attachments: attach(world, channel.id, files),
    embeds: [],
    components: [],
    pinned: false,
    type:
      given.message_reference !== undefined && isReply(given.message_reference)
        ? MessageType.Reply
        : MessageType.Default,
    flags: NO_FLAGS,
    ...given,
    pinged: [],
    revisions: [],
  }
  message.components = attachFiles(message.components ?? [], message.attachments)
  if (guild !== undefined) message.guild_id = guild.id
  if (visibleTo !== undefined) message.visibleTo = visibleTo
  ping(world, channel, message, allowedMentions)

  const evicted = world.history(channel.id).add(message)
  if (evicted !== undefined) dropFiles(world, evicted)
  channel.last_message_id = id
  world.happenings.report({ kind: 'message', channelId: channel.id, message, content: textOf(message) })
  announce(world, channel, message)
  return message
}

/** Changes a message. A deferred answer that is filled in does not count as edited. */
export function edit(world: World, channel: Channel, message: StoredMessage, revision: Revision): void {
  const { files = [], allowedMentions, ...changes } = revision
  const wasPromise = (Number(message.flags ?? 0) & MessageFlags.Loading) !== 0
  if (!wasPromise) {
    message.revisions.push({ content: textOf(message), replacedAt: Date.now() })
    message.edited_timestamp = new Date().toISOString()
  }
  Object.assign(message, changes)
  message.flags = Number(message.flags ?? 0) & ~MessageFlags.Loading
  message.attachments = [...message.attachments, ...attach(world, channel.id, files)]
  message.components = attachFiles(message.components ?? [], message.attachments)
  if (changes.content !== undefined || changes.components !== undefined) ping(world, channel, message, allowedMentions)
  world.happenings.report({ kind: 'edit', channelId: channel.id, message, content: textOf(message) })
  tell(world, channel, message, GatewayDispatchEvents.MessageUpdate)
}

/** Puts the preview of a link under a message, as Discord does by itself: to the bot an update, but no edit. */
export function preview(world: World, channel: Channel, message: StoredMessage, embed: APIEmbed): void {
  message.embeds = [...message.embeds, embed]
  tellOfChange(world, channel, message)
}

/** Sends MESSAGE_UPDATE for what changed without an edit. */
export function tellOfChange(world: World, channel: Channel, message: StoredMessage): void {
  tell(world, channel, message, GatewayDispatchEvents.MessageUpdate)
}

/** Deletes those that are there, in one event if there are several, as a moderator's clean-up does. */
export function remove(world: World, channel: Channel, ids: readonly Snowflake[]): void {
  const history = world.history(channel.id)
  const gone = ids.map(id => history.delete(id)).filter(message => message !== undefined)
  for (const message of gone) dropFiles(world, message)
  if (gone.length === 0) return
  world.happenings.report({ kind: 'delete', channelId: channel.id, ids: gone.map(message => message.id) })
  const known = gone.filter(message => message.visibleTo === undefined)
  const [first] = known
  if (first === undefined || !world.botHears(channel)) return

  const guildId = world.guildOf(channel)?.id
  const place = guildId === undefined ? { channel_id: channel.id } : { channel_id: channel.id, guild_id: guildId }
  world.dispatch({
    event: known.length === 1 ? GatewayDispatchEvents.MessageDelete : GatewayDispatchEvents.MessageDeleteBulk,
    guildId,
    intents: messageIntent(guildId),
    data: known.length === 1 ? { id: first.id, ...place } : { ids: known.map(message => message.id), ...place },
  })
}

/** Sends MESSAGE_CREATE for a message that is already there; a gateway that resumes does so too. */
export function announce(world: World, channel: Channel, message: StoredMessage): void {
  tell(world, channel, message, GatewayDispatchEvents.MessageCreate)
}

function tell(world: World, channel: Channel, message: StoredMessage, event: GatewayDispatchEvents): void {
  if (message.visibleTo !== undefined || !world.botHears(channel)) return
  const data = toEvent(world, channel, message)
  world.dispatch({
    event,
    guildId: message.guild_id,
    intents: messageIntent(message.guild_id),
    data,
    ...(isOpenTo(world, message) ? {} : { withoutContent: withoutContent(data) }),
  })
}

function messageIntent(guildId: Snowflake | undefined): number {
  return guildId === undefined ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages
}

function isReply(reference: NonNullable<APIMessage['message_reference']>): boolean {
  return reference.type !== MessageReferenceType.Forward
}

function ping(
  world: World,
  channel: Channel,
  message: StoredMessage,
  allowed: APIAllowedMentions | null | undefined,
): void {
  const reference = message.message_reference
  const repliedTo =
    reference?.message_id !== undefined && isReply(reference)
      ? world.message(reference.channel_id, reference.message_id)?.author
      : undefined
  const found = findMentions(
    {
      content: textOf(message),
      repliedTo,
      allowed,
      mayPingEveryone: world.can(channel, message.author.id, PermissionFlagsBits.MentionEveryone),
    },
    id => world.users.get(id),
  )
  message.mentions = found.users
  message.mention_roles = found.roles
  message.mention_everyone = found.everyone
  const silent = ((message.flags ?? 0) & MessageFlags.SuppressNotifications) !== 0
  message.pinged = silent
    ? []
    : [...found.users.map(user => user.id), ...found.roles, ...(found.everyone ? ['everyone'] : [])]
}

function attach(world: World, channelId: Snowflake, files: readonly StoredFile[]): APIMessage['attachments'] {
  return files.map(file => upload(world, `attachments/${channelId}`, file))
}

function dropFiles(world: World, message: StoredMessage): void {
  for (const attachment of message.attachments) world.files.delete(new URL(attachment.url).pathname)
}
