import { type Channel, ChannelType, PermissionFlagsBits } from 'discord.js'
import type { Audience } from '../../memory/scope.ts'

/**
 * Who reads what the bot says in a channel. Whatever Discord has not told for certain counts as private,
 * and a place that is neither a one-to-one DM nor a server's channel as unknown: nothing is kept or told there.
 */
export function audienceOfChannel(channel: Channel): Audience {
  if (channel.type === ChannelType.DM) return { kind: 'user' }
  if (channel.isDMBased()) return { kind: 'unknown' }
  const guild = channel.guildId
  if (channel.type === ChannelType.PrivateThread) return { kind: 'server', guild, privateChannel: channel.id }
  // A public thread is read by those who can view its parent.
  const place = channel.isThread() ? channel.parent : channel
  if (place === null) return { kind: 'server', guild, privateChannel: channel.id }
  const everyone = place.guild.roles.everyone as typeof place.guild.roles.everyone | undefined
  const isPublic = everyone !== undefined && place.permissionsFor(everyone).has(PermissionFlagsBits.ViewChannel)
  return isPublic ? { kind: 'server', guild } : { kind: 'server', guild, privateChannel: place.id }
}
