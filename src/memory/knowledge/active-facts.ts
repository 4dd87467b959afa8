import { audienceOfScope, type Scope, visibleScopes } from '../scope.ts'
import { type Fact, type FactKind, factKinds, type GuildId, type Knowledge } from '../types.ts'
import { currentFacts, replacementsOf } from './facts.ts'

const activeFactsCache = new WeakMap<Knowledge, readonly Fact[]>()

/**
 * The facts that hold still, as known; also those that hold before others alone. What the user told in a server is past
 * for them once they told something newer in a direct message, and the server, which does not hear that, is still told it.
 */
export function activeFacts(known: Knowledge): readonly Fact[] {
  const found = activeFactsCache.get(known)
  if (found !== undefined) return found
  const current = new Set(currentFacts(known))
  const past = replacementsOf(known)
  const elsewhere = [...Map.groupBy(known.facts, ({ scope }) => scope)].flatMap(([scope, said]) =>
    said.some(({ id }) => past.has(id)) ? activeUnderScope(scope, said, known) : [],
  )
  const holding = new Set(elsewhere.filter(({ id }) => past.has(id)))
  const facts = known.facts.filter(fact => current.has(fact) || holding.has(fact))
  activeFactsCache.set(known, facts)
  return facts
}

/** Whether a fact holds before anybody who may hear it. */
export function isActiveFact(known: Knowledge, fact: Fact): boolean {
  return !replacementsOf(known).has(fact.id) || activeFacts(known).includes(fact)
}

/** Those of one scope that hold before the audience of the places where it was said. */
function activeUnderScope(scope: Scope, said: readonly Fact[], known: Knowledge): readonly Fact[] {
  const heard = visibleScopes(audienceOfScope(scope, guildOfScope(scope, said)))
  if (heard === 'all') return []
  const scopes = new Set(heard)
  const facts = known.facts.filter(fact => scopes.has(fact.scope))
  const statements = known.statements.filter(statement => scopes.has(statement.scope))
  const past = replacementsOf({ user: known.user, facts, statements })
  return said.filter(({ id }) => !past.has(id))
}

/** The server of a private channel's scope, as far as a fact that was said there tells it. */
export function guildOfScope(scope: Scope, facts: readonly Fact[]): GuildId | undefined {
  return facts.find(fact => fact.scope === scope && fact.guild !== undefined)?.guild
}

/** The facts of one kind. */
export interface FactsOfKind {
  readonly kind: FactKind
  /** Those that hold still, newest first. */
  readonly facts: readonly Fact[]
}

/** What is known, by kind, in the order of `factKinds`, without kinds of which nothing is known. */
export function factsByKind(known: Knowledge): readonly FactsOfKind[] {
  const newestFirst = activeFacts(known).toSorted((a, b) => b.saidAt - a.saidAt || (a.id < b.id ? 1 : -1))
  const byKind = Map.groupBy(newestFirst, ({ kind }) => kind)
  return factKinds.flatMap(kind => {
    const facts = byKind.get(kind)
    return facts === undefined ? [] : [{ kind, facts }]
  })
}
