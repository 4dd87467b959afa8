import type { Redis } from 'ioredis'
import { readRedisTime } from '../connection/server-info.ts'
import { cellOfName, type Keys } from '../keys.ts'
import type { ScriptBase } from '../scripts/script-context.ts'

/**
 * A memory that is read or written as a whole, wherever its cells stand. A key is known by its name (see `nameOfKey`), which is the
 * same on whatever servers the memory is.
 */
export interface SpreadMemory extends ScriptBase {
  /** Every server on which cells may stand, once. `redis` is one of them, and `keys` are those of the first cell. */
  readonly servers: readonly Redis[]
  /** Where a cell stands. */
  serverOf(cell: number): Redis
  /** Chooses a server for each of so many cells, of which nobody uses one. Throws MemoryUnavailable. */
  place(cells: number): Promise<void>
}

/** A memory of however many cells on a single server. */
export function onOneServer(redis: Redis, keys: Keys): SpreadMemory {
  return { redis, keys, servers: [redis], serverOf: () => redis, place: async () => undefined }
}

/** What is of one cell each, in the order in which it came: nothing is read or written in two cells at once. */
export function groupByCell<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly { readonly cell: number; readonly items: readonly T[] }[] {
  const groups = Map.groupBy(items, item => cellOfName(nameOf(item)))
  return [...groups].map(([cell, some]) => ({ cell, items: some }))
}

/** How many keys there are on all servers, others' as well. Throws what ioredis does. */
export async function countKeys({ servers }: SpreadMemory): Promise<number> {
  const counts = await Promise.all(servers.map(redis => redis.dbsize()))
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The clock of the server that is ahead of all others, in milliseconds since 1970. */
export async function readLatestTime({ servers }: SpreadMemory): Promise<number> {
  return Math.max(...(await Promise.all(servers.map(readRedisTime))))
}
