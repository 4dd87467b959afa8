import { memoizeByObject } from '../memoize.ts'
import { normalizeText, trimEnding } from '../text/normalize.ts'
import type { Fact, FactId, Knowledge } from '../types.ts'
import { isUnsure } from './certainty.ts'
import { canonicalEntityIds } from './entity-matching.ts'
import { singleValuedFacetOf } from './facets.ts'

/**
 * The facts that still hold, as far as an audience knows, oldest first. Of duplicates under several scopes there is one,
 * that which was said last.
 */
export const currentFacts = memoizeByObject((known: Knowledge): readonly Fact[] => {
  const replaced = replacementsOf(known)
  const facts = known.facts.filter(({ id }) => !replaced.has(id))
  return hasOneScope(known) ? facts : latestOfDuplicates(facts, createDuplicateKey(known))
})

/**
 * The facts that are past, each with the visible one that replaced it. Only what was said later replaces, so that however
 * the edges run, in circles too, something stays. What is unsure replaces nothing: it only casts doubt (doubts.ts).
 */
export const replacementsOf = memoizeByObject((known: Knowledge): ReadonlyMap<FactId, Fact> => {
  const facts = known.facts.toSorted(bySaidAt)
  const keyOf = createDuplicateKey(known)
  const replaced = new Map([...replacementsByFacet(facts, keyOf), ...replacementsByEdge(facts)])
  if (!hasOneScope(known)) addDuplicatesOfReplaced(replaced, facts, keyOf)
  return replaced
})

function replacementsByEdge(facts: readonly Fact[]): ReadonlyMap<FactId, Fact> {
  const earlier = new Set<FactId>()
  const replaced = new Map<FactId, Fact>()
  for (const fact of facts) {
    const replaces = isUnsure(fact) ? [] : fact.replaces
    for (const id of replaces) if (earlier.has(id) && !replaced.has(id)) replaced.set(id, fact)
    earlier.add(fact.id)
  }
  return replaced
}

/** Of two values of a single-valued facet the later holds: they can be of two scopes that did not know of each other. */
function replacementsByFacet(facts: readonly Fact[], keyOf: DuplicateKey): ReadonlyMap<FactId, Fact> {
  const replaced = new Map<FactId, Fact>()
  /** By facet the last value that is sure, and the unsure ones after it. */
  const standing = new Map<string, readonly Fact[]>()
  for (const fact of facts) {
    const facet = singleValuedFacetOf(fact)
    if (facet === undefined) continue
    const facetKey = keyOf({ ...fact, text: facet, eventAt: '' })
    const before = standing.get(facetKey) ?? []
    if (isUnsure(fact)) {
      standing.set(facetKey, [...before, fact])
      continue
    }
    for (const other of before) if (keyOf(other) !== keyOf(fact)) replaced.set(other.id, fact)
    standing.set(facetKey, [fact])
  }
  return replaced
}

/** Under one scope nothing is kept twice. */
function hasOneScope({ facts }: Knowledge): boolean {
  return facts.every(({ scope }) => scope === facts[0]?.scope)
}

function latestOfDuplicates(facts: readonly Fact[], keyOf: DuplicateKey): readonly Fact[] {
  const last = new Map(facts.toSorted(bySaidAt).map(fact => [keyOf(fact), fact.id]))
  return facts.filter(fact => last.get(keyOf(fact)) === fact.id)
}

/** The duplicates of a replaced fact under other scopes are past as well, unless one was said again since. */
function addDuplicatesOfReplaced(replaced: Map<FactId, Fact>, facts: readonly Fact[], keyOf: DuplicateKey): void {
  const replacements = new Map(
    facts.flatMap(fact => (replaced.has(fact.id) ? [[keyOf(fact), replaced.get(fact.id)] as const] : [])),
  )
  for (const fact of facts) {
    const by = replacements.get(keyOf(fact))
    if (by !== undefined && !replaced.has(fact.id) && fact.saidAt < by.saidAt) replaced.set(fact.id, by)
  }
}

/** Equal for facts that say the same of the same, under whichever scopes they were said: see extraction/deduplicate.ts. */
export type DuplicateKey = (fact: Fact) => string

export function createDuplicateKey({ statements }: Knowledge): DuplicateKey {
  const canonical = canonicalEntityIds(statements)
  return fact => `${canonical.get(fact.subject) ?? fact.subject} ${sentenceKey(fact)}`
}

function bySaidAt(one: Fact, other: Fact): number {
  return one.saidAt - other.saidAt
}

/** A fact's words and day as they are compared: two facts that are equal in them say the same. */
export const sentenceKey = memoizeByObject(
  ({ text, eventAt = '' }: Pick<Fact, 'text' | 'eventAt'>) =>
    `${trimEnding(normalizeText(text), /[.!。]/u)} ${eventAt}`,
)
