import { expect, test } from 'vitest'
import { redisContextExpiry } from '../../../src/redis/stores/context-expiry.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { logCommands } from '../support/command-log.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { newFactId, point, seedFacts } from '../support/seed-facts.ts'

const DAY_MS = 86_400_000
/** When `seedFacts` has facts said. */
const SAID_AT = 1_763_731_508_123

async function setup() {
  const [redis, keys, ada, id] = [plainRedis(), testKeys(), snowflake(), newFactId()]
  await seedFacts(redis, keys, [{ user: ada, id, near: 'We hike\nWe swim', point: point(1, 0, 0) }])
  const log = silentLogger
  const expiryAt = (now: number) => redisContextExpiry({ redis, keys, log, historyDays: 30, now: () => now })
  const runAt = async (now: number) => {
    await redis.del(keys.contextsExpired) // a day is over
    return await expiryAt(now).run()
  }
  const read = async () => await redis.hgetall(keys.fact(ada, id))
  const version = async () => await redis.hget(keys.user(ada), 'facts')
  return { redis, keys, runAt, expiryAt, read, version }
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

test('of several processes one passes over everybody, once a day', async () => {
  const { redis, keys, runAt, expiryAt } = await setup()
  await redis.set(keys.passLock('contexts'), 'another process')
  const beside = await runAt(SAID_AT + 31 * DAY_MS)
  await redis.del(keys.passLock('contexts'))
  const first = await expiryAt(SAID_AT + 31 * DAY_MS).run()
  const log = await logCommands(redis, keys)

  const again = await log(() => expiryAt(SAID_AT + 31 * DAY_MS).run())

  expect([beside, first]).toEqual([0, 1])
  expect(again.map(({ name }) => name)).toEqual(['exists'])
  expect(await redis.pttl(keys.contextsExpired)).toBeGreaterThan(DAY_MS / 2)
})
