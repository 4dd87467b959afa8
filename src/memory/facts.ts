import { sentence } from './believing/repetitions.ts'
import { valuedFacet } from './facets.ts'
import { sameEntities } from './same-entities.ts'
import type { Fact, FactId, Known } from './types.ts'

const replaced = new WeakMap<Known, ReadonlyMap<FactId, Fact>>()
const current = new WeakMap<Known, readonly Fact[]>()

/** The facts that hold still, as far as this audience knows, oldest first; what was said under two scopes once, as it was said last. */
export function currentFacts(known: Known): readonly Fact[] {
  const found = current.get(known)
  if (found !== undefined) return found
  const past = replacedBy(known)
  const facts = known.facts.filter(({ id }) => !past.has(id))
  const once = hasOneScope(known) ? facts : onlyOnce(facts, aliker(known))
  current.set(known, once)
  return once
}

/**
 * The facts that are past, each with the visible one that took its place. Only what was said later replaces, so however
 * the edges run, in circles too, something stays.
 */
export function replacedBy(known: Known): ReadonlyMap<FactId, Fact> {
  const found = replaced.get(known)
  if (found !== undefined) return found
  const facts = known.facts.toSorted(bySaying)
  const alike = aliker(known)
  const past = new Map([...replacedByFacet(facts, alike), ...replacedByEdge(facts)])
  if (!hasOneScope(known)) addTwins(past, facts, alike)
  replaced.set(known, past)
  return past
}

function replacedByEdge(facts: readonly Fact[]): ReadonlyMap<FactId, Fact> {
  const earlier = new Set<FactId>()
  const past = new Map<FactId, Fact>()
  for (const fact of facts) {
    for (const id of fact.replaces) if (earlier.has(id) && !past.has(id)) past.set(id, fact)
    earlier.add(fact.id)
  }
  return past
}

/** Of two values of a facet that has only one, the later holds: they can be of two scopes that did not know of each other. */
function replacedByFacet(facts: readonly Fact[], alike: Alike): ReadonlyMap<FactId, Fact> {
  const past = new Map<FactId, Fact>()
  const last = new Map<string, Fact>()
  for (const fact of facts) {
    const facet = valuedFacet(fact)
    if (facet === undefined) continue
    const value = alike({ ...fact, text: facet, eventAt: '' })
    const before = last.get(value)
    if (before !== undefined && alike(before) !== alike(fact)) past.set(before.id, fact)
    last.set(value, fact)
  }
  return past
}

/** In one scope nothing is kept twice. */
function hasOneScope({ facts }: Known): boolean {
  return facts.every(({ scope }) => scope === facts[0]?.scope)
}

function onlyOnce(facts: readonly Fact[], alike: Alike): readonly Fact[] {
  const last = new Map(facts.toSorted(bySaying).map(fact => [alike(fact), fact.id]))
  return facts.filter(fact => last.get(alike(fact)) === fact.id)
}

/** What was said under another scope in the same words is past as well, unless it was said again since. */
function addTwins(past: Map<FactId, Fact>, facts: readonly Fact[], alike: Alike): void {
  const gone = new Map(facts.flatMap(fact => (past.has(fact.id) ? [[alike(fact), past.get(fact.id)] as const] : [])))
  for (const fact of facts) {
    const by = gone.get(alike(fact))
    if (by !== undefined && !past.has(fact.id) && fact.saidAt < by.saidAt) past.set(fact.id, by)
  }
}

/** What tells facts that say the same of the same: their words are compared once. */
export type Alike = (fact: Fact) => string

/** By what facts that say the same of the same are alike, under whichever scopes they were said. */
export function aliker({ statements }: Known): Alike {
  const same = sameEntities(statements)
  return fact => `${same.get(fact.subject) ?? fact.subject} ${sentence(fact)}`
}

function bySaying(one: Fact, other: Fact): number {
  return one.saidAt - other.saidAt
}
