import { setImmediate } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { emptyOutbox, type SweepDependencies, startSweeping } from '../src/lifecycle.ts'
import { NO_LOSSES } from '../src/memory/outbox-room.ts'
import { silentLogger } from './support/silent-logger.ts'

/** A bot whose memory says again and again that it is back; the claims that others have left are read as long as the test wants. */
async function startedBot(flush: () => Promise<void> = async () => undefined) {
  const held: PromiseWithResolvers<readonly never[]>[] = []
  const takeOverClaims = vi.fn(() => {
    const one = Promise.withResolvers<readonly never[]>()
    held.push(one)
    return one.promise
  })
  let reconnect: () => void = () => undefined
  const nothing = async () => undefined
  const look = vi.fn(nothing)
  const starting = startSweeping({
    client: {
      ws: { shards: new Map([[0, {}]]) },
      options: { shardCount: 1 },
      on: nothing,
      application: { commands: { set: nothing } },
    },
    memory: {
      ...{ isPartlyReady: () => true, readDeletions: nothing, onWordsGone: nothing, onDeletion: nothing },
      onReconnect: (listener: () => void) => {
        reconnect = listener
      },
    },
    conversations: { takeOverClaims },
    coordinator: { resumeDeletions: nothing },
    listenedChannels: { load: nothing },
    outbox: { flush, takeLost: () => NO_LOSSES },
    ownerChoices: { areKnown: true, look: nothing, onChange: nothing },
    serverLeaver: { look: nothing },
    absence: { look },
    departures: { sweep: nothing },
    log: silentLogger,
  } as unknown as SweepDependencies)
  await vi.waitUntil(() => held.length === 1)
  const answerNext = () => held.shift()?.resolve([])
  answerNext()
  return { ...(await starting), takeOverClaims, look, reconnect: () => reconnect(), answerNext }
}

test('what others have left is taken over once, also where memory comes back again before that is done', async () => {
  const { takeOverClaims, reconnect, answerNext, leave, stop } = await startedBot()

  reconnect()
  await vi.waitUntil(() => takeOverClaims.mock.calls.length > 1)
  for (let i = 0; i < 3; i += 1) reconnect()
  await setImmediate()
  const together = takeOverClaims.mock.calls.length
  answerNext()
  await vi.waitUntil(() => takeOverClaims.mock.calls.length > together)
  answerNext()
  leave()
  stop()

  expect(together).toBe(2)
})

test('what one person said and memory does not take keeps nobody else’s questions from being found, and is noted as heard by nobody', async () => {
  const { takeOverClaims, look, leave, stop } = await startedBot(() => Promise.reject(new Error('no')))
  leave()
  stop()

  expect(takeOverClaims).toHaveBeenCalledTimes(1)
  expect(look.mock.calls).toEqual([[false]])
})

test('what comes in while the memory is told, when a process ends, is told as well', async () => {
  let waiting = 2
  const flush = vi.fn(async () => {
    waiting -= 1
  })
  const outbox = { flush, isEmpty: false, takeLost: () => NO_LOSSES }
  Object.defineProperty(outbox, 'isEmpty', { get: () => waiting === 0 })

  await emptyOutbox(
    { outbox, memory: { onReconnect: vi.fn() }, log: silentLogger } as unknown as SweepDependencies,
    1000,
  )

  expect(flush).toHaveBeenCalledTimes(2)
})

test('at the end what Redis refuses is told as soon as it takes it, though it was never away', async () => {
  let refusals = 2
  const flush = vi.fn(async () => {
    refusals -= 1
    if (refusals >= 0) throw new Error('OOM')
  })
  const outbox = { flush, isEmpty: false, unsaved: NO_LOSSES, takeLost: () => NO_LOSSES }
  Object.defineProperty(outbox, 'isEmpty', { get: () => refusals < 0 })
  const warn = vi.spyOn(silentLogger, 'warn')

  await emptyOutbox(
    { outbox, memory: { onReconnect: vi.fn() }, log: silentLogger } as unknown as SweepDependencies,
    10_000,
  )

  expect(flush).toHaveBeenCalledTimes(3)
  expect(warn).not.toHaveBeenCalled()
})

test.each([true, false])(
  'what was let go before a process ends is told, whether Redis is back by then: %s',
  async isBack => {
    const warn = vi.fn()
    const flush = async () => {
      if (!isBack) throw new Error('away')
    }
    const unsaved = { messages: 4, changes: 5 }
    const outbox = { flush, isEmpty: isBack, unsaved, takeLost: () => ({ messages: 2, changes: 3 }) }
    const memory = { onReconnect: vi.fn() }

    await emptyOutbox({ outbox, memory, log: { warn } } as unknown as SweepDependencies, 1)

    const details = warn.mock.calls.map(([told]) => told)
    expect(details.slice(0, 2)).toEqual([{ messages: 2 }, { changes: 3 }])
    expect(details.slice(2)).toEqual(isBack ? [] : [expect.objectContaining({ messages: 4, edits: 5 })])
  },
)
