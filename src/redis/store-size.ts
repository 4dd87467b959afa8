import type { Redis } from 'ioredis'
import { chunks } from '../memory/chunks.ts'
import { withMemoryErrors } from './connection/errors.ts'
import type { Keys } from './keys.ts'

/** Keys looked at in one step: well under a millisecond of Redis' time. */
const SCAN_COUNT = 500

/**
 * What all data in Redis takes, in bytes, and of how many people anything is kept there. Looks at every key in small steps; others'
 * data in the same Redis counts along. Undefined where Redis does not tell its size. Throws MemoryUnavailable.
 */
export async function readStoreSize(connection: Redis, keys: Keys) {
  const redis = withMemoryErrors(connection)
  const bytes = readBytes(await redis.memory('STATS'))
  if (bytes === undefined) return undefined
  let users = 0
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', keys.userPattern, 'COUNT', SCAN_COUNT)
    cursor = next
    users += found.length
  } while (cursor !== '0')
  return { bytes, users }
}

/** By protocol a list of names and values, or both as one. */
function readBytes(stats: unknown): number | undefined {
  const pairs = Array.isArray(stats)
    ? chunks(stats, 2)
    : stats instanceof Map
      ? [...stats]
      : Object.entries(Object(stats) as object)
  const bytes = Number(pairs.find(([name]) => name === 'dataset.bytes')?.[1])
  return Number.isFinite(bytes) ? bytes : undefined
}
