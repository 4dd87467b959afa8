import { valuedFacet } from '../facets.ts'
import { currentFacts } from '../facts.ts'
import type { EntityId, Fact, FactId } from '../types.ts'
import { sentence } from './repetitions.ts'
import type { Shown } from './sift.ts'

/** The known facts that a new one makes past, and how many of the model's numbers name none that it can. */
export interface Replacing {
  readonly replaces: readonly FactId[]
  readonly refused: number
}

/**
 * A new fact takes the place of the current ones of the same subject that the model names, and of those with the same
 * single-valued facet even if it names none: nobody lives in two homes. The older records stay as they are; the edge is
 * the new fact's own, so only who hears it sees the others as past.
 */
export function replacing(
  fact: Pick<Fact, 'subject' | 'facet' | 'kind' | 'text' | 'eventAt' | 'saidAt'>,
  named: readonly number[],
  shown: Pick<Shown, 'facts' | 'known'>,
  same: (entity: EntityId) => EntityId,
): Replacing {
  const current = new Set(currentFacts(shown.known).map(({ id }) => id))
  const facts = [...new Set(named)].map(number => shown.facts[number - 1])
  const fitting = facts.filter(other => other !== undefined && isOlder(other))
  const facet = valuedFacet(fact)
  const alike =
    facet === undefined ? [] : currentFacts(shown.known).filter(other => valuedFacet(other) === facet && isOlder(other))
  const replaced = [...fitting, ...alike].flatMap(other => (other && current.has(other.id) ? [other.id] : []))
  return { replaces: [...new Set(replaced)], refused: facts.length - fitting.length }

  function isOlder(other: Fact): boolean {
    return (
      same(other.subject) === same(fact.subject) && other.saidAt < fact.saidAt && sentence(other) !== sentence(fact)
    )
  }
}
