import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { type FactsOfRelation, factsByRelation } from '../knowledge/people.ts'
import type { UserData } from '../ports/user-memory-store.ts'
import { type Scope, serverOfScope } from '../scope.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { snowflakeTime, turnNameOf } from '../turns.ts'
import {
  type ChannelId,
  type EntityId,
  type Fact,
  type FactId,
  type GuildId,
  type Knowledge,
  type MessageId,
  type Statement,
  type TurnName,
  USER_ENTITY,
} from '../types.ts'
import { containsName, type EntityName, entityNames } from './mentions.ts'
import { withDuplicates, withRelatedFacts } from './related-facts.ts'
import { emptiedEntities, statementsOfEntities, statementsOfFacts } from './related-statements.ts'
import { findRelatedTurns, type RelatedTurns } from './related-turns.ts'

/** All that is deleted at a request. */
export interface DeletionTargets extends PlaceKnowledge, RelatedTurns {
  /** Conversations that go altogether. */
  readonly channels: ReadonlySet<ChannelId>
  readonly messagesSince?: number
}

const NO_TURNS = { turns: [], segments: [], unquoted: [], withoutNear: [], channels: new Set<ChannelId>() }

/** Facts and entities, with what would hold again without them and what still reveals them, wherever it stands. */
export function targetsOfThings(
  userData: UserData,
  wanted: readonly FactId[],
  entities: readonly EntityId[],
): DeletionTargets {
  const { known } = userData
  const ids = withSameEntities(known, entities)
  const ofEntities = statementsOfEntities(known, ids)
  const names = entityNames(ofEntities.filter(({ entity }) => ids.has(entity) && entity !== USER_ENTITY))
  const unnamed = factsOfPeople(known, ids).surely
  const facts = withRelatedFacts(known, [...factsWithIds(known, wanted), ...factsAbout(known, ids, names), ...unnamed])
  const related = [...ofEntities, ...statementsOfFacts(known, facts)]
  const emptied = emptiedEntities(known, facts, related)
  const deleted = new Set(related)
  const statements = known.statements.filter(statement => deleted.has(statement) || emptied.has(statement.entity))
  return { facts, statements, ...findRelatedTurns(userData, { facts, statements, names }), channels: new Set() }
}

/** Facts that tell of people without their names, as "my sister" does: none of the user. */
export function factsOfPeople(known: Knowledge, entities: ReadonlySet<EntityId>): FactsOfRelation {
  return factsByRelation(known, ({ ids }) => ids.some(id => entities.has(id)))
}

/** Facts in which a name may stand in its genitive: "Mias Geburtstag". It may be another name: Hans is not Han's. */
export function factsWithInflectedNames(known: Knowledge, entities: ReadonlySet<EntityId>): readonly Fact[] {
  const names = entityNames(known.statements.filter(({ entity }) => entities.has(entity) && entity !== USER_ENTITY))
  const forms = names.filter(({ plain, isWord }) => !isWord && /\p{L}$/u.test(plain)).map(({ plain }) => `${plain}s`)
  return forms.length === 0
    ? []
    : known.facts.filter(({ text }) => forms.some(form => occursIn(form, normalizeText(text))))
}

/** A conversation with all that was told in it, under whichever scope, and what reveals it elsewhere. */
export function targetsOfConversation(userData: UserData, channel: ChannelId): DeletionTargets {
  const { known } = userData
  const ofChannel = knowledgeOfChannel(userData, channel)
  const facts = withDuplicates(known, ofChannel.facts)
  const deleted = new Set([...ofChannel.statements, ...statementsOfFacts(known, facts)])
  const statements = known.statements.filter(statement => deleted.has(statement))
  const related = findRelatedTurns(userData, { facts, statements, names: [] })
  return { facts, statements, ...related, channels: new Set([channel]) }
}

/** A channel of a server that is gone: as if each message in it had been deleted. What the user said elsewhere stays. */
export function targetsOfChannel(userData: UserData, channel: ChannelId): DeletionTargets {
  const { facts, statements } = knowledgeOfChannel(userData, channel)
  // What a command keeps for everywhere rests on no message of the channel.
  const deleted = facts.filter(({ scope, asked }) => scope !== 'everywhere' || asked !== 'command')
  return { ...NO_TURNS, ...withLinkedStatements(userData.known, deleted, statements), channels: new Set([channel]) }
}

/** A server that the bot left: what was said there, and all of its scopes. */
export function targetsOfServer(userData: UserData, guild: string): DeletionTargets {
  const { facts, statements } = knowledgeOfServer(userData, guild)
  const held = userData.conversations.filter(conversation => conversation.guild === guild)
  const channels = new Set(held.map(({ channel }) => channel))
  return { ...NO_TURNS, ...withLinkedStatements(userData.known, facts, statements), channels }
}

/** What was said, answered, summed up or confirmed since a moment. */
export function targetsSince({ known, conversations, contextMessages }: UserData, at: number): DeletionTargets {
  const facts = known.facts.filter(({ saidAt, confirmedAt = saidAt }) => Math.max(saidAt, confirmedAt) >= at)
  const statements = known.statements.filter(({ saidAt }) => saidAt >= at)
  const isGoing = new Set(facts)
  // A fact of before can have words of turns around it that came later, and have left the log.
  const withoutNear = known.facts
    .filter(fact => !isGoing.has(fact) && contextMessages.get(fact.id)?.some(message => snowflakeTime(message) >= at))
    .map(({ id }) => id)
  const said = conversations.map(({ channel, turns, segments }) => {
    const questions = new Set(turns.filter(({ role, saidAt }) => role === 'user' && saidAt >= at).map(({ id }) => id))
    const inLog = turns.filter(({ id, saidAt }) => saidAt >= at || questions.has(id)).map(turnNameOf)
    const summarized = segments.flatMap(({ covers }) => covers).filter(turn => snowflakeTime(turn.slice(2)) >= at)
    const names = [...new Set([...summarized, ...inLog])]
    const going = new Set(names)
    return {
      turns: names.map(turn => ({ channel, turn })),
      segments: segments
        .filter(({ to, covers }) => to >= at || covers.some(turn => going.has(turn)))
        .map(({ id }) => ({ channel, id })),
    }
  })
  return {
    ...NO_TURNS,
    ...withLinkedStatements(known, facts, statements),
    withoutNear,
    messagesSince: at,
    turns: said.flatMap(({ turns }) => turns),
    segments: said.flatMap(({ segments }) => segments),
  }
}

/** With the statements that were linked to the facts. */
function withLinkedStatements(
  known: Knowledge,
  facts: readonly Fact[],
  statements: readonly Statement[],
): PlaceKnowledge {
  const [ids, going] = [new Set(facts.map(({ id }) => id)), new Set(statements)]
  const all = known.statements.filter(said => going.has(said) || (said.fact !== undefined && ids.has(said.fact)))
  return { facts, statements: all }
}

/** All ids of what is counted as one with some entities. */
export function withSameEntities({ statements }: Knowledge, entities: readonly EntityId[]): ReadonlySet<EntityId> {
  const same = canonicalEntityIds(statements)
  const ones = new Set(entities.map(id => same.get(id) ?? id))
  return new Set([...entities, ...[...same].flatMap(([id, one]) => (ones.has(one) ? [id] : []))])
}

function factsWithIds({ facts }: Knowledge, wanted: readonly FactId[]): readonly Fact[] {
  const ids = new Set(wanted)
  return facts.filter(({ id }) => ids.has(id))
}

/** Facts about entities, or that name them; of the user only those that make their profile. */
function factsAbout(
  { facts, statements }: Knowledge,
  ids: ReadonlySet<EntityId>,
  names: readonly EntityName[],
): readonly Fact[] {
  const own = statements.filter(({ entity }) => entity === USER_ENTITY && ids.has(USER_ENTITY))
  const profile = new Set(own.map(({ fact }) => fact))
  const namesakes = namesakesOf(statements, ids, names)
  return facts.filter(({ id, subject, text }) => {
    if (profile.has(id) || (subject !== USER_ENTITY && ids.has(subject))) return true
    if (namesakes.has(subject)) return false
    const words = names.length === 0 ? '' : normalizeText(text)
    return names.some(name => containsName(name, text, words))
  })
}

/** Others who are called the same: what is known of a cat stays where a sister of its name goes. */
function namesakesOf(
  statements: readonly Statement[],
  ids: ReadonlySet<EntityId>,
  names: readonly EntityName[],
): ReadonlySet<EntityId> {
  const plain = new Set(names.map(name => name.plain))
  const called = statements.filter(({ field, value }) => field === 'name' && plain.has(normalizeText(value)))
  return new Set(called.map(({ entity }) => entity)).difference(ids).difference(new Set([USER_ENTITY]))
}

/** A question with its answer and what was learned from it, or an answer alone: as when its message is deleted. */
export function targetsOfTurn(userData: UserData, channel: ChannelId, turn: TurnName): DeletionTargets {
  const { known } = userData
  const id = turn.slice(2)
  const isQuestion = turn.startsWith('q:')
  const restsOnIt = ({ sources }: { readonly sources: readonly string[] }) => isQuestion && sources.includes(id)
  const names = new Set<TurnName>(isQuestion ? [turn, `a:${id}`] : [turn])
  const held = userData.conversations.find(conversation => conversation.channel === channel)
  return {
    ...NO_TURNS,
    ...withLinkedStatements(known, known.facts.filter(restsOnIt), known.statements.filter(restsOnIt)),
    turns: (held?.turns ?? []).map(turnNameOf).flatMap(name => (names.has(name) ? [{ channel, turn: name }] : [])),
    segments: (held?.segments ?? [])
      .filter(({ covers }) => covers.some(name => names.has(name)))
      .map(segment => ({ channel, id: segment.id })),
  }
}

/** One summary of a conversation. */
export function targetsOfSummary({ conversations }: UserData, channel: ChannelId, id: string): DeletionTargets {
  const held = conversations.find(conversation => conversation.channel === channel)
  const segments = (held?.segments ?? []).filter(segment => segment.id === id).map(() => ({ channel, id }))
  return { ...NO_TURNS, facts: [], statements: [], segments }
}

/** What was said in some place: facts, and statements that rest on its messages. */
interface PlaceKnowledge {
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
}

/** What was said in one channel, whatever its scope. */
function knowledgeOfChannel(userData: UserData, channel: ChannelId): PlaceKnowledge {
  const { facts, statements } = userData.known
  const places = channelsOfMessages(userData)
  return {
    facts: facts.filter(fact => fact.channel === channel),
    statements: statements.filter(({ sources }) => sources.some(source => places.get(source) === channel)),
  }
}

/** What was said in a server, or may be heard there alone. Not what the user wants to be heard everywhere. */
function knowledgeOfServer(userData: UserData, guild: GuildId): PlaceKnowledge {
  const { conversations, known } = userData
  const channels = new Set([
    ...conversations.filter(conversation => conversation.guild === guild).map(({ channel }) => channel),
    ...known.facts.filter(fact => fact.guild === guild).map(({ channel }) => channel),
  ])
  const scopes = new Set<string>([...channels].map(channel => `channel:${channel}`))
  const places = channelsOfMessages(userData)
  const isThere = (scope: Scope, channel: ChannelId | undefined) =>
    serverOfScope(scope) === guild ||
    scopes.has(scope) ||
    (scope !== 'everywhere' && channel !== undefined && channels.has(channel))
  return {
    facts: known.facts.filter(({ scope, channel }) => isThere(scope, channel)),
    statements: known.statements.filter(({ scope, sources }) =>
      sources.some(source => isThere(scope, places.get(source))),
    ),
  }
}

/** Where messages were said: as the store knows, as they stand in a log, and as facts tell that rest on them. */
function channelsOfMessages({ messageChannels, conversations, known }: UserData): ReadonlyMap<MessageId, ChannelId> {
  const told = new Map<MessageId, ChannelId>()
  for (const { sources, channel } of known.facts) for (const source of sources) told.set(source, channel)
  for (const { channel, turns } of conversations) for (const { id } of turns) told.set(id, channel)
  for (const [message, channel] of messageChannels) told.set(message, channel)
  return told
}
