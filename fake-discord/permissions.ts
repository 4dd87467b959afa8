import { type APIOverwrite, ChannelType, PermissionFlagsBits, type Snowflake } from 'discord-api-types/v10'
import type { Channel, StoredGuild, Thread } from './stored.ts'

export const allPermissions = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/** What everyone may do in a server where nobody changed anything. */
export const everyonesPermissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.CreatePrivateThreads |
  PermissionFlagsBits.UseApplicationCommands

export function isThread(channel: Channel): channel is Thread {
  return channel.type === ChannelType.PublicThread || channel.type === ChannelType.PrivateThread
}

/** What a member may do in the server as a whole: their roles, before any channel has its say. */
export function basePermissions(guild: StoredGuild, userId: Snowflake): bigint {
  if (guild.owner_id === userId) return allPermissions
  const roles = guild.members.get(userId)?.roles ?? []
  let permissions = 0n
  for (const role of guild.roles) {
    if (role.id === guild.id || roles.includes(role.id)) permissions |= BigInt(role.permissions)
  }
  return permissions & PermissionFlagsBits.Administrator ? allPermissions : permissions
}

/**
 * What a member may do in a channel or thread: base, then the overwrites of @everyone, of roles, of the member.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function channelPermissions(guild: StoredGuild, channel: Channel, userId: Snowflake): bigint {
  const base = basePermissions(guild, userId)
  if (base === allPermissions) return base
  const member = guild.members.get(userId)
  if (member === undefined) return 0n

  const home = isThread(channel) ? guild.channels.get(channel.parent_id ?? '') : guild.channels.get(channel.id)
  const overwrites = home?.permission_overwrites ?? []
  let permissions = applyAll(
    base,
    overwrites.filter(overwrite => overwrite.id === guild.id),
  )
  permissions = applyAll(
    permissions,
    overwrites.filter(overwrite => member.roles.includes(overwrite.id)),
  )
  permissions = applyAll(
    permissions,
    overwrites.filter(overwrite => overwrite.id === userId),
  )
  return permissions & PermissionFlagsBits.ViewChannel ? permissions : 0n
}

function applyAll(permissions: bigint, overwrites: readonly APIOverwrite[]): bigint {
  let allow = 0n
  let deny = 0n
  for (const overwrite of overwrites) {
    allow |= BigInt(overwrite.allow)
    deny |= BigInt(overwrite.deny)
  }
  return (permissions & ~deny) | allow
}
