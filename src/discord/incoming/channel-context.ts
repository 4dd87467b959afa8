import { type GuildMember, type Message, PermissionFlagsBits, type Role } from 'discord.js'

/** Whether the asker, and everybody else who reads the answer there, may read what was said before they came. */
export function canReadHistory(message: Message): boolean {
  if (!message.inGuild()) return true
  const { channel, member, guild } = message
  const may = (who: GuildMember | Role | null) =>
    who !== null && channel.permissionsFor(who)?.has(PermissionFlagsBits.ReadMessageHistory) === true
  return may(member) && may(guild.roles.everyone)
}
