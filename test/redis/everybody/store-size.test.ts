import { expect, test } from 'vitest'
import { readStoreSize } from '../../../src/redis/everybody/store-size.ts'
import { logCommands } from '../support/command-log.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'

test('everybody of whom anything is kept is counted, of this bot alone, in however many steps', async () => {
  const [redis, keys, other] = [plainRedis(), testKeys(), testKeys()]
  const people = Array.from({ length: 1200 }, () => snowflake())
  await Promise.all(people.map(user => redis.hset(keys.user(user), 'epoch', 'e')))
  await redis.hset(other.user(snowflake()), 'epoch', 'e')
  await redis.set(keys.writeCheck, '1')

  const size = await readStoreSize(redis, keys.userPattern)
  expect(size?.users).toBe(people.length)
  expect(size?.bytes).toBeGreaterThan(people.length * 50)
})

test('of very many keys some tell how many people there are, in as few steps however many there are', async () => {
  const redis = plainRedis()
  const keys = testKeys()
  const people = Array.from({ length: 8000 }, () => snowflake())
  await Promise.all(people.map(user => redis.hset(keys.user(user), 'epoch', 'e')))
  const log = await logCommands(redis, keys)

  let size: Awaited<ReturnType<typeof readStoreSize>>
  const commands = await log(async () => {
    size = await readStoreSize(redis, keys.userPattern, 4)
  })

  expect(commands).toHaveLength(4)
  expect(size?.users).toBeGreaterThan(people.length * 0.8)
  expect(size?.users).toBeLessThan(people.length * 1.2)
})
