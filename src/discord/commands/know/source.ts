import type { Entity } from '../../../memory/entities.ts'
import { presentStatements } from '../../../memory/entities.ts'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import type { ChannelId, Fact, GuildId, Known, MessageId, Statement } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { urlOf } from '../links.ts'
import { moment } from '../moment.ts'
import { shownWords } from '../shown-words.ts'

/** Facts, and messages, that are named where there are more: with their words they stay under 4,000 characters. */
const MOST = 5
const LONGEST_QUOTE = 300

/** Where a fact comes from: the words, the day, and the messages, where it was said in one. */
export function factSource(fact: Fact, { know }: Texts, mostLinks = MOST): string {
  const isByCommand = fact.asked === 'command'
  const date = moment(fact.saidAt, 'f')
  return [
    isByCommand ? know.byCommand(date) : know.youSaid(date),
    fact.quote === '' ? `-# ${know.noWords}` : `> ${shownWords(fact.quote, LONGEST_QUOTE)}`,
    ...(isByCommand
      ? []
      : fact.sources.slice(0, mostLinks).map(message => urlOf({ guild: fact.guild, channel: fact.channel, message }))),
    ...(fact.confirmations > 0 && fact.confirmedAt !== undefined
      ? [`-# ${know.saidAgain(moment(fact.confirmedAt))}`]
      : []),
  ].join('\n')
}

/** What finds the places of messages. */
export interface Finding {
  readonly ownerOf: OwnMemory['ownerOf']
  /** The server of a channel that the bot is in. */
  guildOf(channel: ChannelId): GuildId | undefined
}

/** Where what is known of an entity comes from: the facts that say it, and the other messages it rests on. */
export async function entitySource(
  { ids }: Pick<Entity, 'ids'>,
  known: Known,
  texts: Texts,
  finding: Finding,
): Promise<string> {
  const statements = presentStatements(known).filter(({ entity }) => ids.includes(entity))
  const facts = known.facts.filter(({ id }) => statements.some(({ fact }) => fact === id)).slice(-MOST)
  const quoted = new Set(facts.flatMap(({ sources }) => sources))
  const others = [...new Set(statements.flatMap(({ sources }) => sources))].filter(id => !quoted.has(id)).slice(0, MOST)
  const urls = await Promise.all(others.map(message => urlIn(message, known, statements, finding)))
  const links = urls.filter(url => url !== undefined)
  const parts = [
    ...facts.toReversed().map(fact => factSource(fact, texts, 1)),
    ...(links.length === 0 ? [] : [[texts.know.whereItStands, ...links].join('\n')]),
  ]
  return parts.length === 0 ? texts.know.noSource : parts.join('\n\n')
}

/** Undefined where it is not known any more, or not the user's. */
async function urlIn(
  message: MessageId,
  { user, facts }: Known,
  statements: readonly Statement[],
  { ownerOf, guildOf }: Finding,
): Promise<string | undefined> {
  const owner = await ownerOf(message)
  if (owner?.user !== user) return undefined
  const { channel } = owner
  const scope = statements.find(({ sources }) => sources.includes(message))?.scope ?? 'dm'
  const guild =
    guildOf(channel) ??
    facts.find(fact => fact.channel === channel)?.guild ??
    (scope.startsWith('guild:') ? scope.slice('guild:'.length) : undefined)
  // Under another scope than the DM's it was said in some server, and without that one no link leads there.
  return guild === undefined && scope.startsWith('channel:') ? undefined : urlOf({ guild, channel, message: owner.id })
}
