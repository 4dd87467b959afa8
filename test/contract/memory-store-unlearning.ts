import { describe, expect, test } from 'vitest'
import type { Lesson } from '../../src/memory/ports.ts'
import type { CoveringSegment, Question } from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import { asDrawn, type BothStores, factFrom, lesson, materialOf, segmentOf, statementFrom, talk } from './lessons.ts'
import { asked, dm, received, type StoreLimits, told } from './talk.ts'

/** Three questions that were answered and learned from; folded as well, so that they have left the log. */
export async function learnedTalk(
  { store, learning }: BothStores,
  learn: (questions: readonly [Question, Question, Question]) => Partial<Lesson> = () => ({}),
  parts: Partial<Question> = {},
): Promise<{ questions: readonly [Question, Question, Question]; segment: CoveringSegment }> {
  const [first, second, third] = await talk(store, ['I live in Lisbon.', 'I like it.', 'And you?'], parts)
  if (!(first && second && third)) throw new Error('three were asked')
  const questions = [first, second, third] as const
  const material = await materialOf(learning, first)
  const segment = segmentOf(material.turns)
  const summarizedTo = segment.covers.at(-1) ?? 'q:1'
  await learning.commit(material, lesson(material, { fold: { summarizedTo, segment }, ...learn(questions) }))
  return { questions, segment }
}

/** What a MemoryStore must take out of what was learned when a message is deleted. */
export function unlearningContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('a deleted message that was learned from', () => {
    test('takes along what rests on it, alone or together with others, and leaves the rest', async () => {
      const both = make()
      const { questions } = await learnedTalk(both, ([first, second]) => ({
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

      const { known } = await received(both.store, asked({ user: first.user }))
      expect(known.facts.map(({ text }) => text)).toEqual(['on the second'])
      expect(known.statements.map(({ field }) => field)).toEqual(['alias:b'])
    })

    test('takes the segment along that covers it, and no other', async () => {
      const both = make()
      const { questions, segment } = await learnedTalk(both)
      const [first] = questions
      const later = { ...first, id: snowflake() }
      await told(both.store, later, 'Nice.')
      const material = await materialOf(both.learning, first)
      const fresh = segmentOf(material.turns.slice(-2), 'fresh')
      await both.learning.commit(
        material,
        lesson(material, { fold: { summarizedTo: `a:${later.id}`, segment: fresh } }),
      )
      expect((await received(both.store, { ...first, id: snowflake() })).summary).toEqual([segment, fresh].map(asDrawn))

      await both.store.deleteMessage(first.id)

      expect((await received(both.store, { ...first, id: snowflake() })).summary).toEqual([asDrawn(fresh)])
    })

    test('that showed an answer takes segments and words along, but no fact', async () => {
      const both = make()
      const first = asked()
      const message = await told(both.store, first, 'How nice!')
      const second = { ...first, id: snowflake() }
      await received(both.store, second)
      const material = await materialOf(both.learning, first)
      const segment = segmentOf(material.turns)
      const facts = [factFrom(second, { near: 'How nice!\n' })]
      await both.learning.commit(
        material,
        lesson(material, { facts, fold: { summarizedTo: `a:${first.id}`, segment } }),
      )

      await both.store.deleteMessage(message)

      const { known, summary } = await received(both.store, { ...first, id: snowflake() })
      expect(known.facts).toMatchObject([{ id: facts[0]?.id, near: '' }])
      expect(summary).toEqual([])
    })

    test('takes its words along from what was learned beside it', async () => {
      const both = make()
      const first = asked({ text: 'I live in Lisbon.' })
      const second = { ...first, id: snowflake(), text: 'And I like it.' }
      await received(both.store, first)
      await received(both.store, second)
      const material = await materialOf(both.learning, first)
      const facts = [factFrom(second, { near: 'I live in Lisbon.\n' })]
      await both.learning.commit(material, lesson(material, { facts }))

      await both.store.deleteMessage(first.id)

      const { known } = await received(both.store, { ...first, id: snowflake() })
      expect(known.facts).toMatchObject([{ id: facts[0]?.id, near: '' }])
    })

    test('is not learned from by a lesson that was made before', async () => {
      const both = make()
      const [first = asked(), second = asked()] = await talk(both.store, ['one', 'two'])
      const material = await materialOf(both.learning, first)
      await both.store.deleteMessage(first.id)

      const facts = [factFrom(second)]
      expect(await both.learning.commit(material, lesson(material, { facts }))).toBe('moved')
    })

    test('may be told twice, and takes nothing of another user', async () => {
      const both = make()
      const { questions } = await learnedTalk(both, ([first]) => ({ facts: [factFrom(first)] }))
      const { questions: others } = await learnedTalk(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions
      await both.store.deleteMessage(first.id)

      expect(await both.store.deleteMessage(first.id)).toBeUndefined()

      expect((await received(both.store, asked({ user: others[0].user }))).known.facts).toHaveLength(1)
    })

    test('is not learned anew after an edit before', async () => {
      const both = make()
      const { questions } = await learnedTalk(both)
      const [first] = questions
      await both.store.revise(first, dm, 'I live in Oslo.')

      await both.store.deleteMessage(first.id)

      expect(await materialOf(both.learning, first)).toMatchObject({ relearn: [], turns: [] })
    })
  })
}
