import { expect, test } from 'vitest'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisAttendance } from '../../../src/redis/stores/attendance.ts'
import { attendanceContract } from '../../contract/attendance.ts'
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

test('takes ids alone', async () => {
  await expect(redisAttendance(plainRedis(), testKeys()).noteDirectUsers(1, ['ada'])).rejects.toThrow(InvalidIdError)
})
