import { currentFacts, replacedBy } from '../facts.ts'
import { type Audience, heardBy, type Scope } from '../scope.ts'
import type { Fact, Known } from '../types.ts'

const held = new WeakMap<Known, readonly Fact[]>()

/**
 * The facts that hold still, as known; also those that hold before others alone. What the user told in a server is past
 * for them once they told something newer in a direct message, and the server, which does not hear that, is still told it.
 */
export function heldFacts(known: Known): readonly Fact[] {
  const found = held.get(known)
  if (found !== undefined) return found
  const current = new Set(currentFacts(known))
  const past = replacedBy(known)
  const elsewhere = [...Map.groupBy(known.facts, ({ scope }) => scope)].flatMap(([scope, said]) =>
    said.some(({ id }) => past.has(id)) ? holdingUnder(scope, said, known) : [],
  )
  const holding = new Set(elsewhere.filter(({ id }) => past.has(id)))
  const facts = known.facts.filter(fact => current.has(fact) || holding.has(fact))
  held.set(known, facts)
  return facts
}

/** Whether a fact holds before anybody who may hear it. */
export function isHeld(known: Known, fact: Fact): boolean {
  return !replacedBy(known).has(fact.id) || heldFacts(known).includes(fact)
}

/** Those of one scope that hold before the audience of the places where it was said. */
function holdingUnder(scope: Scope, said: readonly Fact[], known: Known): readonly Fact[] {
  const heard = heardBy(audienceOf(scope, said))
  if (heard === 'all') return []
  const scopes = new Set(heard)
  const facts = known.facts.filter(fact => scopes.has(fact.scope))
  const statements = known.statements.filter(statement => scopes.has(statement.scope))
  const past = replacedBy({ user: known.user, facts, statements })
  return said.filter(({ id }) => !past.has(id))
}

function audienceOf(scope: Scope, said: readonly Fact[]): Audience {
  if (scope === 'dm') return { kind: 'user' }
  if (scope === 'everywhere') return { kind: 'unknown' }
  const id = scope.slice(scope.indexOf(':') + 1)
  if (scope.startsWith('guild:')) return { kind: 'server', guild: id }
  const guild = said.find(fact => fact.guild !== undefined)?.guild ?? ''
  return { kind: 'server', guild, privateChannel: id }
}
