import { replacementsOf } from '../knowledge/facts.ts'
import type { MemoryUpdate } from '../ports/learning-store.ts'
import {
  type EntityId,
  type Fact,
  type FactId,
  type FactKind,
  type Knowledge,
  type Statement,
  USER_ENTITY,
} from '../types.ts'
import type { LearningSettings } from './schedule.ts'

const DAY_MS = 86_400_000
/** What was last told so long ago counts half. */
const HALF_LIFE_MS = 180 * DAY_MS
/** However old, nothing counts less than this. */
const MIN_RECENCY = 0.2

export interface IncomingKnowledge {
  /** How many new facts. */
  readonly facts: number
  readonly statements: readonly Statement[]
  readonly confirmed: MemoryUpdate['confirmed']
}

/**
 * What must go so that what is coming has room. `all` is what is known under every scope: the limits count all of it,
 * and nothing of it is shown. What is told of just now never goes, nor does the user.
 */
export function planEviction(
  coming: IncomingKnowledge,
  all: Knowledge,
  settings: Pick<LearningSettings, 'maxFacts' | 'maxEntities'>,
  now: number,
): Pick<MemoryUpdate, 'evictedFacts' | 'evictedEntities'> {
  const overFacts = coming.facts === 0 ? 0 : all.facts.length + coming.facts - settings.maxFacts
  const justSaid = new Set(coming.confirmed.map(({ fact }) => fact))
  const others = all.facts.filter(({ id }) => !justSaid.has(id))
  return {
    evictedFacts: overFacts > 0 ? leastUsefulFacts(others, overFacts, now) : [],
    evictedEntities: entitiesToEvict(settings.maxEntities, coming.statements, all, now),
  }
}

function entitiesToEvict(most: number, coming: readonly Statement[], all: Knowledge, now: number): readonly EntityId[] {
  const told = new Set(coming.map(({ entity }) => entity))
  const statements = Map.groupBy(all.statements, ({ entity }) => entity)
  const over = new Set([...statements.keys(), ...told]).difference(new Set([USER_ENTITY])).size - most
  if (told.size === 0 || over <= 0) return []
  const facts = Map.groupBy(all.facts, ({ subject }) => subject)
  const worth = new Map(
    [...statements].map(([entity, said]) => {
      const much = Math.log2(1 + said.length + (facts.get(entity)?.length ?? 0))
      return [entity, much * recencyOf(Math.max(...said.map(({ saidAt }) => saidAt)), now)]
    }),
  )
  return [...statements.keys()]
    .filter(entity => entity !== USER_ENTITY && !told.has(entity))
    .sort((a, b) => (worth.get(a) ?? 0) - (worth.get(b) ?? 0) || (a < b ? -1 : 1))
    .slice(0, over)
}

/** How long the kinds stay of use; judged, not measured. */
const KIND_WEIGHTS: Readonly<Record<FactKind, number>> = {
  personal: 2,
  relationship: 2,
  preference: 1.5,
  promise: 1.5,
  decision: 1.2,
  plan: 1,
  event: 1,
  topic: 0.6,
}

/** What the user asked to be kept is worth more than what was picked up: a kind more, about; old ones still make room. */
const EXPLICIT_WEIGHT = 1.5

/**
 * Which facts must go first to make room: those that were replaced, then the ones of least use. Of use is what was
 * confirmed, said lately, asked to be kept, and is about the user; a plan whose day has passed is worth half. Least useful first.
 */
export function leastUsefulFacts(facts: readonly Fact[], count: number, now: number): readonly FactId[] {
  if (!(count > 0)) return []
  const past = replacementsOf({ user: '', facts, statements: [] })
  const worth = new Map(facts.map(fact => [fact.id, past.has(fact.id) ? 0 : usefulnessOf(fact, now)]))
  return facts
    .toSorted(
      (a, b) => (worth.get(a.id) ?? 0) - (worth.get(b.id) ?? 0) || a.saidAt - b.saidAt || (a.id < b.id ? -1 : 1),
    )
    .slice(0, Math.ceil(count))
    .map(({ id }) => id)
}

function usefulnessOf(fact: Fact, now: number): number {
  const isOver =
    fact.kind === 'plan' &&
    fact.eventAt !== undefined &&
    fact.eventAt < new Date(now).toISOString().slice(0, fact.eventAt.length)
  const about = fact.subject === USER_ENTITY ? 1.5 : 1
  const wished = fact.asked === undefined ? 1 : EXPLICIT_WEIGHT
  return (
    KIND_WEIGHTS[fact.kind] *
    wished *
    about *
    (1 + Math.log2(1 + fact.confirmations)) *
    recencyOf(fact.confirmedAt ?? fact.saidAt, now) *
    (isOver ? 0.5 : 1)
  )
}

function recencyOf(saidAt: number, now: number): number {
  return MIN_RECENCY + 0.5 ** (Math.max(0, now - saidAt) / HALF_LIFE_MS)
}
