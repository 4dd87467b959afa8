import { chunks } from '../chunks.ts'
import {
  type DeletionCounts,
  type DeletionPlan,
  emptyDeletionCounts,
  type StatementRef,
} from '../ports/user-memory-store.ts'
import type { ChannelId, EntityId, FactId, TurnName } from '../types.ts'

/** A part of a deletion that a store makes at once. */
export type DeletionStep =
  | { readonly kind: 'conversation'; readonly channel: ChannelId }
  | { readonly kind: 'turns'; readonly channel: ChannelId; readonly turns: readonly TurnName[] }
  | { readonly kind: 'summaries'; readonly channel: ChannelId; readonly ids: readonly string[] }
  | { readonly kind: 'unquoted' | 'withoutNear' | 'facts'; readonly ids: readonly FactId[] }
  | { readonly kind: 'statements'; readonly statements: readonly StatementRef[] }
  | { readonly kind: 'messages'; readonly since: number }

/**
 * The steps of a deletion in their order: what could be learned from again meanwhile goes first.
 */
export function* deletionSteps(
  plan: DeletionPlan,
  sizes: { readonly turns: number; readonly knowledge: number },
): Generator<DeletionStep> {
  for (const channel of plan.conversations) yield { kind: 'conversation', channel }
  for (const [channel, here] of Map.groupBy(plan.turns, turn => turn.channel)) {
    for (const some of chunks(here, sizes.turns)) yield { kind: 'turns', channel, turns: some.map(({ turn }) => turn) }
  }
  for (const [channel, here] of Map.groupBy(plan.segments, segment => segment.channel)) {
    yield { kind: 'summaries', channel, ids: here.map(({ id }) => id) }
  }
  for (const ids of chunks(plan.unquoted, sizes.knowledge)) yield { kind: 'unquoted', ids }
  for (const ids of chunks(plan.withoutNear, sizes.knowledge)) yield { kind: 'withoutNear', ids }
  for (const statements of chunks(plan.statements, sizes.knowledge)) yield { kind: 'statements', statements }
  for (const ids of chunks(plan.facts, sizes.knowledge)) yield { kind: 'facts', ids }
  if (plan.messagesSince !== undefined) yield { kind: 'messages', since: plan.messagesSince }
}

/** What one step removed: facts, the entities of which nothing is left, and of each statement its entity. */
export interface DeletedKnowledgeStep {
  readonly facts: number
  readonly entities: readonly EntityId[]
  readonly statementsOf: readonly EntityId[]
}

/** Counts over all steps: the statements about an entity can go in several, and count only while the entity stays. */
export function countDeletedKnowledge(steps: readonly DeletedKnowledgeStep[]): DeletionCounts {
  const entities = new Set(steps.flatMap(step => step.entities))
  return {
    ...emptyDeletionCounts,
    facts: steps.reduce((sum, { facts }) => sum + facts, 0),
    entities: entities.size,
    statements: steps.flatMap(({ statementsOf }) => statementsOf).filter(entity => !entities.has(entity)).length,
  }
}
