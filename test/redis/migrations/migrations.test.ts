import { expect, test } from 'vitest'
import { SCHEMA_VERSION } from '../../../src/redis/migrations/migrate-memory.ts'
import { FIRST_SCHEMA_VERSION, migrations } from '../../../src/redis/migrations/migrations.ts'
import { removeOldQueue } from '../../../src/redis/migrations/remove-old-queue.ts'
import { removeUnfilteredContexts } from '../../../src/redis/migrations/remove-unfiltered-contexts.ts'
import { recordedMemory, recordedVersions } from '../../fixtures/recorded-memory/keys.ts'
import { plainRedis, readAllKeys, snowflake, testKeys } from '../support/fixtures.ts'

const context = () => ({ redis: plainRedis(), keys: testKeys(), signal: new AbortController().signal })

test('each migration leads one schema version further', () => {
  const versions = [FIRST_SCHEMA_VERSION, ...migrations.map(({ to }) => to)]

  const all = Array.from({ length: SCHEMA_VERSION }, (_, at) => FIRST_SCHEMA_VERSION + at)
  expect(versions).toEqual(all.filter(version => version !== 4)) // which a memory had once it stood in several cells
})

test('a memory was recorded of the first schema version, and of the one of the last release', async () => {
  const recorded = await Promise.all(recordedVersions.map(recordedMemory))

  const versions = recorded.map(({ keys: { schema } }) =>
    schema?.type === 'hash' ? Number(schema.value['version']) : 1,
  )

  expect(versions).toContain(FIRST_SCHEMA_VERSION)
  expect(versions).toContain(3)
})

test('what is left of the old queue is removed, and nothing else', async () => {
  const { redis, keys, signal } = context()
  await redis.hset(`${keys.oldQueue}learn:meta`, 'version', 'bullmq')
  await redis.set(`${keys.oldQueue}learn:de:learn-4711`, '1')
  await redis.zadd(keys.pending, 1, '4711')

  const removed = await removeOldQueue({ redis, keys, signal })

  const left = await readAllKeys(redis, keys)
  expect(removed).toBe(2)
  expect(left).not.toContain(keys.oldQueue)
  expect(left).toContain(keys.pending)
})

test('where there was no queue nothing is looked through', async () => {
  const { redis, keys, signal } = context()
  await redis.set(`${keys.oldQueue}other`, '1')

  await removeOldQueue({ redis, keys, signal })

  expect(await redis.exists(`${keys.oldQueue}other`)).toBe(1)
})

test('the words around facts are emptied of everybody, however old, and nothing else of a fact', async () => {
  const { redis, keys, signal } = context()
  const users = Array.from({ length: 40 }, () => snowflake())
  for (const user of users) {
    for (const [id, saidAt] of [
      ['old', 1],
      ['new', Date.now()],
    ] as const) {
      await redis.zadd(keys.facts(user), saidAt, id)
      await redis.hset(keys.fact(user, id), { json: '{}', near: 'Noted: a word\n', nearTo: '["a:1"]', embedding: '1' })
    }
  }
  await redis.zadd(`${keys.factsPatternOfAllUsers.slice(0, -3)}{no-user}`, 1, 'x')

  const emptied = await removeUnfilteredContexts({ redis, keys, signal })
  const again = await removeUnfilteredContexts({ redis, keys, signal })

  expect([emptied, again]).toEqual([80, 0])
  for (const user of users) {
    for (const id of ['old', 'new']) {
      expect(await redis.hgetall(keys.fact(user, id))).toEqual({
        json: '{}',
        near: '',
        nearTo: '["a:1"]',
        embedding: '1',
      })
    }
    expect(await redis.hget(keys.user(user), 'facts')).toBe('1')
  }
})
