import type { Client, Message } from 'discord.js'
import type { UserId } from '../memory/types.ts'

/**
 * Takes somebody's messages, and what the bot said to them, out of the cache of discord.js: it would hold for an hour
 * what was forgotten. What is fetched anew is read from Discord, as far as it still stands there.
 */
export function sweepWords(client: Client<true>, user: UserId): void {
  for (const channel of client.channels.cache.values()) {
    if (channel.isTextBased()) channel.messages.cache.sweep(message => isWordsOf(message, user))
  }
}

/** Of the bot's messages also those of which nothing tells whom they are for: the later parts of a long answer. */
function isWordsOf(message: Message, user: UserId): boolean {
  if (message.author?.id === user) return true
  if (message.author?.id !== message.client.user.id) return false
  const reader = message.mentions.repliedUser?.id ?? message.interactionMetadata?.user.id
  return reader === undefined || reader === user
}
