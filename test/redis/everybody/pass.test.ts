import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { passOverUsers } from '../../../src/redis/everybody/pass.ts'
import { shareScanned } from '../../../src/redis/everybody/share-scanned.ts'
import type { Keys } from '../../../src/redis/keys.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'

async function memoryOf(count: number) {
  const [redis, keys, log] = [plainRedis(), testKeys(), recordingLog()]
  const people = Array.from({ length: count }, () => snowflake())
  await Promise.all(people.map(user => redis.zadd(keys.facts(user), 1, 'a')))
  return { redis, keys, log, people }
}

/** What a process comes by until it has seen so many steps. */
async function pass(
  memory: { redis: Redis; keys: Keys; log: ReturnType<typeof recordingLog> },
  subject: string,
  steps = 1e9,
) {
  const seen: string[] = []
  let left = steps
  for await (const users of passOverUsers(memory, { name: 'embeddings', subject })) {
    seen.push(...users)
    left -= 1
    if (left < 0) break
  }
  return seen
}

test('a pass comes by everybody, and leaves nothing', async () => {
  const memory = await memoryOf(700)

  const seen = await pass(memory, 'new model')

  expect(new Set(seen)).toEqual(new Set(memory.people))
  expect(await memory.redis.exists(memory.keys.pass('embeddings'))).toBe(0)
})

test('a pass that was broken off goes on at the step it was at, and says how far it is', async () => {
  const memory = await memoryOf(3000)
  const before = await pass(memory, 'new model', 2)

  const after = await pass(memory, 'new model')

  expect(new Set([...before, ...after])).toEqual(new Set(memory.people))
  expect(after.length).toBeLessThan(memory.people.length)
  const [line] = memory.log.lines
  expect(line).toMatchObject({ message: 'a pass over all users goes on', facts: { pass: 'embeddings' } })
  expect(line?.facts).toHaveProperty('percent')
})

test('for another subject, or on another server, it begins anew', async () => {
  const memory = await memoryOf(3000)
  await pass(memory, 'old model', 2)

  const anew = await pass(memory, 'new model')
  await pass(memory, 'new model', 2)
  await memory.redis.hset(memory.keys.pass('embeddings'), 'server', 'before its restart')
  const onAnother = await pass(memory, 'new model')

  expect(new Set(anew)).toEqual(new Set(memory.people))
  expect(new Set(onAnother)).toEqual(new Set(memory.people))
})

test('where its server becomes another one in the middle, it begins anew there', async () => {
  const memory = await memoryOf(3000)
  const { redis } = memory
  const info = redis.info.bind(redis)
  const seen: string[] = []
  let steps = 0
  for await (const users of passOverUsers(memory, { name: 'contexts', subject: '' })) {
    steps += 1
    if (steps === 3) {
      seen.length = 0
      redis.info = (async (...args: Parameters<typeof info>) =>
        (await info(...args)).replace(/^run_id:\w/mu, 'run_id:another')) as typeof redis.info
      redis.disconnect(true)
      await once(redis, 'ready')
    } else seen.push(...users)
  }

  expect(new Set(seen)).toEqual(new Set(memory.people))
  expect(await redis.exists(memory.keys.pass('contexts'))).toBe(0)
})

test.each([
  ['0', 0],
  [String(2n ** 63n), 2 ** -64],
  ['1', 0.5],
  ['2', 0.25],
  ['3', 0.75],
])('a cursor %s tells a share of %d', (cursor, share) => {
  expect(shareScanned(cursor)).toBe(share)
})
