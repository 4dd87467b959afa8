import { type GuildTextBasedChannel, PermissionFlagsBits, PermissionsBitField } from 'discord.js'

const { ViewChannel, SendMessages, SendMessagesInThreads, ReadMessageHistory, AttachFiles } = PermissionFlagsBits

/** The least permissions that the bot works with, as its invitation asks for them. */
export const botPermissions = new PermissionsBitField([
  ViewChannel,
  SendMessages,
  SendMessagesInThreads,
  ReadMessageHistory,
  AttachFiles,
])

/** As Discord's own settings name them in English. */
const NAMES: ReadonlyMap<bigint, string> = new Map([
  [ViewChannel, 'View Channel'],
  [SendMessages, 'Send Messages'],
  [SendMessagesInThreads, 'Send Messages in Threads'],
  [ReadMessageHistory, 'Read Message History'],
  [AttachFiles, 'Attach Files'],
])

/** The names of what the bot lacks to say anything in a channel; none where that is not known. */
export function missingToAnswer(channel: GuildTextBasedChannel): readonly string[] {
  return missingOf(channel, [ViewChannel, channel.isThread() ? SendMessagesInThreads : SendMessages])
}

/** The names of what the bot lacks in a channel of all that it makes use of. */
export function missingInChannel(channel: GuildTextBasedChannel): readonly string[] {
  return missingOf(channel, [...NAMES.keys()])
}

function missingOf(channel: GuildTextBasedChannel, needed: readonly bigint[]): readonly string[] {
  const { me } = channel.guild.members
  const permissions = me === null ? null : channel.permissionsFor(me)
  if (permissions === null) return []
  return needed.filter(flag => !permissions.has(flag)).map(flag => NAMES.get(flag) ?? String(flag))
}
