import { type GuildBasedChannel, type Message, PermissionFlagsBits } from 'discord.js'
import { readPlace } from './readers.ts'

/** Whether the asker, and everybody else who reads the answer there, may read what was said before they came. */
export function canReadHistory(message: Message): boolean {
  if (!message.inGuild()) return true
  const { channel, member } = message
  const mayAsker = member !== null && channel.permissionsFor(member).has(PermissionFlagsBits.ReadMessageHistory)
  return mayAsker && canAllReadHistory(channel)
}

/** Whether all who are present in a channel may read what was said there before. */
export function canAllReadHistory(channel: GuildBasedChannel): boolean {
  return readPlace(channel).readers?.history.length === 0
}
