import { entitiesOf } from '../../src/memory/entities.ts'
import { currentFacts } from '../../src/memory/facts.ts'
import type { Fact, Known, Segment, Snapshot, Statement } from '../../src/memory/types.ts'
import { noteBook } from '../../src/prompt/notes.ts'
import { byRelevance } from '../../src/prompt/people.ts'
import type { Remembered } from '../../src/prompt/remembered.ts'

const DAY_MS = 86_400_000

/** The n-th day of November 2026, at noon. */
export const november = (day: number) => Date.UTC(2026, 10, day, 12)

export function fact(text: string, more: Partial<Fact> = {}): Fact {
  return {
    id: text,
    text,
    quote: text,
    kind: 'personal',
    subject: 'user',
    scope: 'dm',
    saidAt: november(2),
    replaces: [],
    sources: ['1'],
    channel: '1',
    confirmations: 0,
    near: '',
    ...more,
  }
}

export function statement(field: string, value: string, more: Partial<Statement> = {}): Statement {
  return { entity: 'user', field, value, scope: 'dm', saidAt: november(2), sources: ['1'], ...more }
}

/** What a reply may draw on. */
export function snapshotOf(knowing: Known, more: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: 'e',
    ground: 'e:0',
    settings: { isPaused: false },
    keeping: 'kept',
    isFirst: false,
    window: [],
    summary: [],
    known: knowing,
    ...more,
  }
}

/** An entity that has a name and an attribute. */
export function person(name: string, employer = 'Acme', saidAt = november(2)): Statement[] {
  const of = { entity: name, saidAt }
  return [statement('name', name, of), statement('type', 'person', of), statement('attr:employer', employer, of)]
}

export function known(facts: readonly Fact[], statements: readonly Statement[] = []): Known {
  return { user: '1', facts, statements }
}

export function segment(text: string, day = 2, id = text): Segment {
  return { id, text, scope: 'dm', from: november(day), to: november(day) + DAY_MS }
}

/** All that is known, as a prompt takes it. */
export function remembered(knowing: Known, summary: readonly Segment[] = []): Remembered {
  return {
    user: entitiesOf(knowing).find(({ isUser }) => isUser),
    entities: byRelevance(knowing, '', []),
    notes: currentFacts(knowing).map(noteBook(knowing, 'UTC').withPast),
    summary,
    timeZone: 'UTC',
  }
}
