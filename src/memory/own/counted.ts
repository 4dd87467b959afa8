import type { Forgotten } from '../own-memory.ts'

/** What forgetting has counted at the beginning. */
export const nothing: Forgotten = {
  ...{ facts: 0, entities: 0, statements: 0, turns: 0, segments: 0, traces: 0, conversations: 0 },
}

/** What two of its steps have counted. */
export function sum(a: Forgotten, b: Forgotten): Forgotten {
  return {
    facts: a.facts + b.facts,
    entities: a.entities + b.entities,
    statements: a.statements + b.statements,
    turns: a.turns + b.turns,
    segments: a.segments + b.segments,
    traces: a.traces + b.traces,
    conversations: a.conversations + b.conversations,
  }
}
