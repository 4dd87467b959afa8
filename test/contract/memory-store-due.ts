import { describe, expect, test } from 'vitest'
import { snowflake } from '../redis/fixtures.ts'
import { type BothStores, lesson, materialOf, talk } from './lessons.ts'
import { asked, received, type StoreLimits, told } from './talk.ts'

/** When a MemoryStore must make its users due for the learner. */
export function dueContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('the learner', () => {
    test('waits a while for more, and learns what nobody followed up', async () => {
      const { store, learning } = make()
      await received(store, asked())

      expect(await learning.waiting()).toBe(1)
      expect(await learning.due(10)).toEqual([])

      const hurried = make({ learnDelayMs: 0 })
      const question = asked()
      await received(hurried.store, question)
      expect(await hurried.learning.due(10)).toEqual([question.user])
    })

    test('is due at once when enough of the user’s turns wait', async () => {
      const { store, learning } = make({ learnBatch: 3 })
      const [first = asked()] = await talk(store, ['one', 'two'])
      expect(await learning.due(10)).toEqual([])

      await received(store, { ...first, id: snowflake() })

      expect(await learning.due(10)).toEqual([first.user])
    })

    test('is not due for turns that it has learned', async () => {
      const { store, learning } = make({ learnBatch: 3 })
      const [first = asked()] = await talk(store, ['one', 'two', 'three'])
      const material = await materialOf(learning, first)
      await learning.commit(material, lesson(material))
      await learning.settle(await learning.backlog(first.user), undefined)

      await received(store, { ...first, id: snowflake() })

      expect(await learning.due(10)).toEqual([])
      expect(await learning.waiting()).toBe(1)
    })

    test('is due at once when the turns that no segment covers outgrow the window', async () => {
      const { store, learning } = make({ windowMessages: 4 })
      const [first = asked()] = await talk(store, ['one', 'two'])
      expect(await learning.due(10)).toEqual([])

      await received(store, { ...first, id: snowflake() })

      expect(await learning.due(10)).toEqual([first.user])
    })

    test('is due at once when the user speaks in another conversation', async () => {
      const { store, learning } = make()
      const question = asked()
      await told(store, question, 'Nice.')
      await received(store, { ...question, id: snowflake() })
      expect(await learning.due(10)).toEqual([])

      await received(store, asked({ user: question.user }))

      expect(await learning.due(10)).toEqual([question.user])
    })

    test('waits for what follows an answer as well', async () => {
      const { store, learning } = make()
      const question = asked()
      await received(store, question)
      await learning.settle(await learning.backlog(question.user), undefined)

      await store.answer(question, '', { text: 'Nice.', saidAt: 1, messages: [] })

      expect(await learning.waiting()).toBe(1)
      expect(await learning.due(10)).toEqual([])
    })

    test('that is due is not put off by what is said meanwhile', async () => {
      const { store, learning } = make()
      const question = asked()
      await received(store, question)
      await learning.hasten(question.user)

      await store.answer(question, '', { text: 'Nice.', saidAt: 1, messages: [] })
      await received(store, { ...question, id: snowflake() })

      expect(await learning.due(10)).toEqual([question.user])
    })
  })
}
