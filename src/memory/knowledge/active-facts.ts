import { memoizeByObject } from '../memoize.ts'
import { audienceOfScope, type Scope, visibleAmong } from '../scope.ts'
import { type Fact, type FactKind, factKinds, type GuildId, type Knowledge } from '../types.ts'
import { currentFacts, replacementsOf } from './facts.ts'

/**
 * The facts that still hold, as known; also those that hold before others alone. What the user told in a server is past for
 * them once they told something newer in a direct message, and the server, to which that is not visible, is still told it.
 */
export const activeFacts = memoizeByObject((known: Knowledge): readonly Fact[] => {
  const active = new Set(currentFacts(known))
  const replaced = replacementsOf(known)
  for (const [scope, facts] of Map.groupBy(known.facts, ({ scope }) => scope)) {
    if (!facts.some(({ id }) => replaced.has(id))) continue
    for (const fact of activeUnderScope(scope, facts, known)) if (replaced.has(fact.id)) active.add(fact)
  }
  return known.facts.filter(fact => active.has(fact))
})

/** Whether a fact holds before anybody to whom it is visible. */
export function isActiveFact(known: Knowledge, fact: Fact): boolean {
  return !replacementsOf(known).has(fact.id) || activeFacts(known).includes(fact)
}

/** Those of one scope that hold before the audience of the places where it was said. */
function activeUnderScope(scope: Scope, said: readonly Fact[], known: Knowledge): readonly Fact[] {
  const audience = audienceOfScope(scope, guildOfScope(scope, said))
  if (audience.kind === 'user') return []
  const scopes = visibleAmong(
    [...known.facts, ...known.statements].map(fact => fact.scope),
    audience,
  )
  const facts = known.facts.filter(fact => scopes.has(fact.scope))
  const statements = known.statements.filter(statement => scopes.has(statement.scope))
  const replaced = replacementsOf({ user: known.user, facts, statements })
  return said.filter(({ id }) => !replaced.has(id))
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
