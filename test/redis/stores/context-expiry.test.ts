import { expect, test } from 'vitest'
import { redisContextExpiry } from '../../../src/redis/stores/context-expiry.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { newFactId, point, seedFacts } from '../support/seed-facts.ts'

const DAY_MS = 86_400_000
/** When `seedFacts` has facts said. */
const SAID_AT = 1_763_731_508_123

async function setup() {
  const [redis, keys, ada, id] = [plainRedis(), testKeys(), snowflake(), newFactId()]
  await seedFacts(redis, keys, [{ user: ada, id, near: 'We hike\nWe swim', point: point(1, 0, 0) }])
  const runAt = async (now: number) => await redisContextExpiry({ redis, keys, historyDays: 30, now: () => now }).run()
  const read = async () => await redis.hgetall(keys.fact(ada, id))
  const version = async () => await redis.hget(keys.user(ada), 'facts')
  return { runAt, read, version }
}

test('the words around a fact go when conversations of its time do; the fact and its embedding stay', async () => {
  const { runAt, read, version } = await setup()
  const before = await read()
  const versionBefore = await version()

  await runAt(SAID_AT + 29 * DAY_MS)
  const younger = await read()
  await runAt(SAID_AT + 31 * DAY_MS)
  const older = await read()

  expect(younger).toEqual(before)
  expect(older).toEqual({ ...before, near: '' })
  expect(await version()).not.toBe(versionBefore)
})

test('twice changes nothing more', async () => {
  const { runAt, version } = await setup()
  await runAt(SAID_AT + 31 * DAY_MS)
  const once = await version()

  await runAt(SAID_AT + 32 * DAY_MS)

  expect(await version()).toBe(once)
})
