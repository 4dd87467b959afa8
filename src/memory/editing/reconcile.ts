import { statementsOfFacts } from '../forgetting/related-statements.ts'
import { findRelatedFacts, type RelatedFact } from '../knowledge/compare-facts.ts'
import { currentFacts, replacementsOf } from '../knowledge/facts.ts'
import { emptyChange } from '../ports/user-memory-store.ts'
import { audienceOfScope, isVisibleTo, type Scope } from '../scope.ts'
import type { Conversation, Fact, FactId, Knowledge, Statement } from '../types.ts'
import { type EditableMemory, updateMemory } from './update-memory.ts'

/** As many as a user is asked about at once. */
const MAX_CONFLICTS = 3

/**
 * The facts that a new one may take the place of, for its user to decide. What only repeats it under another scope is none;
 * under `scope`, that of a fact that stands already, it would be kept twice.
 */
export function conflictsAmong(related: readonly RelatedFact[], scope?: Scope): readonly Fact[] {
  return related
    .filter(({ relation, fact }) => relation !== 'repeats' || fact.scope === scope)
    .map(({ fact }) => fact)
    .slice(0, MAX_CONFLICTS)
}

/** What came of a click: how the fact stands now, and what it has taken the place of. `gone`: it was forgotten meanwhile. */
export type ReconcileOutcome =
  | { readonly kind: 'standing'; readonly fact: Fact; readonly replaced: readonly Fact[] }
  | { readonly kind: 'gone' | 'moved' }

/**
 * Lets a fact take the place of others, which are past then and stay as history: it can be taken back. What was forgotten
 * meanwhile is passed over, and a second time changes nothing.
 */
export async function replaceFacts(
  conversation: Conversation,
  id: FactId,
  old: readonly FactId[],
  userMemory: EditableMemory,
): Promise<ReconcileOutcome> {
  return await reconcile(conversation, id, userMemory, (fact, known) => {
    const replaced = known.facts.filter(other => old.includes(other.id) && other.id !== id)
    const saidAt = Math.max(fact.saidAt, ...replaced.map(other => other.saidAt + 1)) // only what was said later replaces
    const replaces = [...new Set([...fact.replaces, ...replaced.map(other => other.id)])]
    return { fact: { ...fact, saidAt, replaces }, replaced }
  })
}

/** Lets what a fact has taken the place of hold again, beside it. */
export async function keepBoth(
  conversation: Conversation,
  id: FactId,
  old: readonly FactId[],
  userMemory: EditableMemory,
): Promise<ReconcileOutcome> {
  return await reconcile(conversation, id, userMemory, fact => ({
    fact: { ...fact, replaces: fact.replaces.filter(other => !old.includes(other)) },
    replaced: [],
  }))
}

/** How a fact stands now, beside what it may take the place of and what it took the place of: where what was shown is too old. */
export async function findConflicts(
  conversation: Conversation,
  id: FactId,
  userMemory: EditableMemory,
): Promise<{ readonly fact?: Fact; readonly conflicts: readonly Fact[]; readonly replaced: readonly Fact[] }> {
  const { known } = await userMemory.readOverview(conversation)
  const fact = currentFacts(known).find(one => one.id === id)
  if (fact === undefined) return { conflicts: [], replaced: [] }
  const replaced = known.facts.filter(other => fact.replaces.includes(other.id))
  return { fact, replaced, conflicts: conflictsAmong(findRelatedFacts(fact, known), fact.scope) }
}

interface Reconciled {
  readonly fact: Fact
  readonly replaced: readonly Fact[]
}

async function reconcile(
  conversation: Conversation,
  id: FactId,
  userMemory: EditableMemory,
  plan: (fact: Fact, known: Knowledge) => Reconciled,
): Promise<ReconcileOutcome> {
  const outcome = await updateMemory<ReconcileOutcome>(conversation, userMemory, ({ epoch, known }) => {
    const before = known.facts.find(one => one.id === id)
    // Nobody puts back what a newer word has made past.
    if (before === undefined || replacementsOf(known).has(id)) return { result: { kind: 'gone' } }
    const { fact, replaced } = plan(before, known)
    const result = { kind: 'standing', fact, replaced } as const
    if (fact.replaces.length === before.replaces.length) return { result }
    const change = {
      ...emptyChange(epoch),
      requiredFacts: [id, ...replaced.map(other => other.id)],
      facts: [fact],
      statements: linkStatements(replaced, known),
    }
    return { change, result }
  })
  return outcome === 'moved' ? { kind: 'moved' } : outcome
}

/**
 * What says the same as some facts and goes with none, linked to them: so that it is past with them. Never what was told to
 * fewer than the fact was, or it would be past for them as well.
 */
export function linkStatements(facts: readonly Fact[], known: Knowledge): readonly Statement[] {
  return facts.flatMap(fact => {
    const audience = audienceOfScope(fact.scope, fact.guild)
    return statementsOfFacts(known, [fact])
      .filter(statement => statement.fact === undefined && isVisibleTo(statement.scope, audience))
      .map(statement => ({ ...statement, fact: fact.id }))
  })
}
