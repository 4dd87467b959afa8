import { describe, expect, test } from 'vitest'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { Trace } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { questionOf, receiveQuestion, type StoreLimits } from '../support/conversations.ts'

const trace: Trace = {
  facts: ['f1', 'f2'],
  segments: ['s1'],
  window: [{ turn: 'q:7', rev: 2 }],
  lookups: 1,
}

/** What a MemoryStore must do about what went into its answers. */
export function tracesContract(make: (limits?: StoreLimits) => ConversationStore): void {
  describe('what went into an answer', () => {
    async function traced(store: ConversationStore) {
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      const message = snowflake()
      await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [message] }, trace)
      return { question, ground: snapshotToken, message }
    }

    test('can be looked up by its question', async () => {
      const store = make()
      const { question } = await traced(store)

      expect(await store.readTrace(question)).toEqual(trace)
      expect(await store.readTrace({ ...question, user: snowflake() })).toBeUndefined()
      expect(await store.readTrace({ ...question, id: snowflake() })).toBeUndefined()
    })

    test('is ids alone, whatever else the caller hangs on it', async () => {
      const store = make()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      const wordy = { ...trace, words: 'I live in Lisbon.' }
      await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] }, wordy)

      expect(await store.readTrace(question)).toEqual(trace)
    })

    test('gives way to what went into a newer answer, also where that is not known', async () => {
      const store = make()
      const { question, ground } = await traced(store)
      const answer = { text: 'Lovely.', saidAt: 2, messages: [snowflake()] }

      await store.keepAnswer(question, ground, answer, { ...trace, lookups: 2 })
      expect(await store.readTrace(question)).toEqual({ ...trace, lookups: 2 })

      await store.keepAnswer(question, ground, answer)
      expect(await store.readTrace(question)).toBeUndefined()
    })

    test('is not kept where the answer is not', async () => {
      const store = make()
      const question = questionOf()
      await receiveQuestion(store, question)

      await store.keepAnswer(question, 'another', { text: 'Nice.', saidAt: 1, messages: [] }, trace)

      expect(await store.readTrace(question)).toBeUndefined()
    })

    test('goes with the question, and with the answer', async () => {
      const store = make()
      const [first, second] = [await traced(store), await traced(store)]

      await store.deleteMessage(first.question.id)
      await store.deleteMessage(second.message)

      expect(await store.readTrace(first.question)).toBeUndefined()
      expect(await store.readTrace(second.question)).toBeUndefined()
    })
  })
}
