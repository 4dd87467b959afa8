import type { ShownMemory } from '../../../src/discord/commands/what-do-you-know/sections.ts'
import { type Fact, type Statement, type Summary, USER_ENTITY } from '../../../src/memory/types.ts'

const DAY = 86_400_000

/** A fact of Ada's, told so many days after the first. */
export function fact(day: number, parts: Partial<Fact> = {}): Fact {
  return {
    id: `fact-${day}`,
    text: `The user said ${day}.`,
    quote: `I said ${day}.`,
    kind: 'personal',
    subject: USER_ENTITY,
    scope: 'dm',
    saidAt: Date.UTC(2040, 0, 1) + day * DAY,
    replaces: [],
    sources: [String(1000 + day)],
    channel: '7',
    confirmations: 0,
    near: '',
    ...parts,
  }
}

export function statement(entity: string, field: string, value: string, parts: Partial<Statement> = {}): Statement {
  return { entity, field, value, scope: 'dm', saidAt: Date.UTC(2040, 0, 1), sources: ['1000'], ...parts }
}

/** What is known of Ada, seen from her DM. */
export function overviewOf(
  facts: readonly Fact[] = [],
  statements: readonly Statement[] = [],
  parts: Partial<ShownMemory> = {},
): ShownMemory {
  return {
    epoch: 'e',
    settings: { isPaused: false },
    known: { user: '1', facts, statements },
    summaries: [],
    unlearned: 0,
    evictedFacts: 0,
    conversations: [],
    rejected: [],
    ...parts,
  }
}

export function summaryOf(text: string): Summary {
  return { id: 's', text, scope: 'dm', from: 0, to: 1 }
}
