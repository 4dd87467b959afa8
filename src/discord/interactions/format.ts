import { ChannelType, type Guild } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import { type Entity, valuesByFacet } from '../../memory/knowledge/entities.ts'
import { shownTextOf } from '../../memory/knowledge/shown-text.ts'
import { memoizeByObject } from '../../memory/memoize.ts'
import { isVisibleTo, parseScope, type Scope, scopeOfAudience } from '../../memory/scope.ts'
import { toSecondPerson } from '../../memory/text/second-person/second-person.ts'
import type { Fact } from '../../memory/types.ts'
import { audienceOfChannel } from '../incoming/audience.ts'
import type { ViewContext } from './command.ts'
import { escapeLine } from './escape.ts'

/** A fact as it is shown to whom it is about, without markdown, not shortened: the one place that says how. */
export function factLabel(fact: Fact): string {
  return shownTextOf(fact)
}

/** Somebody or something in one line of a panel: `**Sarah** · person, your sister · also: Sal · employer Google`. */
export function formatEntity(entity: Entity, texts: Texts, maxLength: number): string {
  const title = escapeLine(entityTitle(entity, texts), 100)
  const details = entityDetails(entity, texts)
  const room = Math.floor((maxLength - 120) / details.length)
  return [`**${title}**`, ...details.map(detail => escapeLine(detail, room))].join(' · ')
}

/** Somebody or something in a line without markdown, not shortened: for menus, and for what is quoted. */
export function entityLabel(entity: Entity, texts: Texts): string {
  return [entityTitle(entity, texts), ...entityDetails(entity, texts)].join(' · ')
}

/** The attributes of somebody or something: `employer Google; hobby chess, climbing`. */
export function attributesText(entity: Pick<Entity, 'attributes'>, texts: Texts): string {
  return [...valuesByFacet(entity)]
    .map(([facet, values]) => `${facetLabel(facet, texts)} ${values.map(toSecondPerson).join(', ')}`)
    .join('; ')
}

/** A facet in the language of whom it is shown to; one that is not known there as it is stored. */
export function facetLabel(facet: string, { know }: Texts): string {
  const known = labelOf(know.facets, facet)
  if (known !== undefined) return known
  const what = facet.startsWith(FAVOURITE) ? facet.slice(FAVOURITE.length) : ''
  return what === '' ? facet : know.favourite(labelOf(know.facets, what) ?? what)
}

const FAVOURITE = 'favourite '

function labelOf(labels: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(labels, name) ? labels[name] : undefined
}

function entityTitle({ isUser, name }: Entity, { know }: Texts): string {
  return isUser ? know.you : name
}

function entityDetails(entity: Entity, texts: Texts): readonly string[] {
  const { know } = texts
  const { isUser, name, type = '', relation, aliases } = entity
  const whatItIs = isUser
    ? [name]
    : [labelOf(know.types, type) ?? type, relation === undefined ? '' : know.your(relation)]
  return [
    whatItIs.filter(part => part !== '').join(', '),
    aliases.length === 0 ? '' : know.also(aliases.join(', ')),
    attributesText(entity, texts),
  ].filter(part => part !== '')
}

type ScopeContext = Pick<ViewContext, 'texts' | 'interaction'>

/** Where something may be told, for the person it is about: `only in our DM`, `in this server`, `everywhere`. */
export function formatScope(scope: Scope, { texts, interaction }: ScopeContext): string {
  const { scopes } = texts
  const { kind, id } = parseScope(scope)
  if (kind === 'dm' || kind === 'everywhere') return scopes[kind]
  // Discord shows a channel's name to those alone who may know it.
  if (kind === 'channel') return scopes.channel(`<#${id}>`)
  if (kind === 'readers') return formatReaders(scope, { texts, interaction })
  if (id === interaction.guildId) return scopes.thisServer
  // The bot may have left that server.
  const guild = interaction.client.guilds.cache.get(id)
  return guild === undefined ? scopes.aServer : scopes.server(guild.name)
}

/**
 * The channels in which it may be told now, as far as roles and overwrites tell; where it may be told in none of them any
 * more, it is told in the direct message alone.
 */
function formatReaders(scope: Scope, { texts: { scopes }, interaction }: ScopeContext): string {
  const guild = interaction.client.guilds.cache.get(parseScope(scope).id)
  if (guild === undefined) return scopes.aServer
  const heard = placesOf(interaction)(guild).filter(({ audience }) => isVisibleTo(scope, audience))
  const named = heard.find(({ audience }) => scopeOfAudience(audience) === scope) ?? heard[0]
  if (named === undefined) return scopes.dm
  const mention = `<#${named.id}>`
  return heard.length === 1 ? scopes.channel(mention) : scopes.channels(mention)
}

/** The places of a server, without threads that are read as their channel is: computed once for all that a panel shows. */
const placesOf = memoizeByObject((_: ScopeContext['interaction']) =>
  memoizeByObject((guild: Guild) =>
    [...guild.channels.cache.values()]
      .filter(channel => channel.isThreadOnly() || channel.isTextBased())
      .filter(channel => !channel.isThread() || channel.type === ChannelType.PrivateThread)
      .map(channel => ({ id: channel.id, audience: audienceOfChannel(channel) })),
  ),
)

/** What is counted, in words; nothing of what there is none of. */
export function formatCounts(counts: readonly (readonly [number, (count: number) => string])[]): readonly string[] {
  return counts.flatMap(([count, format]) => (count > 0 ? [format(count)] : []))
}
