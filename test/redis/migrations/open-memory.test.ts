import { randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { type ConfigError, MemoryUnavailable } from '../../../src/errors.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { SCHEMA_VERSION } from '../../../src/redis/migrations/migrate-memory.ts'
import { openRedisMemory } from '../../../src/redis/open.ts'
import { dm, questionOf, receiveQuestion } from '../../contract/support/conversations.ts'
import { RedisProxy } from '../../e2e/support/redis-proxy.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'

const testPrefix = () => `test:${randomUUID()}:`

/** Opens the memory of a test as the bot does. */
async function opened(url: string, keyPrefix: string) {
  const log = recordingLog()
  const refusal = Promise.withResolvers<ConfigError>()
  const memory = await openRedisMemory(
    {
      ...{ url, dataDir: '', keyPrefix, windowMessages: 20, logLimit: 2000, historyDays: 30 },
      ...{ learnDelayMs: 300_000, learnBatch: 10, embedding: { model: 'test', dimensions: 3 } },
      ...{ onFailure: () => undefined, onRefusal: refusal.resolve },
    },
    log,
  )
  onTestFinished(() => memory.close())
  return { memory, log, refused: refusal.promise }
}

/** A way to the suite's Redis that a test can cut. */
async function proxied() {
  const proxy = await new RedisProxy(inject('redisUrl')).listen()
  onTestFinished(() => proxy.close())
  return proxy
}

const newerSchema = { version: String(SCHEMA_VERSION + 1), since: '9.9.9' }

test('a Redis that comes later is migrated before the memory is within reach', async () => {
  const [proxy, redis, keyPrefix, user] = [await proxied(), plainRedis(), testPrefix(), snowflake()]
  const keys = createKeys(keyPrefix)
  await redis.zadd(keys.facts(user), 1, 'fact')
  await redis.hset(keys.fact(user, 'fact'), { json: '{}', near: 'words around it' })
  await redis.set(keys.migration, 'another process')
  proxy.cut()
  const { memory, log } = await opened(proxy.url, keyPrefix)
  const returned = new Promise<void>(resolve => memory.onReconnect(resolve))
  const troubleBefore = memory.trouble()

  proxy.open()
  await log.said('waiting for it')
  const meanwhile = [memory.trouble(), memory.isReady()]
  const refused = memory.conversations.keepQuestion(questionOf(), dm)
  await expect(refused).rejects.toThrow(MemoryUnavailable)
  await redis.del(keys.migration) // and dies without having done anything
  await returned

  expect(troubleBefore).toContain('out of reach')
  expect(meanwhile).toEqual([expect.stringContaining('is migrated'), false])
  expect(await redis.hget(keys.fact(user, 'fact'), 'near')).toBe('')
  await expect.poll(() => memory.trouble()).toBeUndefined()
  expect((await receiveQuestion(memory.conversations, questionOf())).retention).toBe('kept')
})

test('a memory of a newer Keepsake is not opened', async () => {
  const keyPrefix = testPrefix()
  await plainRedis().hset(createKeys(keyPrefix).schema, newerSchema)

  await expect(opened(inject('redisUrl'), keyPrefix)).rejects.toThrow(/newer Keepsake has written this memory/u)
})

test('a memory that a newer Keepsake takes over is told of, as it must not be used any more', async () => {
  const [proxy, keyPrefix] = [await proxied(), testPrefix()]
  const { refused } = await opened(proxy.url, keyPrefix)

  await plainRedis().hset(createKeys(keyPrefix).schema, newerSchema)
  proxy.cut()
  proxy.open()

  expect((await refused).message).toContain('Start Keepsake 9.9.9 or newer')
})

test('a memory of an earlier version that takes the place of the present one is migrated as well', async () => {
  const [proxy, redis, keyPrefix, user] = [await proxied(), plainRedis(), testPrefix(), snowflake()]
  const keys = createKeys(keyPrefix)
  await opened(proxy.url, keyPrefix)
  proxy.cut()

  await redis.del(keys.schema)
  await redis.zadd(keys.facts(user), 1, 'fact')
  await redis.hset(keys.fact(user, 'fact'), { json: '{}', near: 'words around it' })
  proxy.open()

  await expect.poll(() => redis.hget(keys.schema, 'version'), { timeout: 10_000 }).toBe(String(SCHEMA_VERSION))
  expect(await redis.hget(keys.fact(user, 'fact'), 'near')).toBe('')
})
