import { presentStatements } from '../entities.ts'
import { aliker, replacedBy } from '../facts.ts'
import type { Change, Overview, StatementRef } from '../own-memory.ts'
import type { Scope } from '../scope.ts'
import type { EntityId, Fact, Statement } from '../types.ts'
import { withSame } from './going.ts'
import { noChange } from './no-change.ts'

/**
 * The same fact under another scope, with the statements that rest on it. Where it is known there already it is one: what
 * was said later stands, and what either took the place of stays past.
 */
export function rescopeFact(fact: Fact, scope: Scope, overview: Overview): Change {
  if (fact.scope === scope) return noChange(overview.epoch)
  const { known } = overview
  const twins = twinsUnder(fact, scope, overview)
  const gone = new Set(twins.map(({ id }) => id))
  const alike = [fact, ...twins].toSorted((a, b) => b.saidAt - a.saidAt)
  const replaces = new Set(alike.flatMap(one => one.replaces)).difference(new Set([fact.id, ...gone]))
  const { confirmedAt: _, ...latest } = alike[0] ?? fact
  const confirmedAt = alike.flatMap(one => one.confirmedAt ?? []).sort((a, b) => b - a)[0]
  const moved: Fact = {
    ...latest,
    ...{ id: fact.id, scope, near: '', replaces: [...replaces] },
    confirmations: alike.reduce((sum, one) => sum + one.confirmations, twins.length),
    ...(confirmedAt !== undefined && { confirmedAt }),
  }
  const linked = known.statements.filter(
    said => said.fact === fact.id || (said.fact !== undefined && gone.has(said.fact)),
  )
  const { statements, gone: left } = movedTo(scope, linked, known.statements)
  return {
    ...noChange(overview.epoch),
    standing: [fact.id],
    facts: [moved],
    statements: statements.map(said => ({ ...said, fact: fact.id })),
    gone: { facts: [...gone], statements: left },
  }
}

/** The same entity under another scope, as far as it holds still: what is past would hold again where it is not heard why. */
export function rescopeEntity(ids: readonly EntityId[], scope: Scope, overview: Overview): Change {
  const { known } = overview
  const all = withSame(known, ids)
  const present = presentStatements(known).filter(({ entity }) => all.has(entity))
  if (present.every(said => said.scope === scope)) return noChange(overview.epoch)
  const { statements, gone } = movedTo(scope, present, known.statements)
  const linked = new Set(statements.map(({ fact }) => fact))
  const standing = known.facts.filter(({ id }) => linked.has(id)).map(({ id }) => id)
  return { ...noChange(overview.epoch), standing, statements, gone: { facts: [], statements: gone } }
}

function twinsUnder(fact: Fact, scope: Scope, { known }: Overview): readonly Fact[] {
  const [alike, past] = [aliker(known), replacedBy(known)]
  const words = alike(fact)
  return known.facts.filter(other => other.scope === scope && alike(other) === words && !past.has(other.id))
}

/** Statements as they are to be kept under a scope, the later one of each field, and where they were. */
function movedTo(
  scope: Scope,
  moving: readonly Statement[],
  known: readonly Statement[],
): { readonly statements: readonly Statement[]; readonly gone: readonly StatementRef[] } {
  const gone = moving.filter(said => said.scope !== scope).map(({ entity, field, scope }) => ({ entity, field, scope }))
  const there = known.filter(said => said.scope === scope)
  const latest = new Map(there.map(said => [`${said.entity} ${said.field}`, said]))
  const kept = new Map<string, Statement>()
  for (const said of moving.toSorted((a, b) => a.saidAt - b.saidAt)) {
    const field = `${said.entity} ${said.field}`
    if ((latest.get(field)?.saidAt ?? -Infinity) > said.saidAt) continue
    const moved = { ...said, scope }
    latest.set(field, moved)
    kept.set(field, moved)
  }
  return { statements: [...kept.values()], gone }
}
