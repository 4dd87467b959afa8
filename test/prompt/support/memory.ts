import { entitiesOf } from '../../../src/memory/knowledge/entities.ts'
import { currentFacts } from '../../../src/memory/knowledge/facts.ts'
import type { Fact, Knowledge, Snapshot, Statement, Summary } from '../../../src/memory/types.ts'
import type { SelectedMemory } from '../../../src/prompt/sections/memory.ts'
import { factNotes } from '../../../src/prompt/sections/notes.ts'
import { sortByRelevance } from '../../../src/prompt/sections/people.ts'

const DAY_MS = 86_400_000

/** The n-th day of November 2026, at noon. */
export const november = (day: number) => Date.UTC(2026, 10, day, 12)

export function fact(text: string, more: Partial<Fact> = {}): Fact {
  return {
    id: text,
    text,
    quote: text.replace(/\.$/u, ''),
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
export function snapshotOf(knowing: Knowledge, more: Partial<Snapshot> = {}): Snapshot {
  return {
    epoch: 'e',
    snapshotToken: 'e:0',
    settings: { isPaused: false },
    retention: 'kept',
    isFirst: false,
    window: [],
    summaries: [],
    known: knowing,
    ...more,
  }
}

/** An entity that has a name and an attribute. */
export function person(name: string, employer = 'Acme', saidAt = november(2)): Statement[] {
  const of = { entity: name, saidAt }
  return [statement('name', name, of), statement('type', 'person', of), statement('attr:employer', employer, of)]
}

export function knowledgeOf(facts: readonly Fact[], statements: readonly Statement[] = []): Knowledge {
  return { user: '1', facts, statements }
}

export function summaryOf(text: string, day = 2, id = text): Summary {
  return { id, text, scope: 'dm', from: november(day), to: november(day) + DAY_MS }
}

/** All that is known, as a prompt takes it. */
export function selectedMemory(knowing: Knowledge, summaries: readonly Summary[] = []): SelectedMemory {
  return {
    user: entitiesOf(knowing).find(({ isUser }) => isUser),
    entities: sortByRelevance(knowing, '', []),
    notes: currentFacts(knowing).map(factNotes(knowing, 'UTC').withPast),
    summaries,
    timeZone: 'UTC',
  }
}
