import type { Redis } from 'ioredis'
import { withMemoryErrors } from './connection/errors.ts'
import type { Keys } from './keys.ts'

const SCAN_COUNT = 1000

/**
 * Removes the keys of the queue that a memory written by version 0.1 may still have: they name users, and forgetting
 * does not look into them. The key that tells of the queue goes last, so that a removal that was cut off begins anew.
 * Throws MemoryUnavailable.
 */
export async function removeOldQueue(connection: Redis, keys: Pick<Keys, 'oldQueue'>): Promise<void> {
  const redis = withMemoryErrors(connection)
  const marker = `${keys.oldQueue}learn:meta`
  if ((await redis.exists(marker)) === 0) return
  for (let cursor = ''; cursor !== '0'; ) {
    const [next, found] = await redis.scan(cursor || '0', 'MATCH', `${keys.oldQueue}*`, 'COUNT', SCAN_COUNT)
    const rest = found.filter(key => key !== marker)
    if (rest.length > 0) await redis.unlink(rest)
    cursor = next
  }
  await redis.unlink(marker)
}
