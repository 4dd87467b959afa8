import { expect, test } from 'vitest'
import type { MemoryEvent, ObservedEvent, ObservedMemory } from '../../../../demo/page/memory-events.ts'
import { MemoryWatch } from '../../../../demo/page/server/watch-memory.ts'
import type { BotProcess } from '../../../../demo/world/bot-process.ts'

/** A page that looks at somebody's memory, and the bot's process, which a test plays. */
function watchMemory() {
  let tell: (event: ObservedEvent) => void = () => undefined
  const bot = {
    observe(_: readonly string[], onObserved: typeof tell) {
      tell = onObserved
    },
  }
  const published: MemoryEvent[] = []
  const watch = new MemoryWatch(bot as unknown as BotProcess, event => void published.push(event))
  watch.watch([{ id: '7' }])
  const remember = (...ids: readonly string[]) => {
    const facts = ids.map(id => ({ id }))
    tell({ kind: 'memory', memory: { userId: '7', facts } as unknown as ObservedMemory })
    return watch.all.memories[0]?.newFactIds
  }
  const ask = (text: string, begunAt: number) =>
    tell({ kind: 'request', request: { userId: '7', what: 'study', begunAt, messages: [{ role: 'user', text }] } })
  return { watch, published, remember, ask }
}

test('what came to a memory last is new, also where another process of the bot tells of it', () => {
  const { remember } = watchMemory()

  expect(remember('a')).toEqual([])
  expect(remember('a', 'b', 'c')).toEqual(['b', 'c'])
  expect(remember('a', 'b', 'c')).toEqual(['b', 'c'])
  expect(remember('a', 'c')).toEqual(['c'])
  expect(remember('a', 'c', 'd')).toEqual(['d'])
})

test('a request that was on its way when something was deleted is not shown', () => {
  const { watch, published, ask } = watchMemory()
  ask('I live in Rome.', Date.now())
  const begunAt = Date.now()
  watch.noteTalk({ kind: 'delete', channelId: '8', ids: ['9'] })
  const before = published.length
  ask('I live in Lisbon.', begunAt)

  expect(published).toHaveLength(before)
  expect(watch.all.requests.flatMap(({ messages }) => messages)).toEqual([])

  ask('Who am I?', Date.now() + 1)
  expect(watch.all.requests[0]?.messages).toHaveLength(1)
})
