import { normalizeText } from '../text/normalize.ts'
import type { Fact, FactId, Knowledge } from '../types.ts'
import { canonicalEntityIds } from './entity-matching.ts'
import { singleValuedFacetOf } from './facets.ts'

const replacementsCache = new WeakMap<Knowledge, ReadonlyMap<FactId, Fact>>()
const currentFactsCache = new WeakMap<Knowledge, readonly Fact[]>()

/** The facts that hold still, as far as this audience knows, oldest first; what was said under two scopes once, as it was said last. */
export function currentFacts(known: Knowledge): readonly Fact[] {
  const found = currentFactsCache.get(known)
  if (found !== undefined) return found
  const past = replacementsOf(known)
  const facts = known.facts.filter(({ id }) => !past.has(id))
  const once = hasOneScope(known) ? facts : latestOfDuplicates(facts, createDuplicateKey(known))
  currentFactsCache.set(known, once)
  return once
}

/**
 * The facts that are past, each with the visible one that took its place. Only what was said later replaces, so however
 * the edges run, in circles too, something stays.
 */
export function replacementsOf(known: Knowledge): ReadonlyMap<FactId, Fact> {
  const found = replacementsCache.get(known)
  if (found !== undefined) return found
  const facts = known.facts.toSorted(bySaidAt)
  const alike = createDuplicateKey(known)
  const past = new Map([...replacementsByFacet(facts, alike), ...replacementsByEdge(facts)])
  if (!hasOneScope(known)) addDuplicatesOfReplaced(past, facts, alike)
  replacementsCache.set(known, past)
  return past
}

function replacementsByEdge(facts: readonly Fact[]): ReadonlyMap<FactId, Fact> {
  const earlier = new Set<FactId>()
  const past = new Map<FactId, Fact>()
  for (const fact of facts) {
    for (const id of fact.replaces) if (earlier.has(id) && !past.has(id)) past.set(id, fact)
    earlier.add(fact.id)
  }
  return past
}

/** Of two values of a facet that has only one, the later holds: they can be of two scopes that did not know of each other. */
function replacementsByFacet(facts: readonly Fact[], alike: DuplicateKey): ReadonlyMap<FactId, Fact> {
  const past = new Map<FactId, Fact>()
  const last = new Map<string, Fact>()
  for (const fact of facts) {
    const facet = singleValuedFacetOf(fact)
    if (facet === undefined) continue
    const value = alike({ ...fact, text: facet, eventAt: '' })
    const before = last.get(value)
    if (before !== undefined && alike(before) !== alike(fact)) past.set(before.id, fact)
    last.set(value, fact)
  }
  return past
}

/** In one scope nothing is kept twice. */
function hasOneScope({ facts }: Knowledge): boolean {
  return facts.every(({ scope }) => scope === facts[0]?.scope)
}

function latestOfDuplicates(facts: readonly Fact[], alike: DuplicateKey): readonly Fact[] {
  const last = new Map(facts.toSorted(bySaidAt).map(fact => [alike(fact), fact.id]))
  return facts.filter(fact => last.get(alike(fact)) === fact.id)
}

/** What was said under another scope in the same words is past as well, unless it was said again since. */
function addDuplicatesOfReplaced(past: Map<FactId, Fact>, facts: readonly Fact[], alike: DuplicateKey): void {
  const gone = new Map(facts.flatMap(fact => (past.has(fact.id) ? [[alike(fact), past.get(fact.id)] as const] : [])))
  for (const fact of facts) {
    const by = gone.get(alike(fact))
    if (by !== undefined && !past.has(fact.id) && fact.saidAt < by.saidAt) past.set(fact.id, by)
  }
}

/** What tells facts that say the same of the same: their words are compared once. */
export type DuplicateKey = (fact: Fact) => string

/** By what facts that say the same of the same are alike, under whichever scopes they were said. */
export function createDuplicateKey({ statements }: Knowledge): DuplicateKey {
  const same = canonicalEntityIds(statements)
  return fact => `${same.get(fact.subject) ?? fact.subject} ${sentenceKey(fact)}`
}

function bySaidAt(one: Fact, other: Fact): number {
  return one.saidAt - other.saidAt
}

type ComparableFact = Pick<Fact, 'text' | 'eventAt'>

/** A fact's words and day as they are compared: two that are equal in them say the same. */
export function sentenceKey(fact: ComparableFact): string {
  const found = sentenceKeys.get(fact)
  if (found !== undefined) return found
  const words = `${normalizeText(fact.text).replace(/[.!。]+$/u, '')} ${fact.eventAt ?? ''}`
  sentenceKeys.set(fact, words)
  return words
}

/** Facts never change, and are compared for every reply. */
const sentenceKeys = new WeakMap<ComparableFact, string>()
