import { replacedBy } from '../facts.ts'
import { type Fact, type FactId, type FactKind, USER_ENTITY } from '../types.ts'

const DAY = 86_400_000
/** A fact counts half when it was last said so long ago. */
const HALF_LIFE = 180 * DAY

/** How long the kinds stay of use; judged, not measured. */
const WEIGHT: Readonly<Record<FactKind, number>> = {
  personal: 2,
  relationship: 2,
  preference: 1.5,
  promise: 1.5,
  decision: 1.2,
  plan: 1,
  event: 1,
  topic: 0.6,
}

/** What the user asked to be kept is worth more than what was picked up: a kind more, about; old ones still make room. */
const ASKED = 1.5

/**
 * Which facts must go first to make room: those that were replaced, then the ones of least use. Of use is what was
 * confirmed, said lately, asked to be kept, and is about the user; a plan whose day has passed is worth half. Least useful first.
 */
export function leastUseful(facts: readonly Fact[], count: number, now: number): readonly FactId[] {
  if (!(count > 0)) return []
  const past = replacedBy({ user: '', facts, statements: [] })
  const worth = new Map(facts.map(fact => [fact.id, past.has(fact.id) ? 0 : worthOf(fact, now)]))
  return facts
    .toSorted(
      (a, b) => (worth.get(a.id) ?? 0) - (worth.get(b.id) ?? 0) || a.saidAt - b.saidAt || (a.id < b.id ? -1 : 1),
    )
    .slice(0, Math.ceil(count))
    .map(({ id }) => id)
}

function worthOf(fact: Fact, now: number): number {
  const age = Math.max(0, now - (fact.confirmedAt ?? fact.saidAt))
  const lately = 0.5 ** (age / HALF_LIFE)
  const isOver =
    fact.kind === 'plan' &&
    fact.eventAt !== undefined &&
    fact.eventAt < new Date(now).toISOString().slice(0, fact.eventAt.length)
  const about = fact.subject === USER_ENTITY ? 1.5 : 1
  const wished = fact.asked === undefined ? 1 : ASKED
  return (
    WEIGHT[fact.kind] * wished * about * (1 + Math.log2(1 + fact.confirmations)) * (0.2 + lately) * (isOver ? 0.5 : 1)
  )
}
