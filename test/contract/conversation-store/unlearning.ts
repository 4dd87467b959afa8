import { describe, expect, test } from 'vitest'
import type { MemoryUpdate } from '../../../src/memory/ports/learning-store.ts'
import type { CoveringSummary, Question } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, type StoreLimits } from '../support/conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  memoryUpdate,
  statementFrom,
  summaryOf,
  talk,
  withoutCoverage,
} from '../support/memory-updates.ts'

/** Three questions that were answered and learned from; folded as well, so that they have left the log. */
export async function seedLearnedConversation(
  { store, learning }: BothStores,
  learn: (questions: readonly [Question, Question, Question]) => Partial<MemoryUpdate> = () => ({}),
  parts: Partial<Question> = {},
): Promise<{ questions: readonly [Question, Question, Question]; segment: CoveringSummary }> {
  const [first, second, third] = await talk(store, ['I live in Lisbon.', 'I like it.', 'And you?'], parts)
  if (!(first && second && third)) throw new Error('three were asked')
  const questions = [first, second, third] as const
  const input = await learningInputOf(learning, first)
  const summary = summaryOf(input.turns)
  const summarizedTo = summary.covers.at(-1) ?? 'q:1'
  await learning.commit(
    input,
    memoryUpdate(input, { summary: { summarizedTo, segment: summary }, ...learn(questions) }),
  )
  return { questions, segment: summary }
}

/** What a MemoryStore must take out of what was learned when a message is deleted. */
export function unlearningContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('a deleted message that was learned from', () => {
    test('takes along what rests on it, alone or together with others, and leaves the rest', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both, ([first, second]) => ({
        facts: [
          factFrom(first, { text: 'on the first' }),
          factFrom(second, { text: 'on both', sources: [second.id, first.id] }),
          factFrom(second, { text: 'on the second' }),
        ],
        statements: [
          statementFrom(first, { field: 'name' }),
          statementFrom(second, { field: 'alias:a:dm', sources: [second.id, first.id] }),
          statementFrom(first, { entity: 'sarah', field: 'name' }),
          statementFrom(second, { field: 'alias:b' }),
        ],
      }))
      const [first] = questions

      expect(await both.store.deleteMessage(first.id)).toMatchObject({ question: { id: first.id }, facts: 2 })

      const { known } = await receiveQuestion(both.store, questionOf({ user: first.user }))
      expect(known.facts.map(({ text }) => text)).toEqual(['on the second'])
      expect(known.statements.map(({ field }) => field)).toEqual(['alias:b'])
    })

    test('takes the segment along that covers it, and no other', async () => {
      const both = make()
      const { questions, segment } = await seedLearnedConversation(both)
      const [first] = questions
      const later = { ...first, id: snowflake() }
      await receiveAndAnswer(both.store, later, 'Nice.')
      const input = await learningInputOf(both.learning, first)
      const fresh = summaryOf(input.turns.slice(-2), 'fresh')
      await both.learning.commit(
        input,
        memoryUpdate(input, { summary: { summarizedTo: `a:${later.id}`, segment: fresh } }),
      )
      expect((await receiveQuestion(both.store, { ...first, id: snowflake() })).summaries).toEqual(
        [segment, fresh].map(withoutCoverage),
      )

      await both.store.deleteMessage(first.id)

      expect((await receiveQuestion(both.store, { ...first, id: snowflake() })).summaries).toEqual([
        withoutCoverage(fresh),
      ])
    })

    test('that showed an answer takes segments and words along, but no fact', async () => {
      const both = make()
      const first = questionOf()
      const message = await receiveAndAnswer(both.store, first, 'How nice!')
      const second = { ...first, id: snowflake() }
      await receiveQuestion(both.store, second)
      const input = await learningInputOf(both.learning, first)
      const summary = summaryOf(input.turns)
      const facts = [factFrom(second, { near: 'How nice!\n' })]
      await both.learning.commit(
        input,
        memoryUpdate(input, { facts, summary: { summarizedTo: `a:${first.id}`, segment: summary } }),
      )

      await both.store.deleteMessage(message)

      const { known, summaries } = await receiveQuestion(both.store, { ...first, id: snowflake() })
      expect(known.facts).toMatchObject([{ id: facts[0]?.id, near: '' }])
      expect(summaries).toEqual([])
    })

    test('takes its words along from what was learned beside it', async () => {
      const both = make()
      const first = questionOf({ text: 'I live in Lisbon.' })
      const second = { ...first, id: snowflake(), text: 'And I like it.' }
      await receiveQuestion(both.store, first)
      await receiveQuestion(both.store, second)
      const input = await learningInputOf(both.learning, first)
      const facts = [factFrom(second, { near: 'I live in Lisbon.\n' })]
      await both.learning.commit(input, memoryUpdate(input, { facts }))

      await both.store.deleteMessage(first.id)

      const { known } = await receiveQuestion(both.store, { ...first, id: snowflake() })
      expect(known.facts).toMatchObject([{ id: facts[0]?.id, near: '' }])
    })

    test('is not learned from by a lesson that was made before', async () => {
      const both = make()
      const [first = questionOf(), second = questionOf()] = await talk(both.store, ['one', 'two'])
      const input = await learningInputOf(both.learning, first)
      await both.store.deleteMessage(first.id)

      const facts = [factFrom(second)]
      expect(await both.learning.commit(input, memoryUpdate(input, { facts }))).toBe('moved')
    })

    test('may be told twice, and takes nothing of another user', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both, ([first]) => ({ facts: [factFrom(first)] }))
      const { questions: others } = await seedLearnedConversation(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions
      await both.store.deleteMessage(first.id)

      expect(await both.store.deleteMessage(first.id)).toBeUndefined()

      expect((await receiveQuestion(both.store, questionOf({ user: others[0].user }))).known.facts).toHaveLength(1)
    })

    test('is not learned anew after an edit before', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both)
      const [first] = questions
      await both.store.editQuestion(first, dm, 'I live in Oslo.')

      await both.store.deleteMessage(first.id)

      expect(await learningInputOf(both.learning, first)).toMatchObject({ relearn: [], turns: [] })
    })
  })
}
