import {
  type APIInteractionDataResolvedGuildMember,
  type APIInteractionGuildMember,
  type BaseInteraction,
  type Channel,
  GuildMember,
  type GuildTextBasedChannel,
  type Message,
} from 'discord.js'
import type { ChannelId, UserId } from '../../memory/types.ts'
import type { AccessSubject } from './rules.ts'

/** The ids by which rules can name a channel: its own; that of the channel which a thread belongs to; its category's. */
export function placeIdsOf(channel: Channel): readonly ChannelId[] {
  if (channel.isDMBased()) return [channel.id]
  if (!channel.isThread()) return [channel.id, channel.parentId].filter(id => id !== null)
  return [channel.id, channel.parentId, channel.parent?.parentId ?? null].filter(id => id !== null)
}

export function subjectOfMessage({ author, guildId, channel, member }: Message): AccessSubject {
  return {
    user: author.id,
    guild: guildId ?? undefined,
    channels: placeIdsOf(channel),
    roles: guildId === null ? [] : member?.roles.cache.map(({ id }) => id),
  }
}

/** Somebody in a channel of a server, by what is known of them there. */
export function subjectOfUser(user: UserId, channel: GuildTextBasedChannel): AccessSubject {
  const roles = channel.guild.members.cache.get(user)?.roles.cache.map(({ id }) => id)
  return { user, guild: channel.guildId, channels: placeIdsOf(channel), roles }
}

/** A message that is fetched comes without what its author is in the server, and with it without their roles. */
export async function fetchMember(message: Message): Promise<void> {
  if (message.inGuild() && message.member === null)
    await message.guild.members.fetch(message.author.id).catch(() => undefined) // they are not there any more
}

/** Of a place that the bot does not see no more is known than its id. */
export function subjectOfInteraction(interaction: BaseInteraction): AccessSubject {
  const { user, guildId, channel, channelId } = interaction
  const known = channelId === null ? [] : [channelId]
  return {
    user: user.id,
    guild: guildId ?? undefined,
    channels: channel === null || channel.partial ? known : placeIdsOf(channel),
    roles: guildId === null ? [] : rolesOf(interaction.member),
  }
}

/** Discord sends a member whole where the bot does not see the server. */
export function rolesOf(
  member: GuildMember | APIInteractionGuildMember | APIInteractionDataResolvedGuildMember | null,
): readonly string[] | undefined {
  if (member === null) return undefined
  return member instanceof GuildMember ? member.roles.cache.map(({ id }) => id) : member.roles
}
