import type { Redis } from 'ioredis'
import type { Keys } from '../keys.ts'
import { unavailable } from '../unavailable.ts'

/**
 * Drops the vector indexes of ours over other embedding fields than this; how many there were. The facts stay.
 * Throws MemoryUnavailable.
 */
export async function dropOtherIndexes(redis: Redis, keys: Keys, field: string): Promise<number> {
  if ((redis.options.db ?? 0) !== 0) return 0 // indexes belong to database 0, and there to somebody else
  const names = await redis.call('FT._LIST').catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ReplyError') return [] // a server without RediSearch
    throw unavailable('ft._list', error)
  })
  const ours = (Array.isArray(names) ? names : []).map(String).filter(name => name.startsWith(keys.vectorIndex('e:')))
  const others = ours.filter(name => name !== keys.vectorIndex(field))
  for (const name of others) {
    await redis.call('FT.DROPINDEX', name).catch((error: unknown) => {
      throw unavailable('ft.dropindex', error)
    })
  }
  return others.length
}
