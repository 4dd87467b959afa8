import { type Fact, type FactKind, factKinds, type Known } from '../types.ts'
import { heldFacts } from './held-facts.ts'

/** The facts of one kind. */
export interface Topic {
  readonly kind: FactKind
  /** Those that hold still, newest first. */
  readonly facts: readonly Fact[]
}

/** What is known, by kind, in the order of `factKinds`, without kinds of which nothing is known. */
export function topicsOf(known: Known): readonly Topic[] {
  const newestFirst = heldFacts(known).toSorted((a, b) => b.saidAt - a.saidAt || (a.id < b.id ? 1 : -1))
  const byKind = Map.groupBy(newestFirst, ({ kind }) => kind)
  return factKinds.flatMap(kind => {
    const facts = byKind.get(kind)
    return facts === undefined ? [] : [{ kind, facts }]
  })
}
