import { TimestampStyles, time } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import { currentStatements, type Entity } from '../../../memory/knowledge/entities.ts'
import { parseScope, serverOfScope } from '../../../memory/scope.ts'
import { withPlainNames } from '../../../memory/text/inserted-names.ts'
import type { Fact, Knowledge, MessageId, Statement } from '../../../memory/types.ts'
import type { InteractionContext } from '../../interactions/command.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { messageUrl } from '../../interactions/message-links.ts'

/** So many facts, and messages, are named: with their words they stay under the 4,000 characters of a message. */
const MAX_SOURCES = 5
const MAX_QUOTE_LENGTH = 300

/** Where a fact comes from: the words, the day, and the messages, unless it came by a command. */
export function formatFactSource(fact: Fact, { know }: Texts, maxLinks = MAX_SOURCES): string {
  const { guild, channel, saidAt, quote, confirmations, confirmedAt } = fact
  const isByCommand = fact.asked === 'command'
  const moment = time(new Date(saidAt), TimestampStyles.LongDateShortTime)
  const messages = isByCommand ? [] : fact.sources.slice(0, maxLinks)
  return [
    isByCommand ? know.byCommand(moment) : know.youSaid(moment),
    quote === '' ? `-# ${know.noWords}` : `> ${escapeLine(withPlainNames(quote), MAX_QUOTE_LENGTH)}`,
    ...messages.map(message => messageUrl({ guild, channel, message })),
    ...(confirmations > 0 && confirmedAt !== undefined
      ? [`-# ${know.saidAgain(time(new Date(confirmedAt), TimestampStyles.LongDate))}`]
      : []),
  ].join('\n')
}

/** Where what is known of an entity comes from: the facts that say it, and the other messages it rests on. */
export async function formatEntitySource(
  { ids }: Pick<Entity, 'ids'>,
  known: Knowledge,
  context: InteractionContext,
): Promise<string> {
  const { texts } = context
  const statements = currentStatements(known).filter(({ entity }) => ids.includes(entity))
  const facts = known.facts.filter(({ id }) => statements.some(({ fact }) => fact === id)).slice(-MAX_SOURCES)
  const quoted = new Set(facts.flatMap(({ sources }) => sources))
  const others = [...new Set(statements.flatMap(({ sources }) => sources))]
    .filter(id => !quoted.has(id))
    .slice(0, MAX_SOURCES)
  const urls = await Promise.all(others.map(message => findMessageUrl(message, known, statements, context)))
  const links = urls.filter(url => url !== undefined)
  const parts = [
    ...facts.toReversed().map(fact => formatFactSource(fact, texts, 1)),
    ...(links.length === 0 ? [] : [[texts.know.whereItStands, ...links].join('\n')]),
  ]
  return parts.length === 0 ? texts.know.noSource : parts.join('\n\n')
}

/** Undefined for a message of which the bot no longer knows the place, or that is not the user's. */
async function findMessageUrl(
  message: MessageId,
  { user, facts }: Knowledge,
  statements: readonly Statement[],
  { userMemory, interaction: { client } }: InteractionContext,
): Promise<string | undefined> {
  const owner = await userMemory.findOwner(message)
  if (owner?.user !== user) return undefined
  const cached = client.channels.cache.get(owner.channel)
  const scope = statements.find(({ sources }) => sources.includes(message))?.scope ?? 'dm'
  const guild =
    (cached === undefined || cached.isDMBased() ? undefined : cached.guildId) ??
    facts.find(({ channel }) => channel === owner.channel)?.guild ??
    serverOfScope(scope)
  // Under another scope than the DM's it was said in some server, and without that one no link leads there.
  if (guild === undefined && parseScope(scope).kind === 'channel') return undefined
  return messageUrl({ guild, channel: owner.channel, message: owner.id })
}
