import type { BaseInteraction } from 'discord.js'
import type { Scope } from '../../memory/scope.ts'
import type { Texts } from '../../texts/texts.ts'

/** Where a badge is read, and what the bot's servers are called. */
export type ReadAt = Pick<BaseInteraction, 'client' | 'guildId'>

/** Where something is told, for the person it is about: `only in our DM`, `in this server`, `everywhere`. */
export function scopeBadge(scope: Scope, { scopes }: Texts, { client, guildId }: ReadAt): string {
  if (scope === 'dm' || scope === 'everywhere') return scopes[scope]
  const [kind, id = ''] = scope.split(':')
  // Discord shows a channel's name to those alone who may know it.
  if (kind === 'channel') return scopes.channel(`<#${id}>`)
  if (id === guildId) return scopes.thisServer
  // The bot may have left it.
  const guild = client.guilds.cache.get(id)
  return guild === undefined ? scopes.aServer : scopes.server(guild.name)
}
