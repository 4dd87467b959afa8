import { findRelatedFacts, replacesValue } from '../knowledge/compare-facts.ts'
import type { Overview } from '../ports/user-memory-store.ts'
import { audienceOfScope, isVisibleTo, type Scope } from '../scope.ts'
import type { Fact, Knowledge } from '../types.ts'
import { conflictsAmong, linkStatements } from './reconcile.ts'
import type { KeptMemory } from './remember.ts'

/**
 * What was said to be remembered where nobody can be asked: another home, birthday or name takes the place of the one before,
 * which stays as history, as where it is learned. Whatever else contradicts it stays beside it, as a conflict. What was told to
 * fewer than are told of it now is neither: it stands as it did, until its user decides where nobody else reads.
 */
export function replaceSingleValues(
  kept: KeptMemory,
  { known }: Overview,
): KeptMemory & { readonly replaced: readonly Fact[] } {
  if (kept.kind === 'known') return { ...kept, replaced: [] }
  const heard = visibleWith(kept.fact, known)
  const related = findRelatedFacts(kept.fact, heard)
  const isReplaced = ({ relation, fact }: (typeof related)[number]) =>
    relation === 'contradicts' && replacesValue(kept.fact, fact)
  const replaced = related.filter(isReplaced).map(({ fact }) => fact)
  const conflicts = conflictsAmong(related.filter(one => !isReplaced(one)))
  if (replaced.length === 0) return { ...kept, conflicts, replaced }
  const saidAt = Math.max(kept.fact.saidAt, ...replaced.map(other => other.saidAt + 1)) // only what was said later replaces
  const fact = { ...kept.fact, saidAt, replaces: replaced.map(({ id }) => id) }
  const change = {
    ...kept.change,
    facts: [fact],
    requiredFacts: fact.replaces,
    statements: linkStatements(replaced, heard),
  }
  return { ...kept, fact, change, conflicts, replaced }
}

/** What everybody is told who is told of a fact. */
function visibleWith({ scope, guild }: Fact, { user, facts, statements }: Knowledge): Knowledge {
  const audience = audienceOfScope(scope, guild)
  const isHeard = (one: { readonly scope: Scope }) => isVisibleTo(one.scope, audience)
  return { user, facts: facts.filter(isHeard), statements: statements.filter(isHeard) }
}
