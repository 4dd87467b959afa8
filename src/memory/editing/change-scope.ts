import { withSameEntities } from '../forgetting/targets.ts'
import { isDoubt } from '../knowledge/doubts.ts'
import { currentStatements } from '../knowledge/entities.ts'
import { createDuplicateKey, replacementsOf } from '../knowledge/facts.ts'
import type { MemoryChange, Overview, StatementRef } from '../ports/user-memory-store.ts'
import { emptyChange } from '../ports/user-memory-store.ts'
import type { Scope } from '../scope.ts'
import type { EntityId, Fact, Statement } from '../types.ts'

/**
 * The same fact under another scope, with the statements that rest on it. Where it is known there already it is one: what
 * was said later stands, and what either took the place of stays past.
 */
export function changeFactScope(fact: Fact, scope: Scope, overview: Overview): MemoryChange {
  if (fact.scope === scope) return emptyChange(overview.epoch)
  const { known } = overview
  const twins = duplicatesUnder(fact, scope, overview)
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
    statement =>
      // What casts doubt on it was said where it was said, whoever is told the fact itself.
      !isDoubt(statement) && (statement.fact === fact.id || (statement.fact !== undefined && gone.has(statement.fact))),
  )
  const { statements, gone: left } = moveStatements(scope, linked, known.statements)
  return {
    ...emptyChange(overview.epoch),
    requiredFacts: [fact.id],
    facts: [moved],
    statements: statements.map(said => ({ ...said, fact: fact.id })),
    removed: { facts: [...gone], statements: left },
  }
}

/** The same entity under another scope, as far as it holds still: what is past would hold again where it is not heard why. */
export function changeEntityScope(ids: readonly EntityId[], scope: Scope, overview: Overview): MemoryChange {
  const { known } = overview
  const all = withSameEntities(known, ids)
  const present = currentStatements(known).filter(({ entity }) => all.has(entity))
  if (present.every(statement => statement.scope === scope)) return emptyChange(overview.epoch)
  const { statements, gone } = moveStatements(scope, present, known.statements)
  const linked = new Set(statements.map(({ fact }) => fact))
  const state = known.facts.filter(({ id }) => linked.has(id)).map(({ id }) => id)
  return {
    ...emptyChange(overview.epoch),
    requiredFacts: state,
    statements,
    removed: { facts: [], statements: gone },
  }
}

function duplicatesUnder(fact: Fact, scope: Scope, { known }: Overview): readonly Fact[] {
  const [alike, past] = [createDuplicateKey(known), replacementsOf(known)]
  const words = alike(fact)
  return known.facts.filter(other => other.scope === scope && alike(other) === words && !past.has(other.id))
}

/** Statements as they are to be kept under a scope, the later one of each field, and where they were. */
function moveStatements(
  scope: Scope,
  moving: readonly Statement[],
  known: readonly Statement[],
): { readonly statements: readonly Statement[]; readonly gone: readonly StatementRef[] } {
  const gone = moving
    .filter(statement => statement.scope !== scope)
    .map(({ entity, field, scope }) => ({ entity, field, scope }))
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
