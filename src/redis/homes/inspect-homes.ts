import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { readLayout } from '../cells/layout.ts'
import { keyPrefixAt, nameServer } from '../connection/address.ts'
import { connectRedis } from '../connection/client.ts'
import { createKeys, type Keys } from '../keys.ts'
import { FIRST_HOME, type FoundHome, findHome, homeOf, isHome, readHomeTable } from './home-table.ts'
import { describeMisplacement } from './misplacement.ts'

/** Where the cells of a memory stand, as far as its servers tell. */
export interface HomesInspection {
  /** Why it can't be used by these servers; undefined where it can. */
  readonly problem: string | undefined
  /** In how many cells it stands in all. */
  readonly total: number
  /** How many cells stand on each server, in the order of the addresses; undefined where one does not tell. */
  readonly cells: readonly (number | undefined)[]
}

/** Looks where the cells stand. Undefined where the first server does not tell. Throws ConfigError. */
export async function inspectHomes(
  [firstUrl, ...urls]: readonly [string, ...string[]],
  keyPrefix?: string,
): Promise<HomesInspection | undefined> {
  const keys = createKeys(keyPrefixAt(firstUrl, keyPrefix))
  const first = await askServer(firstUrl, async redis => ({
    table: await readHomeTable({ redis, keys }),
    ...(await readLayout(redis, keys)),
  }))
  if (first === undefined) return undefined
  const { table, cells } = first
  const further = await Promise.all(urls.map(url => askFurtherServer(url, keys)))
  const homes = Array.from({ length: cells }, (_, cell) => homeOf(table, cell))
  const countAt = (server: FoundHome | undefined) => server && homes.filter(id => isHome(table, id, server)).length
  return {
    problem: describeMisplacement({ table, cells, firstName: nameServer(firstUrl), further }),
    total: cells,
    cells: [homes.filter(id => id === FIRST_HOME).length, ...further.map(countAt)],
  }
}

function askFurtherServer(url: string, keys: Keys): Promise<FoundHome | undefined> {
  return askServer(url, redis => findHome({ redis, name: nameServer(url) }, keys))
}

/** Undefined where it can't be reached, or does not tell. */
async function askServer<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T | undefined> {
  const redis = await connectRedis({ url, onEvent: () => undefined })
  try {
    return redis.status === 'ready' ? await ask(redis) : undefined
  } catch (error) {
    if (error instanceof MemoryUnavailable) return undefined
    throw error
  } finally {
    redis.disconnect()
  }
}
