import type { Redis } from 'ioredis'
import type { UserId } from '../memory/types.ts'
import type { Keys } from './keys.ts'

/** Keys looked at in one step: well under a millisecond of Redis' time. */
const SCAN_COUNT = 500

/** Everybody of whom a fact is kept; some perhaps twice. */
export async function* usersWithFacts(redis: Redis, keys: Keys): AsyncGenerator<UserId> {
  const pattern = keys.factsPatternOfAllUsers
  for await (const key of scanAll(cursor => redis.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT))) {
    yield /\{(?<user>\d+)\}$/.exec(key)?.[1] ?? ''
  }
}

/** Everybody with facts for which no embedding could be had when they were learned. */
export function usersWithUnembeddedFacts(redis: Redis, keys: Keys): AsyncGenerator<UserId> {
  return scanAll(cursor => redis.sscan(keys.unembedded, cursor, 'COUNT', SCAN_COUNT))
}

async function* scanAll(scan: (cursor: string) => Promise<[cursor: string, found: string[]]>): AsyncGenerator<string> {
  let cursor = '0'
  do {
    const [next, found] = await scan(cursor)
    cursor = next
    yield* found
  } while (cursor !== '0')
}
