import { isActiveFact } from '../knowledge/active-facts.ts'
import { isDoubt } from '../knowledge/doubts.ts'
import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import type { DeletionPlan, ForgetRequest, PreviewedDeletion, UserData } from '../ports/user-memory-store.ts'
import { turnNameOf } from '../turns.ts'
import type { EntityId, Fact, Statement } from '../types.ts'
import { withPreviewed } from './since-preview.ts'
import {
  type DeletionTargets,
  factsOfPeople,
  factsWithInflectedNames,
  targetsOfChannel,
  targetsOfConversation,
  targetsOfServer,
  targetsOfSummary,
  targetsOfThings,
  targetsOfTurn,
  targetsSince,
  withSameEntities,
} from './targets.ts'

/** What goes at a request: exact names, and what to show of it before. */
export interface DeletionPreview {
  readonly plan: DeletionPlan
  /** Oldest first. */
  readonly facts: readonly Fact[]
  /** Of which nothing is left. */
  readonly entities: readonly Entity[]
  /** Of the user, and of entities that stay. */
  readonly statements: readonly Statement[]
  /** In all conversations, those among them that go altogether. */
  readonly turns: number
  readonly summaries: number
  readonly isEmpty: boolean
  /** Facts that stay, and may be about somebody who goes: they call nobody by name. */
  readonly perhaps: readonly Fact[]
}

/**
 * What goes at a request: itself, and what would tell it still. The same for the same holdings, in their order.
 * What the user wants forgotten goes wherever it stands. What was deleted or left on Discord goes as its messages do, and
 * what was said since a moment from then on: what they said elsewhere, or before, stays. With what was shown of it before,
 * if it was, as far as that is still there.
 */
export function planDeletion(userData: UserData, request: ForgetRequest, shown?: PreviewedDeletion): DeletionPreview {
  const targets = targetsOf(userData, request)
  const all = shown === undefined ? targets : withPreviewed(userData, targets, shown)
  const preview = previewOf(userData, all)
  return { ...preview, perhaps: factsPerhapsMeant(userData, request, preview) }
}

/** What may be about those who are to be forgotten, or of whom nothing else is left. */
function factsPerhapsMeant(
  { known }: UserData,
  request: ForgetRequest,
  { facts, entities }: Pick<DeletionPreview, 'facts' | 'entities'>,
): readonly Fact[] {
  if (request.kind !== 'things') return []
  const going = new Set(facts)
  const gone = withSameEntities(known, [...request.entities, ...entities.flatMap(({ ids }) => ids)])
  const { surely, perhaps } = factsOfPeople(known, gone)
  const called = factsWithInflectedNames(known, gone)
  return [...new Set([...surely, ...perhaps, ...called])].filter(fact => !going.has(fact) && isActiveFact(known, fact))
}

function targetsOf(userData: UserData, request: ForgetRequest): DeletionTargets {
  switch (request.kind) {
    case 'things':
      return targetsOfThings(userData, request.facts, request.entities)
    case 'conversation':
      return targetsOfConversation(userData, request.channel)
    case 'place':
      return request.channel === undefined
        ? targetsOfServer(userData, request.guild)
        : targetsOfChannel(userData, request.channel)
    case 'since':
      return targetsSince(userData, request.at)
    case 'turn':
      return targetsOfTurn(userData, request.channel, request.turn)
    case 'segment':
      return targetsOfSummary(userData, request.channel, request.id)
  }
}

function previewOf({ known, conversations }: UserData, targets: DeletionTargets): Omit<DeletionPreview, 'perhaps'> {
  const { channels, facts, statements, unquoted, withoutNear, messagesSince } = targets
  const altogether = conversations.filter(({ channel }) => channels.has(channel))
  const turns = targets.turns.filter(({ channel }) => !channels.has(channel))
  const segments = targets.segments.filter(({ channel }) => !channels.has(channel))
  const held = new Set(
    conversations.flatMap(({ channel, turns }) => turns.map(turn => `${channel} ${turnNameOf(turn)}`)),
  )
  const whole = fullyDeletedEntities(known.statements, statements)
  const entities = entitiesOf(known).filter(({ ids, isUser }) => !isUser && ids.every(id => whole.has(id)))
  const shown = new Set(entities.flatMap(({ ids }) => ids))
  return {
    plan: {
      facts: facts.map(({ id }) => id),
      statements: statements.map(({ entity, field, scope }) => ({ entity, field, scope })),
      unquoted,
      withoutNear,
      turns,
      segments,
      conversations: [...channels],
      ...(messagesSince !== undefined && { messagesSince }),
    },
    facts,
    entities,
    statements: statements.filter(statement => !shown.has(statement.entity) && !isDoubt(statement)),
    turns:
      turns.filter(({ channel, turn }) => held.has(`${channel} ${turn}`)).length +
      altogether.reduce((sum, conversation) => sum + conversation.turns.length, 0),
    summaries: segments.length + altogether.reduce((sum, conversation) => sum + conversation.segments.length, 0),
    isEmpty: [facts, statements, withoutNear, turns, segments, altogether].every(list => list.length === 0),
  }
}

/** The ids of entities of which everything goes. */
function fullyDeletedEntities(all: readonly Statement[], targets: readonly Statement[]): ReadonlySet<EntityId> {
  const goes = new Set(targets)
  const left = new Set(all.filter(statement => !goes.has(statement)).map(({ entity }) => entity))
  return new Set(all.map(({ entity }) => entity)).difference(left)
}
