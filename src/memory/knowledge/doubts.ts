import { memoizeByObject } from '../memoize.ts'
import { type Fact, type FactId, type FactStatus, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { isUnsure } from './certainty.ts'
import { replacementsOf } from './facts.ts'

/**
 * A doubt is a statement of its own: that something was said which may have made a fact untrue, and when. So it has the
 * scope of what was said, whoever may be told the fact itself, and goes with the message that it rests on.
 */
const FIELD = 'doubt:'

/** Whether a statement says nothing of an entity, but that a fact is in doubt. */
export function isDoubt({ field }: Pick<Statement, 'field'>): boolean {
  return field.startsWith(FIELD)
}

/** That a fact may be no longer true, by something that was said and is not kept itself. */
export function createDoubt(
  fact: Pick<Fact, 'id'>,
  { scope, saidAt, sources }: Pick<Statement, 'scope' | 'saidAt' | 'sources'>,
): Statement {
  return { entity: USER_ENTITY, field: `${FIELD}${fact.id}`, value: '', scope, saidAt, sources, fact: fact.id }
}

/**
 * The current facts that are perhaps no longer true, as far as an audience knows, and since when: what was said against
 * them is in doubt itself, or was not kept. What was said again since is in doubt no more.
 */
export const doubtedFacts = memoizeByObject((known: Knowledge): ReadonlyMap<FactId, number> => {
  const byId = new Map(known.facts.map(fact => [fact.id, fact]))
  const past = replacementsOf(known)
  const doubts = new Map<FactId, number>()
  for (const statement of known.statements) {
    if (isDoubt(statement) && statement.fact !== undefined) add(statement.fact, statement.saidAt)
  }
  for (const fact of known.facts) {
    if (isUnsure(fact) && !past.has(fact.id)) for (const id of fact.replaces) add(id, fact.saidAt)
  }
  return doubts

  function add(id: FactId, saidAt: number): void {
    const fact = byId.get(id)
    if (fact === undefined || past.has(id) || (fact.confirmedAt ?? fact.saidAt) >= saidAt) return
    doubts.set(id, Math.max(doubts.get(id) ?? 0, saidAt))
  }
})

/** What is to be told beside a fact: whether it holds, and whether that is sure. */
export type FactStanding = FactStatus | 'unsure' | 'doubted'

/** How a fact stands that was not replaced; nothing where it holds, and nothing speaks against it. */
export function standingOf(fact: Fact, known: Knowledge): readonly FactStanding[] {
  const status = fact.status === undefined ? [] : [fact.status]
  if (isUnsure(fact)) return [...status, 'unsure']
  return doubtedFacts(known).has(fact.id) ? [...status, 'doubted'] : status
}
