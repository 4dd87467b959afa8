import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'

/**
 * Redis has 16 databases unless it is told otherwise. The first holds what is somebody's own; in the second are tests that
 * keep to keys of their own and want no RediSearch, which knows the first alone.
 */
const [FIRST_DATABASE, LAST_DATABASE] = [2, 15]
/** Longer than any test may take; after that a database of a suite that died is free again. */
const LEASE_MS = 180_000

/**
 * Takes an empty database of a Redis for one test.
 * KEYS 1 mark that it is for tests  2 lease     ARGV 1 whose  2 ms
 */
const TAKE = `
if redis.call('EXISTS', KEYS[1]) == 0 and redis.call('DBSIZE') > 0 then return 0 end
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('FLUSHDB')
redis.call('SET', KEYS[1], 1)
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return 1`

export interface FreeDatabase {
  readonly url: string
  /** What stands in it. */
  readonly redis: Redis
  free(): Promise<void>
}

/**
 * A database of its own for a bot that runs as a process: its keys have no prefix by which tests could share one.
 * Other suites may use the same Redis at the same time, and what is not for tests is not touched.
 */
export async function takeFreeDatabase(redisUrl: string): Promise<FreeDatabase> {
  const owner = randomUUID()
  for (let database = FIRST_DATABASE; database <= LAST_DATABASE; database += 1) {
    const url = new URL(redisUrl)
    url.pathname = `/${database}`
    const redis = new Redis(url.href)
    if ((await redis.eval(TAKE, 2, 'keepsake-tests', 'keepsake-tests:lease', owner, LEASE_MS)) === 1) {
      return {
        url: url.href,
        redis,
        async free() {
          await redis.flushdb()
          redis.disconnect()
        },
      }
    }
    redis.disconnect()
  }
  throw new Error('Every database of the Redis of the tests is in use.')
}
