import type { FactIndex } from '../../../src/memory/ports/fact-index.ts'
import type { NewFact } from '../../../src/memory/ports/learning-store.ts'
import type { DeletionPlan, UserMemoryStore } from '../../../src/memory/ports/user-memory-store.ts'
import type { Fact, Question, Statement } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { dm, questionOf, receiveQuestion } from './conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  memoryUpdate,
  memoryUpdateOfWindow,
  statementFrom,
  summaryOf,
} from './memory-updates.ts'

/** All sides of one memory. */
export type WholeMemory = BothStores & { readonly own: UserMemoryStore; readonly index: FactIndex }

/** A wish for nothing, unless the test says otherwise. */
export function deletionPlanOf(parts: Partial<DeletionPlan> = {}): DeletionPlan {
  return {
    facts: [],
    statements: [],
    unquoted: [],
    withoutNear: [],
    turns: [],
    segments: [],
    conversations: [],
    ...parts,
  }
}

/** A conversation of three questions of which much is known. */
export interface SeededConversation {
  readonly questions: readonly [Question, Question, Question]
  /** The messages that show their answers. */
  readonly answers: readonly [string, string, string]
  /** What the first and the second question said; the second has the words of the first around it. */
  readonly facts: readonly [Fact, Fact]
  /** Of the user and of their cat, by the first question. */
  readonly statements: readonly [Statement, Statement]
  /** Of the first question and its answer. */
  readonly segment: string
}

/**
 * Tells of a thing in every way there is: questions, answers, facts with their neighbourhood, statements, a summary, traces.
 * The first question has left the log if it `isPassed`.
 */
export async function seedConversation(
  { store, learning }: BothStores,
  thing: string,
  { isPassed = false, ...parts }: Partial<Question> & { readonly isPassed?: boolean } = {},
): Promise<SeededConversation> {
  const first = questionOf({ ...parts, text: `I love ${thing}, you know.` })
  const questions = [
    first,
    ...['And so on.', 'Last words.'].map((text, i) => ({
      ...first,
      id: snowflake(),
      text,
      saidAt: first.saidAt + 1 + i,
    })),
  ] as const
  const answers: string[] = []
  for (const question of questions) {
    const { snapshotToken } = await receiveQuestion(store, question)
    answers.push(snowflake())
    const said = question === first ? `I like ${thing} as well.` : 'I see.'
    const answer = { text: said, saidAt: Date.now(), messages: answers.slice(-1) }
    const trace = { facts: ['some'], segments: [], window: [], lookups: 0 }
    await store.keepAnswer(question, snapshotToken, answer, trace)
  }
  const input = await learningInputOf(learning, first)
  const second = questions[1] ?? first
  const near = `I like ${thing} as well.\n`
  const facts: [NewFact, NewFact] = [
    factFrom(first, { text: `The user loves ${thing}.`, facet: 'love', eventAt: '2024', dateWords: `since ${thing}` }),
    factFrom(second, { text: 'The user goes on.', near, embedding: Float32Array.of(1, 0) }),
  ]
  const statements: [Statement, Statement] = [
    statementFrom(first, { field: 'attr:love', value: thing }),
    statementFrom(first, { entity: 'cat', field: 'name', value: thing }),
  ]
  const summary = summaryOf(input.turns.slice(0, 2), `They talked about ${thing}.`)
  const fold = { summarizedTo: `a:${first.id}` as const, segment: summary }
  const kept = await learning.commit(
    input,
    (isPassed ? memoryUpdate : memoryUpdateOfWindow)(input, {
      ...{ facts, statements, summary: fold, setAside: [{ turn: `q:${second.id}`, reason: 'code' }] },
      ...(isPassed ? { learnedTo: `a:${second.id}` } : {}),
    }),
  )
  if (kept !== 'kept') throw new Error('the lesson was not kept')
  const known = (await learningInputOf(learning, first)).knowledgeFor(dm)
  const named = facts.map(({ id }) => known.facts.find(fact => fact.id === id)) as [Fact, Fact]
  return { questions: questions as never, answers: answers as never, facts: named, statements, segment: summary.id }
}
