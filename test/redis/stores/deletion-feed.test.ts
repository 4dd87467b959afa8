import { expect, test, vi } from 'vitest'
import { type ForeignDeletion, redisDeletionFeed } from '../../../src/redis/stores/deletion-feed.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

const usersOf = async (feed: { readNew: () => Promise<readonly ForeignDeletion[]> }) =>
  (await feed.readNew()).map(({ user }) => user)

const timeOf = async (redis: ReturnType<typeof plainRedis>) => Number((await redis.time())[0]) * 1000

/** The same Redis, seen by some processes that have looked already. */
async function processes() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const all = [redisDeletionFeed(redis, keys), redisDeletionFeed(redis, keys)] as const
  for (const process of all) await process.readNew()
  return { redis, keys, all }
}

test('others are told once of each forgetting, and who forgot is not', async () => {
  const { all } = await processes()
  const [here, there] = all
  await here.announce('1')
  await there.announce('2')

  expect([await usersOf(here), await usersOf(there)]).toEqual([['2'], ['1']])
  expect([await usersOf(here), await usersOf(there)]).toEqual([[], []])

  await here.announce('1')
  await there.announce('1')
  expect([await usersOf(here), await usersOf(there)]).toEqual([['1'], ['1']])
})

test('after an hour nothing tells any more who forgot', async () => {
  const { redis, keys, all } = await processes()
  await all[0].announce('1')

  const msLeft = await redis.pttl(keys.deletionFeed)
  expect(msLeft).toBeGreaterThan(0)
  expect(msLeft).toBeLessThanOrEqual(3_600_000)
})

test('it does not matter what time a process has, nor how many are told of at once', async () => {
  const { redis, keys, all } = await processes()
  const [here, there] = all
  const ahead = Date.now() + 3_000_000
  await redis.zadd(keys.deletionFeed, ahead, '9:another')
  expect(await usersOf(there)).toEqual(['9'])

  await Promise.all(['1', '2', '3'].map(user => here.announce(user)))

  expect([...(await usersOf(there))].sort()).toEqual(['1', '2', '3'])
  expect(await usersOf(there)).toEqual([])
})

test('it is forgotten itself after an hour', async () => {
  const { redis, keys, all } = await processes()
  await redis.zadd(keys.deletionFeed, Date.now() - 3_700_000, '9:another')

  await all[0].announce('1')

  expect(await redis.zrange(keys.deletionFeed, '0', '-1')).toEqual([expect.stringMatching(/^1:/u)])
})

test('a process that begins is not told what was forgotten before it was there, whatever its clock says', async () => {
  const { redis, keys } = await processes()
  const longAgo = Array.from({ length: 1000 }, (_, i) => [Date.now() - 600_000 + i, `${i + 1}:another`])
  await redis.zadd(keys.deletionFeed, ...longAgo.flat())
  const beginning = redisDeletionFeed(redis, keys)
  await redis.zadd(keys.deletionFeed, Date.now() - 1000, '5000:another')

  const told = await beginning.readNew()
  expect(told.map(({ user }) => user)).toEqual(['5000'])
  // What it has heard since it began, while Redis was away, may have been said after that.
  expect(told[0]?.agoMs).toBeGreaterThan(0)
})

test('others are told how long ago it was, the newest of several', async () => {
  const { redis, keys, all } = await processes()
  const [, there] = all
  const now = await timeOf(redis)
  await redis.zadd(keys.deletionFeed, now - 40_000, '6:another', now - 30_000, '7:another', now - 20_000, '6:others')
  await redis.zadd(keys.deletionFeed, now + 600_000, '8:another')
  const told = await there.readNew()

  expect(told.map(({ user }) => user)).toEqual(['6', '7', '8'])
  expect(told.map(({ agoMs }) => Math.floor(agoMs / 10_000))).toEqual([2, 3, 0])
  expect(told[2]?.agoMs).toBe(0)
})

test('where the clock of Redis was set meanwhile, nobody can tell how long ago it was', async () => {
  const { redis, keys, all } = await processes()
  await redis.zadd(keys.deletionFeed, (await timeOf(redis)) - 30_000, '7:another')
  const passed = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => passed() - 5000)
  const told = await all[1].readNew()
  vi.restoreAllMocks()

  expect(told).toEqual([{ user: '7', agoMs: 0 }])
})
