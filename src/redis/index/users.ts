import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import { type Keys, snowflake } from '../keys.ts'
import { unavailable } from '../unavailable.ts'

/** Keys looked at in one step: well under a millisecond of Redis' time. */
const STEP = 500

/** Everybody of whom a fact is kept; some perhaps twice. Throws MemoryUnavailable. */
export async function* usersWithFacts(redis: Redis, keys: Keys): AsyncGenerator<UserId> {
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', keys.factsOfAll, 'COUNT', STEP).catch((error: unknown) => {
      throw unavailable('scan', error)
    })
    cursor = next
    yield* found.map(key => /\{(?<user>\d+)\}$/.exec(key)?.[1] ?? '').filter(isUser)
  } while (cursor !== '0')
}

/** Everybody with facts for which no embedding could be had when they were learned. Throws MemoryUnavailable. */
export async function* usersListed(redis: Redis, keys: Keys): AsyncGenerator<UserId> {
  let cursor = '0'
  do {
    const [next, found] = await redis.sscan(keys.unembedded, cursor, 'COUNT', STEP).catch((error: unknown) => {
      throw unavailable('sscan', error)
    })
    cursor = next
    yield* found.filter(isUser)
  } while (cursor !== '0')
}

function isUser(id: string): boolean {
  return snowflake.safeParse(id).success
}
