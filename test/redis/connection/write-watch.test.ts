import { expect, onTestFinished, test, vi } from 'vitest'
import { connectRedis, type RedisEvent } from '../../../src/redis/connection/client.ts'
import { countFailures } from '../../../src/redis/connection/errors.ts'
import { type WriteEvent, watchWrites } from '../../../src/redis/connection/write-watch.ts'
import { questionOf } from '../../contract/support/conversations.ts'
import { plainRedis, testKeys, testStore } from '../support/fixtures.ts'
import { recordingLog, startLocalServer, testFolder } from '../support/local-server.ts'

/** A connection whose writes are watched, as the bot opens it, and what both tell. */
async function watched(url: string, keys = testKeys()) {
  const log = recordingLog()
  const redis = await connectRedis({ url, onEvent: event => log.info(event, '') })
  const watch = await watchWrites({ redis, keys }, event => log.info(event, ''))
  countFailures(redis, watch.noteFailure)
  onTestFinished(() => {
    watch.stop()
    redis.disconnect()
  })
  const kinds = () => log.lines.map(({ facts }) => (facts as RedisEvent | WriteEvent).kind)
  return { redis, keys, watch, kinds, said: (words: string) => log.said(words), log }
}

test('a full server is told once, and once that it has room again', async () => {
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  const { redis, keys, watch, said, kinds } = await watched(url)
  const { store } = testStore(redis, { keys })
  expect(watch.refusal()).toBeUndefined()

  await admin.config('SET', 'maxmemory', '1')
  for (let i = 0; i < 3; i++) await store.keepQuestion(questionOf(), { kind: 'user' }).catch(() => undefined)
  await said('"code":"OOM"')
  expect(watch.refusal()).toBe('OOM')
  await admin.config('SET', 'maxmemory', '0')
  await said('"kind":"taken"')

  expect(watch.refusal()).toBeUndefined()
  expect(kinds()).toEqual(['refused', 'taken'])
})

test('a server that was full from the start is told as such', async () => {
  const { url } = await startLocalServer(testFolder())
  await plainRedis(url).config('SET', 'maxmemory', '1')

  const { watch, kinds } = await watched(url)

  expect(watch.refusal()).toBe('OOM')
  expect(kinds()).toEqual(['refused', 'fillsUp'])
})

test('that a server fills up is told before it is full', async () => {
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  const used = Number(/^used_memory:(?<bytes>\d+)/mu.exec(await admin.info('memory'))?.[1])
  await admin.config('SET', 'maxmemory', String(Math.round(used * 1.15)))

  const { watch, log } = await watched(url)

  expect(watch.refusal()).toBeUndefined()
  expect(log.lines.map(({ facts }) => facts)).toEqual([{ kind: 'fillsUp', percent: expect.any(Number) }])
})

test('a replica is refused to, and left again and again without a word until the address leads to a primary', async () => {
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  const { redis, watch, said, kinds } = await watched(url)
  let connections = 0
  redis.on('connect', () => {
    connections += 1
  })

  await admin.replicaof('127.0.0.1', '1')
  await said('"code":"READONLY"')
  await expect.poll(() => connections, { timeout: 15_000 }).toBeGreaterThan(1)
  expect(watch.refusal()).toBe('READONLY')
  await admin.replicaof('NO', 'ONE')
  await said('"kind":"taken"')

  expect(kinds()).toEqual(['refused', 'taken'])
}, 30_000)

test('a user who may not run one of the commands is told, though others may be run, until the connection is new', async () => {
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  await admin.call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '+@all', '-hset')
  const { redis, keys, watch, said, kinds } = await watched(url.replace(/:\w+@/u, 'bot:secret@'))

  await testStore(redis, { keys })
    .store.keepQuestion(questionOf(), { kind: 'user' })
    .catch(() => undefined)
  await said('"code":"NOPERM"')
  await admin.call('ACL', 'SETUSER', 'bot', '+hset')
  await admin.call('CLIENT', 'KILL', 'USER', 'bot')
  await said('"kind":"taken"')

  expect(watch.refusal()).toBeUndefined()
  expect(kinds()).toEqual(['refused', 'lost', 'back', 'taken'])
})

test('a user who may run it again is heard without a new connection', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  await admin.call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '+@all', '-hset')
  const { redis, keys, watch, said, kinds } = await watched(url.replace(/:\w+@/u, 'bot:secret@'))
  const keep = () => testStore(redis, { keys }).store.keepQuestion(questionOf(), { kind: 'user' })
  async function checkUntil(isDone: () => boolean): Promise<void> {
    await expect
      .poll(() => {
        vi.advanceTimersByTime(3000)
        return isDone()
      })
      .toBe(true)
  }
  await keep().catch(() => undefined)
  await said('"code":"NOPERM"')

  await checkUntil(() => watch.refusal() === undefined)
  await keep().catch(() => undefined)
  await expect.poll(() => watch.refusal()).toBe('NOPERM')
  expect(kinds()).toEqual(['refused'])
  await admin.call('ACL', 'SETUSER', 'bot', '+hset')
  await checkUntil(() => watch.refusal() === undefined)
  await keep()
  await checkUntil(() => kinds().length > 1)

  expect(kinds()).toEqual(['refused', 'taken'])
})

test('what a user need not be allowed is no reason', async () => {
  const { url } = await startLocalServer(testFolder())
  await plainRedis(url).call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '+@all', '-@dangerous')

  const { redis, watch } = await watched(url.replace(/:\w+@/u, 'bot:secret@'))
  await redis.info().catch(() => undefined)
  await redis.config('GET', 'appendonly').catch(() => undefined)
  watch.noteFailure('NOPERM', 'ft.search')

  expect(watch.refusal()).toBeUndefined()
})
