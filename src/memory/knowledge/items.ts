import type { Scope } from '../scope.ts'
import type { EntityId, Fact, FactId, Knowledge } from '../types.ts'
import { isActiveFact } from './active-facts.ts'
import { currentStatements, type Entity, entitiesOf } from './entities.ts'

/** One thing that is known, with all that can be done to it. */
export type MemoryItem =
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'entity'; readonly entity: Entity }

/** What an item is called in custom ids: an entity by any of its ids. */
export interface ItemReference {
  readonly kind: MemoryItem['kind']
  readonly id: FactId | EntityId
}

/** What an item is now; undefined where it is past or gone. */
export function findItem({ kind, id }: ItemReference, known: Knowledge): MemoryItem | undefined {
  if (kind === 'entity') {
    const entity = entitiesOf(known).find(({ ids }) => ids.includes(id))
    return entity && { kind, entity }
  }
  const fact = known.facts.find(fact => fact.id === id)
  return fact && isActiveFact(known, fact) ? factItem(fact) : undefined
}

/** The scopes under which something is said of an entity that holds still. */
export function scopesOfEntity({ ids }: Pick<Entity, 'ids'>, known: Knowledge): readonly Scope[] {
  const statements = currentStatements(known).filter(({ entity }) => ids.includes(entity))
  return [...new Set(statements.map(({ scope }) => scope))]
}

export function factItem(fact: Fact): MemoryItem {
  return { kind: 'fact', fact }
}
