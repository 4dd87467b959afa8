import { expect, test } from 'vitest'
import { forgottenUsers } from '../../src/redis/forgotten.ts'
import { plainRedis, testKeys } from './fixtures.ts'

/** The same Redis, seen by some processes that have looked already. */
async function processes() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const all = [forgottenUsers(redis, keys), forgottenUsers(redis, keys)] as const
  for (const process of all) await process.look()
  return { redis, keys, all }
}

test('others are told once of each forgetting, and who forgot is not', async () => {
  const { all } = await processes()
  const [here, there] = all
  await here.tell('1')
  await there.tell('2')

  expect([await here.look(), await there.look()]).toEqual([['2'], ['1']])
  expect([await here.look(), await there.look()]).toEqual([[], []])

  await here.tell('1')
  await there.tell('1')
  expect([await here.look(), await there.look()]).toEqual([['1'], ['1']])
})

test('after an hour nothing tells any more who forgot', async () => {
  const { redis, keys, all } = await processes()
  await all[0].tell('1')

  const msLeft = await redis.pttl(keys.forgotten)
  expect(msLeft).toBeGreaterThan(0)
  expect(msLeft).toBeLessThanOrEqual(3_600_000)
})

test('it does not matter what time a process has, nor how many are told of at once', async () => {
  const { redis, keys, all } = await processes()
  const [here, there] = all
  const ahead = Date.now() + 3_000_000
  await redis.zadd(keys.forgotten, ahead, '9:another')
  expect(await there.look()).toEqual(['9'])

  await Promise.all(['1', '2', '3'].map(user => here.tell(user)))

  expect([...(await there.look())].sort()).toEqual(['1', '2', '3'])
  expect(await there.look()).toEqual([])
})

test('it is forgotten itself after an hour', async () => {
  const { redis, keys, all } = await processes()
  await redis.zadd(keys.forgotten, Date.now() - 3_700_000, '9:another')

  await all[0].tell('1')

  expect(await redis.zrange(keys.forgotten, '0', '-1')).toEqual([expect.stringMatching(/^1:/u)])
})
