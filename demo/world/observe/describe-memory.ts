import { en } from '../../../src/locales/en.ts'
import { standingOf } from '../../../src/memory/knowledge/doubts.ts'
import { type Entity, entitiesOf, valuesByFacet } from '../../../src/memory/knowledge/entities.ts'
import { replacementsOf } from '../../../src/memory/knowledge/facts.ts'
import type { RejectedWords } from '../../../src/memory/knowledge/rejected-quotes.ts'
import { shownTextOf } from '../../../src/memory/knowledge/shown-text.ts'
import { BILLIONTHS_PER_DOLLAR, type Spent } from '../../../src/memory/ports/usage-ledger.ts'
import type { StoredConversation, UserData } from '../../../src/memory/ports/user-memory-store.ts'
import { parseScope, type Scope, serverOfScope } from '../../../src/memory/scope.ts'
import { turnNameOf } from '../../../src/memory/turns.ts'
import type { Fact, Knowledge, Turn } from '../../../src/memory/types.ts'
import type {
  ObservedMemory,
  PageConversation,
  PageEntity,
  PageFact,
  PageNeighbour,
  PageRefusal,
  PageScope,
  PageTurn,
} from '../../page/memory-events.ts'

/** The page shows the end of a long window, and the beginning of a long turn. */
const SHOWN_TURNS = 30
const SHOWN_LENGTH = 200

/** Everything that is kept of somebody, as the page shows it to them; what was not kept of what they said, and what they cost. */
export function describeMemory(
  { user, known, conversations }: UserData,
  rejected: readonly RejectedWords[],
  { tokens, cost }: Spent,
): ObservedMemory {
  const entities = entitiesOf(known)
  const themselves = entities.find(({ isUser }) => isUser)
  return {
    userId: user,
    profile: themselves === undefined ? { name: '', attributes: [] } : describeEntity(themselves),
    neighbours: entities
      .filter(({ isUser }) => !isUser)
      .map(entity => describeNeighbour(entity, known))
      // Of whom nothing holds any more, as of a name that was corrected, there is nothing to show.
      .filter(({ factIds, attributes }) => factIds.length > 0 || attributes.length > 0),
    facts: known.facts.map(fact => describeFact(fact, known)),
    refused: rejected.map(describeRefusal),
    spent: { tokens, dollars: cost / BILLIONTHS_PER_DOLLAR },
    conversations: conversations.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt).map(describeConversation),
  }
}

function describeEntity(entity: Entity): PageEntity {
  const attributes = [...valuesByFacet(entity)].map(([facet, values]) => ({ facet, values }))
  return { name: entity.name, attributes }
}

/** A fact tells of an entity that is its subject, and of one that something was learned of together with it. */
function describeNeighbour(entity: Entity, known: Knowledge): PageNeighbour {
  const { ids, type, relation } = entity
  const [id = ''] = ids
  const learnedWith = new Set(known.statements.filter(one => ids.includes(one.entity)).map(({ fact }) => fact))
  const replacements = replacementsOf(known)
  const facts = known.facts.filter(
    fact => !replacements.has(fact.id) && (ids.includes(fact.subject) || learnedWith.has(fact.id)),
  )
  return { ...describeEntity(entity), ...{ id, type, relation }, factIds: facts.map(fact => fact.id) }
}

function describeFact(fact: Fact, known: Knowledge): PageFact {
  const { id, scope, saidAt, eventAt, confirmations, sources, channel } = fact
  const replacedBy = replacementsOf(known).get(id)?.id
  return {
    ...{ id, saidAt, eventAt, confirmations, replacedBy },
    text: shownTextOf(fact),
    scope: describeScope(scope, fact.guild),
    standing: replacedBy === undefined ? standingOf(fact, known) : [],
    messageId: sources[0],
    channelId: channel,
  }
}

function describeRefusal({ words, reason, saidAt, message, channel }: RejectedWords): PageRefusal {
  return { words, why: en.know.rejected[reason], saidAt, messageId: message, channelId: channel }
}

function describeScope(scope: Scope, guild: string | undefined): PageScope {
  return { kind: parseScope(scope).kind, serverId: serverOfScope(scope) ?? guild }
}

function describeConversation({
  channel,
  turns,
  segments,
  learnedTo,
  summarizedTo,
}: StoredConversation): PageConversation {
  const names = turns.map(turnNameOf)
  const placeBehind = (name: (typeof names)[number] | undefined) => (name === undefined ? 0 : names.indexOf(name) + 1)
  const learned = placeBehind(learnedTo)
  const window = turns.map((turn, at) => describeTurn(turn, at < learned)).slice(placeBehind(summarizedTo))
  return {
    channelId: channel,
    summaries: segments.map(({ text, from, to }) => ({ text, from, to })),
    window: window.slice(-SHOWN_TURNS),
  }
}

function describeTurn(turn: Turn, isLearned: boolean): PageTurn {
  const text = turn.text.length > SHOWN_LENGTH ? `${turn.text.slice(0, SHOWN_LENGTH).toWellFormed()}…` : turn.text
  if (turn.role === 'user') return { text, isQuestion: true, isLearned, messageId: turn.id }
  return { text, isQuestion: false, messageId: turn.messages[0] }
}
