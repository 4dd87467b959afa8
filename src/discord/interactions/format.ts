import { type BaseInteraction, escapeMarkdown } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import { type Entity, valuesByFacet } from '../../memory/knowledge/entities.ts'
import { parseScope, type Scope } from '../../memory/scope.ts'

/** A text on one line, cut to so many characters with `…`: where nothing is taken for Discord's markdown, as in menus. */
export function truncateLine(text: string, most: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).toWellFormed()}…`
}

/** Somebody's words in one line of a panel, of which they shape nothing: at most so many characters, backslashes among them. */
export function escapeLine(words: string, most: number): string {
  for (let room = most; room > 1; ) {
    const shown = escapeText(truncateLine(words, room))
    if (shown.length <= most) return shown
    room = Math.floor((room * most) / shown.length) - 1
  }
  return '…'
}

/** The same in the lines that they have, as long as they are. */
export function escapeText(words: string): string {
  return escapeMarkdown(words, { heading: true, bulletedList: true, numberedList: true, maskedLink: true })
}

/** Somebody or something in one line of a panel: `**Sarah** · person, your sister · also: Sal · employer Google`. */
export function formatEntity(entity: Entity, texts: Texts, most: number): string {
  const title = escapeLine(entityTitle(entity, texts), 100)
  const parts = entityDetails(entity, texts)
  return [`**${title}**`, ...parts.map(part => escapeLine(part, Math.floor((most - 120) / parts.length)))].join(' · ')
}

/** The same without markdown, as long as it is: for menus, and for what is shown as somebody's words. */
export function entityLabel(entity: Entity, texts: Texts): string {
  return [entityTitle(entity, texts), ...entityDetails(entity, texts)].join(' · ')
}

/** What is told of somebody or something: `employer Google; hobby chess, climbing`. */
export function attributesText(entity: Pick<Entity, 'attributes'>): string {
  return [...valuesByFacet(entity)].map(([facet, values]) => `${facet} ${values.join(', ')}`).join('; ')
}

function entityTitle({ isUser, name }: Entity, { know }: Texts): string {
  return isUser ? know.you : name
}

function entityDetails(entity: Entity, { know }: Texts): readonly string[] {
  const { isUser, name, type, relation, aliases } = entity
  const whatItIs = isUser ? [name] : [type ?? '', relation === undefined ? '' : know.your(relation)]
  return [
    whatItIs.filter(part => part !== '').join(', '),
    aliases.length === 0 ? '' : know.also(aliases.join(', ')),
    attributesText(entity),
  ].filter(part => part !== '')
}

/** Where a badge is read, and what the bot's servers are called. */
export type ReadingPlace = Pick<BaseInteraction, 'client' | 'guildId'>

/** Where something is told, for the person it is about: `only in our DM`, `in this server`, `everywhere`. */
export function formatScope(scope: Scope, { scopes }: Texts, { client, guildId }: ReadingPlace): string {
  const { kind, id } = parseScope(scope)
  if (kind === 'dm' || kind === 'everywhere') return scopes[kind]
  // Discord shows a channel's name to those alone who may know it.
  if (kind === 'channel') return scopes.channel(`<#${id}>`)
  if (id === guildId) return scopes.thisServer
  // The bot may have left it.
  const guild = client.guilds.cache.get(id)
  return guild === undefined ? scopes.aServer : scopes.server(guild.name)
}

/** A moment as Discord shows it to each in their own time zone: the day, with the hour, the hour alone, or how far from now. */
export function moment(at: number, style: 'D' | 'f' | 't' | 'R' = 'D'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`
}
