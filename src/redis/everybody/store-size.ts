import type { Redis } from 'ioredis'
import { chunks } from '../../memory/chunks.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { shareScanned } from './share-scanned.ts'

/** Keys looked at in one step: well under a millisecond of Redis' time. */
const SCAN_COUNT = 500
/** SCAN comes by all keys in no order, so that the first are as good as some drawn by chance. */
const MAX_STEPS = 100

export interface StoreSize {
  readonly bytes: number
  readonly users: number
}

/**
 * What all data in Redis takes, in bytes, and of how many people anything is kept there: where there are many keys, reckoned by
 * some 50,000 of them. Others' data in the same Redis counts along. Undefined where Redis does not tell its size. Throws MemoryUnavailable.
 * @param userPattern what the records of users match
 */
export async function readStoreSize(
  connection: Redis,
  userPattern: string,
  maxSteps = MAX_STEPS,
): Promise<StoreSize | undefined> {
  const redis = withMemoryErrors(connection)
  const bytes = readBytes(await redis.memory('STATS'))
  if (bytes === undefined) return undefined
  let [users, steps, cursor] = [0, 0, '0']
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', userPattern, 'COUNT', SCAN_COUNT)
    cursor = next
    users += found.length
    steps += 1
  } while (cursor !== '0' && steps < maxSteps)
  return { bytes, users: cursor === '0' ? users : Math.round(users / shareScanned(cursor)) }
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
