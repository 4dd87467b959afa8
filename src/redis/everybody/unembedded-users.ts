import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import { type Keys, snowflakeSchema } from '../keys.ts'

const SCAN_COUNT = 500

/** Everybody with facts for which no embedding could be had, a step at a time; some perhaps twice. */
export async function* usersWithUnembeddedFacts(redis: Redis, keys: Keys): AsyncGenerator<readonly UserId[]> {
  let cursor = '0'
  do {
    const [next, found] = await redis.sscan(keys.unembedded, cursor, 'COUNT', SCAN_COUNT)
    cursor = next
    yield found.filter(user => snowflakeSchema.safeParse(user).success)
  } while (cursor !== '0')
}
