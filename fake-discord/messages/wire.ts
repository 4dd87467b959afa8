import {
  type APIGuildMember,
  type APIMessage,
  type GatewayMessageCreateDispatchData,
  MessageReferenceType,
} from 'discord-api-types/v10'
import type { Channel, StoredGuild, StoredMessage } from '../stored.ts'
import type { World } from '../world.ts'

/** A message as REST answers with it. */
export function toRest(world: World, stored: StoredMessage): APIMessage {
  const message = bare(stored)
  const reference = stored.message_reference
  if (reference?.message_id === undefined || reference.type === MessageReferenceType.Forward) return message
  const referenced = world.message(reference.channel_id, reference.message_id)
  message.referenced_message = referenced === undefined ? null : bare(referenced)
  return message
}

/** A message as the gateway tells it: with the server and the membership of its author and of those it mentions. */
export function toEvent(world: World, channel: Channel, stored: StoredMessage): GatewayMessageCreateDispatchData {
  const guild = world.guildOf(channel)
  const event: GatewayMessageCreateDispatchData = { ...toRest(world, stored), channel_type: channel.type }
  if (guild === undefined) return event
  event.guild_id = guild.id
  const member = stored.webhook_id === undefined ? memberWithoutUser(guild, stored.author.id) : undefined
  if (member !== undefined) event.member = member
  event.mentions = stored.mentions.map(user => {
    const mentioned = memberWithoutUser(guild, user.id)
    return mentioned === undefined ? user : { ...user, member: mentioned }
  })
  return event
}

/**
 * What an app without the MESSAGE_CONTENT intent reads of a message in a server, unless it wrote it or is mentioned.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function withoutContent<T extends APIMessage | GatewayMessageCreateDispatchData>(message: T): T {
  const { poll: _, message_snapshots: snapshots, ...rest } = message
  const hidden = { ...rest, content: '', embeds: [], attachments: [], components: [] } as unknown as T
  if (snapshots !== undefined) {
    hidden.message_snapshots = snapshots.map(snapshot => ({
      ...snapshot,
      message: { ...snapshot.message, content: '', embeds: [], attachments: [], components: [] },
    }))
  }
  return hidden
}

/** Whether a bot without the MESSAGE_CONTENT intent reads this message anyway. */
export function isOpenTo(world: World, message: StoredMessage): boolean {
  return (
    message.guild_id === undefined ||
    message.author.id === world.bot.id ||
    message.mentions.some(user => user.id === world.bot.id)
  )
}

export function memberWithoutUser(guild: StoredGuild, userId: string): Omit<APIGuildMember, 'user'> | undefined {
  const member = guild.members.get(userId)
  if (member === undefined) return undefined
  const { user: _, ...rest } = member
  return rest
}

function bare(stored: StoredMessage): APIMessage {
  const { guild_id: _guild, pinged: _pinged, visibleTo: _visibleTo, revisions: _revisions, ...message } = stored
  return message
}
