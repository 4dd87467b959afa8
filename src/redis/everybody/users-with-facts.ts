import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import { type Keys, snowflakeSchema } from '../keys.ts'

/** Keys looked at in one step: well under a millisecond of Redis' time. */
const SCAN_COUNT = 500

/** A step of SCAN: the next cursor, and whom it came by of whom a fact is kept. */
export async function scanUsersWithFacts(redis: Redis, keys: Keys, cursor: string): Promise<[string, UserId[]]> {
  const [next, found] = await redis.scan(cursor, 'MATCH', keys.factsPatternOfAllUsers, 'COUNT', SCAN_COUNT)
  return [next, found.flatMap(userOfKey)]
}

/** Everybody of whom a fact is kept; some perhaps twice. */
export async function* usersWithFacts(redis: Redis, keys: Keys): AsyncGenerator<UserId> {
  let cursor = '0'
  do {
    const [next, users] = await scanUsersWithFacts(redis, keys, cursor)
    yield* users
    cursor = next
  } while (cursor !== '0')
}

function userOfKey(key: string): UserId[] {
  const user = /\{(?<user>\d+)\}$/u.exec(key)?.[1]
  return user !== undefined && snowflakeSchema.safeParse(user).success ? [user] : []
}
