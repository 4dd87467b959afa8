import { describe, expect, test } from 'vitest'
import { snowflake } from '../../redis/support/fixtures.ts'
import { questionOf, receiveAndAnswer, receiveQuestion, type StoreLimits } from '../support/conversations.ts'
import { type BothStores, learningInputOf, makeDue, memoryUpdate, talk } from '../support/memory-updates.ts'

/** When a MemoryStore must make its users due for the learner. */
export function dueContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('the learner', () => {
    test('waits a while for more, and learns what nobody followed up', async () => {
      const { store, learning } = make()
      await receiveQuestion(store, questionOf())

      expect(await learning.countWaitingUsers()).toBe(1)
      expect(await learning.listDue(10)).toEqual([])

      const hurried = make({ learnDelayMs: 0 })
      const question = questionOf()
      await receiveQuestion(hurried.store, question)
      expect(await hurried.learning.listDue(10)).toEqual([question.user])
    })

    test('is due at once when enough of the user’s turns wait', async () => {
      const { store, learning } = make({ learnBatch: 3 })
      const [first = questionOf()] = await talk(store, ['one', 'two'])
      expect(await learning.listDue(10)).toEqual([])

      await receiveQuestion(store, { ...first, id: snowflake() })

      expect(await learning.listDue(10)).toEqual([first.user])
    })

    test('is not due for turns that it has learned', async () => {
      const { store, learning } = make({ learnBatch: 3 })
      const [first = questionOf()] = await talk(store, ['one', 'two', 'three'])
      const input = await learningInputOf(learning, first)
      await learning.commit(input, memoryUpdate(input))
      await learning.setNextDue(await learning.readBacklog(first.user), undefined)

      await receiveQuestion(store, { ...first, id: snowflake() })

      expect(await learning.listDue(10)).toEqual([])
      expect(await learning.countWaitingUsers()).toBe(1)
    })

    test('is due at once when the turns that no segment covers outgrow the window', async () => {
      const { store, learning } = make({ windowMessages: 4 })
      const [first = questionOf()] = await talk(store, ['one', 'two'])
      expect(await learning.listDue(10)).toEqual([])

      await receiveQuestion(store, { ...first, id: snowflake() })

      expect(await learning.listDue(10)).toEqual([first.user])
    })

    test('is due at once when the user speaks in another conversation', async () => {
      const { store, learning } = make()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'Nice.')
      await receiveQuestion(store, { ...question, id: snowflake() })
      expect(await learning.listDue(10)).toEqual([])

      await receiveQuestion(store, questionOf({ user: question.user }))

      expect(await learning.listDue(10)).toEqual([question.user])
    })

    test('waits for what follows an answer as well', async () => {
      const { store, learning } = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      await learning.setNextDue(await learning.readBacklog(question.user), undefined)

      await store.keepAnswer(question, '', { text: 'Nice.', saidAt: 1, messages: [] })

      expect(await learning.countWaitingUsers()).toBe(1)
      expect(await learning.listDue(10)).toEqual([])
    })

    test('that is due is not put off by what is said meanwhile', async () => {
      const { store, learning } = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      await makeDue(learning, question.user)

      await store.keepAnswer(question, '', { text: 'Nice.', saidAt: 1, messages: [] })
      await receiveQuestion(store, { ...question, id: snowflake() })

      expect(await learning.listDue(10)).toEqual([question.user])
    })
  })
}
