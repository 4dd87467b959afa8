import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisUsageLedger } from '../../../src/redis/stores/usage-ledger.ts'
import { batchOf, expenseOf } from '../../contract/support/expenses.ts'
import { usageLedgerContract } from '../../contract/usage-ledger.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

const DAY = '2026-03-01'
const DAY_SECONDS = 86_400

usageLedgerContract(now => redisUsageLedger(plainRedis(), testKeys(), now))

test('ids of people are kept for two days, what was spent on what for 90', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  await redisUsageLedger(redis, keys, Date.now).keep(
    batchOf({ day: DAY, expenses: [expenseOf({ user: '111', tokens: 1 })] }),
  )

  const [byWhom, onWhat] = [await redis.ttl(keys.spent(DAY)), await redis.ttl(keys.usage(DAY))]
  expect(byWhom).toBeGreaterThan(DAY_SECONDS)
  expect(byWhom).toBeLessThanOrEqual(2 * DAY_SECONDS)
  expect(onWhat).toBeGreaterThan(90 * DAY_SECONDS)
  expect(JSON.stringify(await redis.hgetall(keys.usage(DAY)))).not.toContain('111')
})

test('what an earlier version counted today still counts', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  await redis.hset(keys.spent(DAY), { 'user:1': 40, bot: 50 })
  const ledger = redisUsageLedger(redis, keys, () => Date.parse(`${DAY}T12:00Z`))

  expect(await ledger.keep(batchOf({ day: DAY, expenses: [expenseOf({ user: '1', tokens: 2 })] }))).toMatchObject({
    tokens: 52,
  })
  expect((await ledger.spent({ user: '1' })).user).toEqual({ tokens: 42, cost: 0 })
})

test('a process that dies over a notice is followed by another a minute later', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const ledger = redisUsageLedger(redis, keys, Date.now)
  await ledger.claimNotice(DAY, 'near')
  const isTakenAtOnce = await ledger.claimNotice(DAY, 'near')
  await redis.hincrby(keys.spent(DAY), 'told:near', -60_001)

  expect(isTakenAtOnce).toBe(false)
  expect(await ledger.claimNotice(DAY, 'near')).toBe(true)
})

test('what no version has written is passed over', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const ledger = redisUsageLedger(redis, keys, Date.now)
  await redis.hset(keys.usage(DAY), { junk: '1 2', '["chat","7"]': '1', '["a","b","c","d"]': 'x', '[1,2,3,4]': '1' })
  await ledger.keep(batchOf({ day: DAY, expenses: [expenseOf({ tokens: 1 })] }))

  expect(await ledger.readDay(DAY)).toHaveLength(1)
})

test('people and servers are named by ids alone, and a Redis that is out of reach is told as such', async () => {
  const redis = plainRedis()
  const ledger = redisUsageLedger(redis, testKeys(), Date.now)
  const batch = batchOf({ day: DAY, expenses: [expenseOf({ user: 'ada', tokens: 1 })] })

  await expect(ledger.keep(batch)).rejects.toThrow(InvalidIdError)
  await expect(ledger.spent({ user: '1', guild: 'all' })).rejects.toThrow(InvalidIdError)
  redis.disconnect()
  await expect(ledger.spent({})).rejects.toThrow(MemoryUnavailable)
  await expect(ledger.readDay(DAY)).rejects.toThrow(MemoryUnavailable)
})
