import { type Channel, ChannelType, type GuildBasedChannel, PermissionFlagsBits } from 'discord.js'
import { type Audience, audienceOfPlace, isVisibleTo, scopeOfAudience } from '../../memory/scope.ts'
import type { ChannelId } from '../../memory/types.ts'
import { readPlace } from './readers.ts'

/**
 * Who reads what the bot says in a channel. A place that is neither a one-to-one DM nor a server's channel is unknown:
 * nothing is kept or told there.
 */
export function audienceOfChannel(channel: Channel): Audience {
  if (channel.type === ChannelType.DM) return { kind: 'user' }
  if (channel.isDMBased()) return { kind: 'unknown' }
  return audienceOfPlace({ guild: channel.guildId, ...readPlace(channel), privateChannel: findPrivateChannel(channel) })
}

/** Whether everybody who reads what is said in one place of a server may read what is said in another of the same server. */
export function mayAllRead(place: GuildBasedChannel, other: GuildBasedChannel): boolean {
  const scope = scopeOfAudience(audienceOfChannel(other))
  return place.id === other.id || (scope !== undefined && isVisibleTo(scope, audienceOfChannel(place)))
}

/** What a place was kept under before its readers were: a private thread, or a channel that not everyone may view. */
function findPrivateChannel(channel: GuildBasedChannel): ChannelId | undefined {
  if (channel.type === ChannelType.PrivateThread) return channel.id
  const place = channel.isThread() ? channel.parent : channel
  const everyone = place?.guild.roles.cache.get(place.guild.id)
  if (place === null || everyone === undefined || !place.guild.available) return undefined
  return place.permissionsFor(everyone).has(PermissionFlagsBits.ViewChannel) ? undefined : place.id
}
