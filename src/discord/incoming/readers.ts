import {
  ChannelType,
  type GuildBasedChannel,
  OverwriteType,
  PermissionFlagsBits,
  type PermissionOverwrites,
  type PermissionsBitField,
  type Role,
} from 'discord.js'
import { createReaders, type Readers } from '../../memory/readers/readers.ts'
import type { Rule } from '../../memory/readers/rules.ts'

const { Administrator, Connect, ManageThreads, ReadMessageHistory, ViewChannel } = PermissionFlagsBits

/** Channels in which people speak. */
const SPEAKING: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice])
const NOBODY: ReadonlySet<string> = new Set()
const EVERYONE: Rule = { allowed: NOBODY, denied: NOBODY, base: 'everyone', allowedUsers: NOBODY, deniedUsers: NOBODY }

/** Where something is said in a server. */
interface Place {
  /** The channel; of a thread its parent, who reads which reads the thread. */
  readonly channel: string
  /** Undefined where Discord has not told for certain. */
  readonly readers: Readers | undefined
}

/**
 * A place in a server and who reads it, by roles and overwrites alone: members need not be known. Where people speak, the
 * text is read by those who may connect (https://docs.discord.com/developers/resources/message#get-channel-messages). A
 * category has no say of its own: Discord copies its overwrites into its channels.
 */
export function readPlace(channel: GuildBasedChannel): Place {
  const parent = channel.isThread() ? channel.parent : channel
  if (parent === null) return { channel: channel.id, readers: undefined }
  const { guild } = parent
  const everyone = guild.roles.cache.get(guild.id)
  if (everyone === undefined || !guild.available) return { channel: parent.id, readers: undefined }
  const overwrites = [...parent.permissionOverwrites.cache.values()]
  const rule = (permission: bigint) => ruleFor(permission, overwrites, everyone)
  const readers = createReaders({
    channel: parent.id,
    present: [rule(ViewChannel), ...(SPEAKING.has(parent.type) ? [rule(Connect)] : [])],
    history: [rule(ReadMessageHistory)],
    ...(channel.type === ChannelType.PrivateThread && { thread: channel.id }),
    moderation: [rule(ManageThreads)],
    isAgeRestricted: 'nsfw' in parent && parent.nsfw,
  })
  return { channel: parent.id, readers }
}

/** Who has a permission in a channel, beside those who have every one, and the bot itself. */
function ruleFor(permission: bigint, overwrites: readonly PermissionOverwrites[], everyone: Role): Rule {
  const { guild } = everyone
  const has = (permissions: Readonly<PermissionsBitField>, wanted = permission) => permissions.has(wanted, false)
  const bot = guild.client.user.id
  const isExempt = ({ permissions, tags }: Role) => has(permissions, Administrator) || tags?.botId === bot
  if (isExempt(everyone)) return EVERYONE
  const exempt = new Set([bot, guild.ownerId, ...guild.roles.cache.filter(isExempt).keys()])
  const forEveryone = overwrites.find(({ id }) => id === everyone.id)
  const others = overwrites.filter(({ id }) => id !== everyone.id && !exempt.has(id))
  const idsOf = (type: OverwriteType, list: 'allow' | 'deny') =>
    new Set(others.filter(overwrite => overwrite.type === type && has(overwrite[list])).map(({ id }) => id))
  return {
    allowed: idsOf(OverwriteType.Role, 'allow'),
    denied: idsOf(OverwriteType.Role, 'deny'),
    base: baseReaders(),
    allowedUsers: idsOf(OverwriteType.Member, 'allow'),
    deniedUsers: idsOf(OverwriteType.Member, 'deny'),
  }

  /** A channel that denies everyone takes it from all roles as well. */
  function baseReaders(): Rule['base'] {
    if (forEveryone !== undefined && has(forEveryone.allow)) return 'everyone'
    if (forEveryone !== undefined && has(forEveryone.deny)) return NOBODY
    if (has(everyone.permissions)) return 'everyone'
    const giving = guild.roles.cache.filter(role => !exempt.has(role.id) && has(role.permissions))
    return new Set(giving.keys())
  }
}
