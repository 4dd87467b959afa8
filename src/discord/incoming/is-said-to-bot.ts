import type { Message } from 'discord.js'

/** Whether a message speaks to the bot by name: by mention, also of its own role, or by reply. */
export function isSaidToBot({ mentions, client }: Message): boolean {
  const bot = client.user.id
  return (
    mentions.repliedUser?.id === bot || mentions.users.has(bot) || mentions.roles.some(role => role.tags?.botId === bot)
  )
}
