import type { Redis } from 'ioredis'
import type { Attendance } from '../../memory/ports/attendance.ts'
import type { HeardUntil } from '../../memory/shards.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'

const DAY_MS = 86_400_000
/** So long the bot may be away and still know where to look. */
const KEPT_MS = 30 * DAY_MS
const MAX_DIRECT_USERS = 50

/** A hash of times by shard, and a sorted set of people by when they last spoke in direct messages. */
export function redisAttendance(connection: Redis, keys: Keys): Attendance {
  const redis = withMemoryErrors(connection)
  return {
    async noteHeard(at, { ids, count }) {
      if (ids.length === 0) return
      await redis.hset(keys.attendance, ...ids.flatMap(id => [`${id}/${count}`, Math.round(at)]))
      await redis.pexpire(keys.attendance, KEPT_MS)
    },

    async noteDirectUsers(at, users) {
      if (users.length === 0) return
      await redis.zadd(keys.directUsers, ...users.flatMap(user => [at, assertSnowflake(user)]))
      await redis.zremrangebyscore(keys.directUsers, '-inf', at - DAY_MS)
      await redis.zremrangebyrank(keys.directUsers, 0, -1 - MAX_DIRECT_USERS)
      await redis.pexpire(keys.directUsers, KEPT_MS)
    },

    async read() {
      const [byShard, ofWholeBot, users] = await Promise.all([
        redis.hgetall(keys.attendance),
        redis.get(keys.formerAttendance),
        redis.zrevrange(keys.directUsers, 0, MAX_DIRECT_USERS - 1),
      ])
      const notes = ofWholeBot === null ? byShard : { '0/1': ofWholeBot, ...byShard }
      return {
        heard: Object.entries(notes).flatMap(([shards, until]) => parseNote(shards, until) ?? []),
        directUsers: users.filter(user => snowflakeSchema.safeParse(user).success),
      }
    },
  }
}

function parseNote(shards: string, time: string): HeardUntil | undefined {
  const [shard, count] = shards.split('/').map(Number)
  const until = Number(time)
  const isNote = Number.isInteger(shard) && Number.isInteger(count) && Number(count) > 0 && Number.isFinite(until)
  return isNote ? { shard: Number(shard), count: Number(count), until } : undefined
}
