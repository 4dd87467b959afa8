import type { Redis } from 'ioredis'
import type { Attendance } from '../../memory/ports/attendance.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'

const DAY_MS = 86_400_000
const MAX_DIRECT_USERS = 50

/** A time, and a sorted set of people by when they last spoke in direct messages; of each process that notes, in one place. */
export function redisAttendance(connection: Redis, keys: Keys): Attendance {
  const redis = withMemoryErrors(connection)
  return {
    async noteHeard(at) {
      await redis.set(keys.attendance, String(Math.round(at)), 'PX', DAY_MS)
    },

    async noteDirectUsers(at, users) {
      if (users.length === 0) return
      await redis.zadd(keys.directUsers, ...users.flatMap(user => [at, assertSnowflake(user)]))
      await redis.zremrangebyscore(keys.directUsers, '-inf', at - DAY_MS)
      await redis.zremrangebyrank(keys.directUsers, 0, -1 - MAX_DIRECT_USERS)
      await redis.pexpire(keys.directUsers, DAY_MS)
    },

    async read() {
      const [until, users] = await Promise.all([
        redis.get(keys.attendance),
        redis.zrevrange(keys.directUsers, 0, MAX_DIRECT_USERS - 1),
      ])
      const at = Number(until ?? Number.NaN)
      return {
        until: Number.isFinite(at) ? at : undefined,
        directUsers: users.filter(user => snowflakeSchema.safeParse(user).success),
      }
    },
  }
}
