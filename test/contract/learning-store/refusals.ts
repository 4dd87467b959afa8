import { describe, expect, test } from 'vitest'
import type { LearningInput, LearningStore, MemoryUpdate } from '../../../src/memory/ports/learning-store.ts'
import type { CoveringSummary, Question } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../support/conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  memoryUpdate,
  memoryUpdateOfWindow,
  newId,
  statementFrom,
  summaryOf,
  talk,
} from '../support/memory-updates.ts'

/** What a commit refuses, and that it then keeps nothing at all. */
export function refusalContract(make: () => BothStores): void {
  interface Scene extends BothStores {
    readonly first: Question
    readonly second: Question
    readonly known: { readonly id: string }
    readonly segments: readonly [CoveringSummary, CoveringSummary]
    readonly material: LearningInput
  }

  /** Two questions with their answers, folded into two segments; one fact is known; nothing is learned yet. */
  async function scene(): Promise<Scene> {
    const { store, learning } = make()
    const [first = questionOf(), second = questionOf()] = await talk(store, ['I live in Lisbon.', 'I like it.'])
    const known = factFrom(first)
    const begin = await learningInputOf(learning, first)
    const summaries = [summaryOf(begin.turns.slice(0, 2), 'one'), summaryOf(begin.turns.slice(2), 'two')] as const
    const early = { summarizedTo: `a:${first.id}`, segment: summaries[0] } as const
    await learning.commit(begin, memoryUpdateOfWindow(begin, { facts: [known], summary: early }))
    const next = await learningInputOf(learning, first)
    const late = { summarizedTo: `a:${second.id}`, segment: summaries[1] } as const
    await learning.commit(next, memoryUpdateOfWindow(next, { summary: late }))
    return {
      store,
      learning,
      first,
      second,
      known,
      segments: summaries,
      material: await learningInputOf(learning, first),
    }
  }

  /** A lesson that would do a bit of everything. */
  function everything({ first, second, known, segments, material }: Scene): MemoryUpdate {
    return memoryUpdate(material, {
      facts: [factFrom(second, { replaces: [known.id] })],
      confirmed: [{ fact: known.id, saidAt: 9 }],
      statements: [statementFrom(second)],
      setAside: [{ turn: `q:${first.id}`, reason: 'malformed' }],
      summary: {
        summarizedTo: `a:${second.id}`,
        merged: { from: [segments[0].id, segments[1].id], segment: { ...segments[0], id: newId(), text: 'both' } },
      },
    })
  }

  async function state(learning: LearningStore, question: Question): Promise<unknown> {
    const input = await learningInputOf(learning, question)
    return { ...input, knowledgeFor: input.knowledgeFor(dm), backlog: await learning.readBacklog(question.user) }
  }

  const changes: Record<string, (scene: Scene) => Promise<unknown>> = {
    'a shown question was edited': ({ store, first }) => store.editQuestion(first, dm, 'I live in Porto.'),
    'a shown question was deleted': ({ store, second }) => store.deleteMessage(second.id),
    'an answer that was shown was deleted': ({ store, material }) => {
      const answer = material.turns.find(turn => turn.role === 'assistant')
      return store.deleteMessage(answer?.role === 'assistant' ? (answer.messages[0] ?? '') : '')
    },
    'another learner got on': ({ learning, material }) => learning.commit(material, memoryUpdate(material)),
    'another learner folded': ({ learning, material, first }) =>
      learning.commit(material, memoryUpdateOfWindow(material, { summary: { summarizedTo: `q:${first.id}` } })),
    'something else was learned of the user elsewhere': async ({ store, learning, first }) => {
      const [elsewhere = questionOf()] = await talk(store, ['I have a dog.'], { user: first.user })
      const input = await learningInputOf(learning, elsewhere)
      return learning.commit(input, memoryUpdate(input, { facts: [factFrom(elsewhere)] }))
    },
    'the fact it replaces had to make room': ({ learning, material, known }) =>
      learning.commit(material, memoryUpdateOfWindow(material, { evictedFacts: [known.id] })),
    'a turn came in behind another': async ({ store, first, second }) => {
      const between = (BigInt(first.id) + BigInt(second.id)) / 2n
      return receiveQuestion(store, { ...first, id: String(between), text: 'I said this in between.' })
    },
  }

  describe('a lesson is refused, and nothing of it kept, when', () => {
    test.each(Object.entries(changes))('%s', async (_, change) => {
      const found = await scene()
      const wanted = everything(found)
      await change(found)
      const before = await state(found.learning, found.first)

      expect(await found.learning.commit(found.material, wanted)).toBe('moved')

      expect(await state(found.learning, found.first)).toEqual(before)
    })

    test('it is under another epoch', async () => {
      const found = await scene()
      const before = await state(found.learning, found.first)

      expect(await found.learning.commit({ ...found.material, epoch: 'another' }, everything(found))).toBe('moved')
      expect(await state(found.learning, found.first)).toEqual(before)
    })

    test('its conversation is gone', async () => {
      const found = await scene()
      const elsewhere = { user: found.first.user, channel: snowflake() }

      expect(await found.learning.commit({ ...found.material, ...elsewhere }, everything(found))).toBe('moved')
      expect(await found.learning.readInput(elsewhere)).toBeUndefined()
    })

    test.each(['confirms', 'replaces'])('a fact it %s is not there', async how => {
      const { learning, first, second, material } = await scene()
      const gone = newId()

      const wanted = memoryUpdate(material, {
        facts: [factFrom(second, { replaces: how === 'replaces' ? [gone] : [] })],
        confirmed: how === 'confirms' ? [{ fact: gone, saidAt: 9 }] : [],
      })

      expect(await learning.commit(material, wanted)).toBe('moved')
      expect((await learningInputOf(learning, first)).knowledgeFor(dm).facts).toHaveLength(1)
    })

    test('a segment it merges is not there', async () => {
      const { learning, first, segments, material } = await scene()
      const merged = { from: [segments[0].id, newId()] as const, segment: { ...segments[0], id: newId() } }

      const wanted = memoryUpdate(material, { summary: { summarizedTo: `q:${first.id}`, merged } })

      expect(await learning.commit(material, wanted)).toBe('moved')
      expect((await learningInputOf(learning, first)).summaries).toEqual(segments)
    })

    test('a segment that it was shown was taken along by a deletion, although it merged nothing', async () => {
      const { store, learning, second, segments, material } = await scene()
      const wanted = memoryUpdateOfWindow(material, { shownTurns: [], shownSummaries: segments.map(({ id }) => id) })
      await store.deleteMessage(second.id)

      expect(await learning.commit(material, wanted)).toBe('moved')
      expect(await learning.commit(material, { ...wanted, shownSummaries: [segments[0].id] })).toBe('kept')
    })

    test('a turn that its segment covers is not there', async () => {
      const { learning, first, segments, material } = await scene()
      const summary = { ...segments[0], id: newId(), covers: [`q:${snowflake()}` as const] }

      const wanted = memoryUpdate(material, { summary: { summarizedTo: `q:${first.id}`, segment: summary } })

      expect(await learning.commit(material, wanted)).toBe('moved')
    })
  })

  describe('a lesson of turns that nothing is known of yet is refused when', () => {
    async function fresh() {
      const { store, learning } = make()
      const [first = questionOf(), second = questionOf()] = await talk(store, ['I live in Lisbon.', 'I like it.'])
      return { store, learning, first, second, material: await learningInputOf(learning, first) }
    }

    test('another learner passed them and found nothing', async () => {
      const { learning, second, material } = await fresh()
      await learning.commit(material, memoryUpdate(material))

      expect(await learning.commit(material, memoryUpdate(material, { facts: [factFrom(second)] }))).toBe('moved')
    })

    test('an answer it was shown belongs to words that were edited, though it was not shown those', async () => {
      const { store, learning, first, second, material } = await fresh()
      const wanted = memoryUpdate(material, { facts: [factFrom(second)] })
      await store.editQuestion(first, dm, 'I live in Porto.')

      expect(await learning.commit(material, { ...wanted, shownTurns: wanted.shownTurns.slice(1) })).toBe('moved')
    })

    test('its segment would pass a turn that came in behind another', async () => {
      const { store, learning, first, second, material } = await fresh()
      const between = (BigInt(first.id) + BigInt(second.id)) / 2n
      await receiveQuestion(store, { ...first, id: String(between), text: 'I said this in between.' })
      const fold = { summarizedTo: `q:${second.id}` as const, segment: summaryOf(material.turns.slice(0, 3)) }

      expect(await learning.commit(material, memoryUpdateOfWindow(material, { summary: fold }))).toBe('moved')
    })
  })

  describe('a lesson is kept all the same when', () => {
    test('somebody went on talking', async () => {
      const found = await scene()
      await receiveAndAnswer(found.store, { ...found.first, id: snowflake(), text: 'And the sea!' }, 'Yes.')

      expect(await found.learning.commit(found.material, everything(found))).toBe('kept')
    })

    test('it was only not shown a turn that it passes', async () => {
      const { learning, material } = await scene()
      const wanted = memoryUpdate(material)

      expect(await learning.commit(material, { ...wanted, shownTurns: wanted.shownTurns.slice(1) })).toBe('kept')
    })
  })
}
