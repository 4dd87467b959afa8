import { expect, test } from 'vitest'
import { removeOldQueue } from '../../src/redis/remove-old-queue.ts'
import { plainRedis, readAllKeys, testKeys } from './support/fixtures.ts'

test('what is left of the old queue is removed, and nothing else', async () => {
  const redis = plainRedis()
  const keys = testKeys()
  await redis.hset(`${keys.oldQueue}learn:meta`, 'version', 'bullmq')
  await redis.set(`${keys.oldQueue}learn:de:learn-4711`, '1')
  await redis.zadd(keys.pending, 1, '4711')

  await removeOldQueue(redis, keys)

  const left = await readAllKeys(redis, keys)
  expect(left).not.toContain(keys.oldQueue)
  expect(left).toContain(keys.pending)
})

test('where there was no queue nothing is looked through', async () => {
  const redis = plainRedis()
  const keys = testKeys()
  await redis.set(`${keys.oldQueue}other`, '1')

  await removeOldQueue(redis, keys)

  expect(await redis.exists(`${keys.oldQueue}other`)).toBe(1)
})
