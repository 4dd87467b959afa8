import type { Lesson } from '../ports.ts'
import { type EntityId, type Known, type Statement, USER_ENTITY } from '../types.ts'
import type { LearnSettings } from './learn-settings.ts'
import { leastUseful } from './usefulness.ts'

const DAY = 86_400_000
/** An entity counts half when it was last told of so long ago; the same as a fact. */
const HALF_LIFE = 180 * DAY

export interface Coming {
  /** How many new facts. */
  readonly facts: number
  readonly statements: readonly Statement[]
  readonly confirmed: Lesson['confirmed']
}

/**
 * What must go so that what is coming has room. `all` is what is known under every scope: the limits count all of it,
 * and nothing of it is shown. What is told of just now never goes, nor does the user.
 */
export function roomFor(
  coming: Coming,
  all: Known,
  settings: Pick<LearnSettings, 'maxFacts' | 'maxEntities'>,
  now: number,
): Pick<Lesson, 'evicted' | 'evictedEntities'> {
  const overFacts = coming.facts === 0 ? 0 : all.facts.length + coming.facts - settings.maxFacts
  const justSaid = new Set(coming.confirmed.map(({ fact }) => fact))
  const others = all.facts.filter(({ id }) => !justSaid.has(id))
  return {
    evicted: overFacts > 0 ? leastUseful(others, overFacts, now) : [],
    evictedEntities: entitiesOver(settings.maxEntities, coming.statements, all, now),
  }
}

function entitiesOver(most: number, coming: readonly Statement[], all: Known, now: number): readonly EntityId[] {
  const told = new Set(coming.map(({ entity }) => entity))
  const statements = Map.groupBy(all.statements, ({ entity }) => entity)
  const over = new Set([...statements.keys(), ...told]).difference(new Set([USER_ENTITY])).size - most
  if (told.size === 0 || over <= 0) return []
  const facts = Map.groupBy(all.facts, ({ subject }) => subject)
  const worth = new Map(
    [...statements].map(([entity, said]) => {
      const age = Math.max(0, now - Math.max(...said.map(({ saidAt }) => saidAt)))
      const much = Math.log2(1 + said.length + (facts.get(entity)?.length ?? 0))
      return [entity, much * (0.2 + 0.5 ** (age / HALF_LIFE))]
    }),
  )
  return [...statements.keys()]
    .filter(entity => entity !== USER_ENTITY && !told.has(entity))
    .sort((a, b) => (worth.get(a) ?? 0) - (worth.get(b) ?? 0) || (a < b ? -1 : 1))
    .slice(0, over)
}
