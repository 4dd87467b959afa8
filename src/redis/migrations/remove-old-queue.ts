import { withMemoryErrors } from '../connection/errors.ts'
import type { MigrationContext } from './migration.ts'

const SCAN_COUNT = 1000

/**
 * Removes the keys of the queue by which the first version learned: they name users, and forgetting does not look into them.
 * The key that tells of the queue goes last, so that a removal that was cut off begins anew.
 */
export async function removeOldQueue({ redis: connection, keys, signal }: MigrationContext): Promise<number> {
  const redis = withMemoryErrors(connection)
  const marker = `${keys.oldQueue}learn:meta`
  if ((await redis.exists(marker)) === 0) return 0
  let removed = 0
  for (let cursor = ''; cursor !== '0'; ) {
    signal.throwIfAborted()
    const [next, found] = await redis.scan(cursor || '0', 'MATCH', `${keys.oldQueue}*`, 'COUNT', SCAN_COUNT)
    const rest = found.filter(key => key !== marker)
    if (rest.length > 0) removed += await redis.unlink(rest)
    cursor = next
  }
  return removed + (await redis.unlink(marker))
}
