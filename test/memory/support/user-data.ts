import type { Overview, StoredConversation, UserData } from '../../../src/memory/ports/user-memory-store.ts'
import type { Scope } from '../../../src/memory/scope.ts'
import type { CoveringSummary, Fact, Knowledge, Statement, Trace, Turn } from '../../../src/memory/types.ts'
import { MONDAY } from './knowledge.ts'

const MINUTE = 60_000

/** A conversation of questions and answers, a minute apart; the ids of the questions as given. */
export function conversationOf(
  channel: string,
  exchanges: Readonly<Record<string, readonly [question: string, answer?: string]>>,
  more: Partial<StoredConversation> = {},
): StoredConversation {
  const scope: Scope = more.scope ?? 'dm'
  const turns = Object.entries(exchanges).flatMap(([id, [question, answer]], at): readonly Turn[] => {
    const saidAt = MONDAY + at * MINUTE
    const asked: Turn = { role: 'user', id, text: question, saidAt, scope, rev: 0 }
    if (answer === undefined) return [asked]
    return [asked, { role: 'assistant', id, text: answer, saidAt: saidAt + 5000, scope, messages: [`${id}9`] }]
  })
  return { channel, scope, lastUsedAt: MONDAY, turns, segments: [], ...more }
}

export function summaryOf(id: string, text: string, covers: CoveringSummary['covers'] = []): CoveringSummary {
  return { id, text, scope: 'dm', from: MONDAY, to: MONDAY, covers }
}

export function statementOf(entity: string, field: string, value: string, more: Partial<Statement> = {}): Statement {
  return { entity, field, value, scope: 'dm', saidAt: MONDAY, sources: ['42'], ...more }
}

export function userDataOf(
  facts: readonly Fact[],
  { statements = [], conversations = [], traces = {}, places = {}, contexts = {} }: Partial<Held> = {},
): UserData {
  const known: Knowledge = { user: '1', facts, statements }
  const drawn = Object.entries(traces).map(([id, ids]): [string, Trace] => [
    id,
    { facts: ids, segments: [], window: [], lookups: 0 },
  ])
  return {
    ...{ user: '1', epoch: 'e', settings: { isPaused: false }, known, conversations },
    ...{ traces: new Map(drawn), messageChannels: new Map(Object.entries(places)) },
    contextMessages: new Map(Object.entries(contexts)),
  }
}

interface Held {
  readonly statements: readonly Statement[]
  readonly conversations: readonly StoredConversation[]
  /** The facts that went into the answer to a question. */
  readonly traces: Readonly<Record<string, readonly string[]>>
  readonly places: Readonly<Record<string, string>>
  /** The messages whose words stand around a fact. */
  readonly contexts: Readonly<Record<string, readonly string[]>>
}

export function overviewOf(facts: readonly Fact[], statements: readonly Statement[] = []): Overview {
  const known = { user: '1', facts, statements }
  return {
    epoch: 'e',
    settings: { isPaused: false },
    known,
    summaries: [],
    unlearned: 0,
    evictedFacts: 0,
    conversations: [],
  }
}
