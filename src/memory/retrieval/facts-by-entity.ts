import { activeFacts } from '../knowledge/active-facts.ts'
import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import { memoizeByObject } from '../memoize.ts'
import { wordsOf } from '../text/words.ts'
import type { EntityId, Fact, Knowledge } from '../types.ts'
import { mentionedEntities } from './mentioned-entities.ts'

/** Somebody or something with all that is told of them. */
export interface FactsOfEntity {
  readonly entity: Entity
  /** Those about it, and those that call it by name, by an alias or by what it is to the user; newest first. */
  readonly facts: readonly Fact[]
}

/** All people and things, those of whom most is told first; the user is none of them. */
export const factsByEntity = memoizeByObject((known: Knowledge): readonly FactsOfEntity[] => {
  const byId = new Map<EntityId, Fact[]>()
  for (const fact of activeFacts(known).toSorted((a, b) => b.saidAt - a.saidAt)) {
    for (const id of new Set([fact.subject, ...mentionedEntities(wordsOf(fact.text), known)]))
      byId.set(id, [...(byId.get(id) ?? []), fact])
  }
  return entitiesOf(known)
    .filter(({ isUser }) => !isUser)
    .map(entity => ({ entity, facts: [...new Set(entity.ids.flatMap(id => byId.get(id) ?? []))] }))
    .toSorted((a, b) => b.facts.length - a.facts.length)
})

/** Facts that tell one property. */
interface FactsOfFacet {
  readonly facet: string
  /** Newest first. */
  readonly facts: readonly Fact[]
}

/** The properties that facts tell, those of which most is told first. */
export const factsByFacet = memoizeByObject((known: Knowledge): readonly FactsOfFacet[] => {
  const newestFirst = activeFacts(known).toSorted((a, b) => b.saidAt - a.saidAt)
  const groups = Map.groupBy(newestFirst, ({ facet }) => facet ?? '')
  groups.delete('')
  return [...groups]
    .map(([facet, facts]) => ({ facet, facts }))
    .toSorted((a, b) => b.facts.length - a.facts.length || (a.facet < b.facet ? -1 : 1))
})
