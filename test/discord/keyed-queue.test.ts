import { expect, test } from 'vitest'
import { KeyedQueue } from '../../src/discord/keyed-queue.ts'
import { fc } from '../support/property.ts'

test('tasks of one key run one after another in the order they came, however they end', async () => {
  const tasks = fc.array(fc.record({ key: fc.constantFrom('ada', 'bob', 'cleo'), fails: fc.boolean() }), {
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), tasks, async (scheduler, all) => {
      const order = new KeyedQueue()
      const running = new Set<string>()
      const ended: { key: string; index: number }[] = []
      const results = all.map(({ key, fails }, index) =>
        order.run(key, async () => {
          expect(running.has(key)).toBe(false)
          running.add(key)
          await scheduler.schedule(Promise.resolve(), `${key} ${index}`)
          running.delete(key)
          ended.push({ key, index })
          if (fails) throw new Error(`task ${index} failed`)
          return index
        }),
      )
      const settled = Promise.allSettled(results)
      await scheduler.waitFor(order.onIdle())

      const outcomes = await settled
      expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(all.map(({ fails }) => fails))
      expect(ended).toHaveLength(all.length)
      for (const name of ['ada', 'bob', 'cleo']) {
        const indices = ended.filter(({ key }) => key === name).map(({ index }) => index)
        expect(indices).toEqual(indices.toSorted((a, b) => a - b))
      }
    }),
  )
})

test('different keys do not wait for each other', async () => {
  const order = new KeyedQueue()
  const { promise: never } = Promise.withResolvers<void>()
  void order.run('ada', () => never)

  expect(await order.run('bob', async () => 'answered')).toBe('answered')
})
