import { describe, expect, test } from 'vitest'
import type { MemoryStore } from '../../src/memory/ports.ts'
import type { Trace } from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import { asked, received, type StoreLimits } from './talk.ts'

const trace: Trace = {
  facts: ['f1', 'f2'],
  segments: ['s1'],
  window: [{ turn: 'q:7', rev: 2 }],
  lookups: 1,
}

/** What a MemoryStore must do about what went into its answers. */
export function tracesContract(make: (limits?: StoreLimits) => MemoryStore): void {
  describe('what went into an answer', () => {
    async function traced(store: MemoryStore) {
      const question = asked()
      const { ground } = await received(store, question)
      const message = snowflake()
      await store.answer(question, ground, { text: 'Nice.', saidAt: 1, messages: [message] }, trace)
      return { question, ground, message }
    }

    test('can be looked up by its question', async () => {
      const store = make()
      const { question } = await traced(store)

      expect(await store.traceOf(question)).toEqual(trace)
      expect(await store.traceOf({ ...question, user: snowflake() })).toBeUndefined()
      expect(await store.traceOf({ ...question, id: snowflake() })).toBeUndefined()
    })

    test('is ids alone, whatever else the caller hangs on it', async () => {
      const store = make()
      const question = asked()
      const { ground } = await received(store, question)
      const wordy = { ...trace, words: 'I live in Lisbon.' }
      await store.answer(question, ground, { text: 'Nice.', saidAt: 1, messages: [] }, wordy)

      expect(await store.traceOf(question)).toEqual(trace)
    })

    test('gives way to what went into a newer answer, also where that is not known', async () => {
      const store = make()
      const { question, ground } = await traced(store)
      const answer = { text: 'Lovely.', saidAt: 2, messages: [snowflake()] }

      await store.answer(question, ground, answer, { ...trace, lookups: 2 })
      expect(await store.traceOf(question)).toEqual({ ...trace, lookups: 2 })

      await store.answer(question, ground, answer)
      expect(await store.traceOf(question)).toBeUndefined()
    })

    test('is not kept where the answer is not', async () => {
      const store = make()
      const question = asked()
      await received(store, question)

      await store.answer(question, 'another', { text: 'Nice.', saidAt: 1, messages: [] }, trace)

      expect(await store.traceOf(question)).toBeUndefined()
    })

    test('goes with the question, and with the answer', async () => {
      const store = make()
      const [first, second] = [await traced(store), await traced(store)]

      await store.deleteMessage(first.question.id)
      await store.deleteMessage(second.message)

      expect(await store.traceOf(first.question)).toBeUndefined()
      expect(await store.traceOf(second.question)).toBeUndefined()
    })
  })
}
