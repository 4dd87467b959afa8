import { expect, test } from 'vitest'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisAttendance } from '../../../src/redis/stores/attendance.ts'
import { attendanceContract } from '../../contract/attendance.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { wholeMemory } from '../support/whole-memory.ts'

attendanceContract(() => redisAttendance(plainRedis(), testKeys()))

test('who forgets everything is not known to have spoken', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const attendance = redisAttendance(redis, keys)
  await attendance.noteDirectUsers(Date.now(), ['111', '222'])

  await wholeMemory(redis, keys).own.forgetEverything('111', snowflake())

  expect((await attendance.read()).directUsers).toEqual(['222'])
})

test('what a version noted that knew of no shards is of the whole bot', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const attendance = redisAttendance(redis, keys)
  await redis.set(keys.formerAttendance, '1000')
  const before = await attendance.read()
  await attendance.noteHeard(2000, wholeBot)

  expect(before.heard).toEqual([{ shard: 0, count: 1, until: 1000 }])
  expect((await attendance.read()).heard).toEqual([{ shard: 0, count: 1, until: 2000 }])
})

test('it is known after more than a day away', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const attendance = redisAttendance(redis, keys)
  await attendance.noteHeard(Date.now(), wholeBot)
  await attendance.noteDirectUsers(Date.now(), ['111'])

  const left = await Promise.all([keys.attendance, keys.directUsers].map(key => redis.pttl(key)))
  expect(Math.min(...left)).toBeGreaterThan(25 * 86_400_000)
})

test('takes ids alone', async () => {
  await expect(redisAttendance(plainRedis(), testKeys()).noteDirectUsers(1, ['ada'])).rejects.toThrow(InvalidIdError)
})
