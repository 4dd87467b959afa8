import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { redisSessionStarts } from '../../../src/redis/stores/session-starts.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

test('of those that Discord counts together one begins at a time, whichever process it is in', async () => {
  const keys = testKeys()
  const [one, other] = [redisSessionStarts(plainRedis(), keys), redisSessionStarts(plainRedis(), keys)]

  expect([await one.claim(0, 60_000), await other.claim(1, 60_000)]).toEqual([0, 0])
  const wait = await other.claim(0, 60_000)
  expect(wait).toBeGreaterThan(50_000)
  expect(wait).toBeLessThanOrEqual(60_000)
})

test('a Redis that is out of reach is told as such', async () => {
  const redis = plainRedis()
  redis.disconnect()

  await expect(redisSessionStarts(redis, testKeys()).claim(0, 1)).rejects.toThrow(MemoryUnavailable)
})
