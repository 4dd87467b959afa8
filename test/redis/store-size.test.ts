import { expect, test } from 'vitest'
import { readStoreSize } from '../../src/redis/store-size.ts'
import { plainRedis, snowflake, testKeys } from './support/fixtures.ts'

test('everybody of whom anything is kept is counted, of this bot alone, in however many steps', async () => {
  const [redis, keys, other] = [plainRedis(), testKeys(), testKeys()]
  const people = Array.from({ length: 1200 }, () => snowflake())
  await Promise.all(people.map(user => redis.hset(keys.user(user), 'epoch', 'e')))
  await redis.hset(other.user(snowflake()), 'epoch', 'e')
  await redis.set(keys.writeCheck, '1')

  const size = await readStoreSize(redis, keys)
  expect(size?.users).toBe(people.length)
  expect(size?.bytes).toBeGreaterThan(people.length * 50)
})
