import type { Holdings } from '../own-memory.ts'
import type { ChannelId, Fact, GuildId, MessageId, Statement } from '../types.ts'

/** What was said in some place: facts, and statements that rest on its messages. */
export interface SaidThere {
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
}

/** What was said in one channel, whatever its scope. */
export function saidIn(holdings: Holdings, channel: ChannelId): SaidThere {
  const { facts, statements } = holdings.known
  const places = placesOf(holdings)
  return {
    facts: facts.filter(fact => fact.channel === channel),
    statements: statements.filter(({ sources }) => sources.some(source => places.get(source) === channel)),
  }
}

/** What was said in a server, or may be heard there alone. Not what the user wants to be heard everywhere. */
export function saidInServer(holdings: Holdings, guild: GuildId): SaidThere {
  const { conversations, known } = holdings
  const channels = new Set([
    ...conversations.filter(conversation => conversation.guild === guild).map(({ channel }) => channel),
    ...known.facts.filter(fact => fact.guild === guild).map(({ channel }) => channel),
  ])
  const scopes = new Set<string>([`guild:${guild}`, ...[...channels].map(channel => `channel:${channel}`)])
  const places = placesOf(holdings)
  const isThere = (scope: string, channel: ChannelId | undefined) =>
    scopes.has(scope) || (scope !== 'everywhere' && channel !== undefined && channels.has(channel))
  return {
    facts: known.facts.filter(({ scope, channel }) => isThere(scope, channel)),
    statements: known.statements.filter(({ scope, sources }) =>
      sources.some(source => isThere(scope, places.get(source))),
    ),
  }
}

/** Where messages were said: as the store knows, as they stand in a log, and as facts tell that rest on them. */
function placesOf({ places, conversations, known }: Holdings): ReadonlyMap<MessageId, ChannelId> {
  const told = new Map<MessageId, ChannelId>()
  for (const { sources, channel } of known.facts) for (const source of sources) told.set(source, channel)
  for (const { channel, turns } of conversations) for (const { id } of turns) told.set(id, channel)
  for (const [message, channel] of places) told.set(message, channel)
  return told
}
