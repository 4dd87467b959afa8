import type { Forgetting, Holdings } from '../own-memory.ts'

/**
 * What is held after a forgetting, as if nothing had been taken of what was known before it: so that what was said
 * meanwhile can be searched for what went.
 */
export function asIfKnown(before: Holdings, after: Holdings): Holdings {
  const { facts, statements } = after.known
  const still = new Map(facts.map(fact => [fact.id, fact]))
  const were = new Set(before.known.facts.map(({ id }) => id))
  const named = (said: (typeof statements)[number]) => `${said.entity} ${said.scope} ${said.field}`
  const told = new Map(statements.map(said => [named(said), said]))
  const wereTold = new Set(before.known.statements.map(named))
  return {
    ...after,
    known: {
      ...after.known,
      facts: [
        ...before.known.facts.map(fact => still.get(fact.id) ?? fact),
        ...facts.filter(({ id }) => !were.has(id)),
      ],
      statements: [
        ...before.known.statements.map(said => told.get(named(said)) ?? said),
        ...statements.filter(said => !wereTold.has(named(said))),
      ],
    },
    places: new Map([...before.places, ...after.places]),
  }
}

/** What tells of what goes, and was not among what went: turns and summaries, and quotes and words around facts that stay. */
export function toldMeanwhile(forgetting: Forgetting, gone: Forgetting): Forgetting {
  const turns = new Set(gone.turns.map(({ channel, turn }) => `${channel} ${turn}`))
  const segments = new Set(gone.segments.map(({ channel, id }) => `${channel} ${id}`))
  return {
    facts: [],
    statements: [],
    unquoted: forgetting.unquoted.filter(id => !gone.unquoted.includes(id)),
    withoutNear: forgetting.withoutNear.filter(id => !gone.withoutNear.includes(id)),
    turns: forgetting.turns.filter(({ channel, turn }) => !turns.has(`${channel} ${turn}`)),
    segments: forgetting.segments.filter(({ channel, id }) => !segments.has(`${channel} ${id}`)),
    conversations: [],
  }
}
