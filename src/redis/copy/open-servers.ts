import type { Redis } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import { readLayout } from '../cells/layout.ts'
import { isClusterAddress, keyPrefixAt, nameServer, serverUrls } from '../connection/address.ts'
import { FIRST_HOME, findHome, homeOf, isHome, placeCells, readHomeTable } from '../homes/home-table.ts'
import { describeMisplacement } from '../homes/misplacement.ts'
import { createKeys, type Keys } from '../keys.ts'
import { connectForCopy } from './connect.ts'
import { openClusterNodes } from './open-cluster-nodes.ts'
import { onOneServer, type SpreadMemory } from './spread-memory.ts'

export interface OpenedServers extends SpreadMemory {
  /** Servers that have cells of it and are not named, where that is accepted. */
  readonly leftBehind: readonly string[]
  close(): void
}

export interface ServersOptions {
  readonly keyPrefix?: string
  /** Whether what stands there is to go: cells may stand on servers that are not named any more. */
  readonly isReplaced?: boolean
}

/**
 * Connects to all servers on which the cells of a memory may stand. Throws BackupError where one can't be reached, ConfigError where
 * it refuses us or cells stand elsewhere, or MemoryUnavailable.
 */
export async function openServers(
  setting: string,
  { keyPrefix, isReplaced = false }: ServersOptions = {},
): Promise<OpenedServers> {
  const keys = createKeys(keyPrefixAt(setting, keyPrefix))
  const opened: Redis[] = []
  const connect = async (url: string, cell?: number) => {
    const redis = await connectForCopy(url, cell)
    opened.push(redis)
    return redis
  }
  const close = () => {
    for (const redis of opened) redis.disconnect()
  }
  try {
    if (isClusterAddress(setting)) {
      const { first, nodeOf } = await openClusterNodes(cell => connect(setting, cell))
      return { ...onOneServer(first, keys), servers: opened, serverOf: nodeOf, leftBehind: [], close }
    }
    const urls = serverUrls(setting)
    for (const url of urls) await connect(url)
    const [first, ...further] = opened.map((redis, i) => ({ redis, keys, name: nameServer(urls[i] ?? '') }))
    if (first === undefined) throw new ConfigError('REDIS_URL names no server.')
    return { ...(await findHomes(first, further, isReplaced)), close }
  } catch (error) {
    close()
    throw error
  }
}

interface Server {
  readonly redis: Redis
  readonly keys: Keys
  readonly name: string
}

async function findHomes(
  first: Server,
  further: readonly Server[],
  isReplaced: boolean,
): Promise<Omit<OpenedServers, 'close'>> {
  const { redis, keys, name: firstName } = first
  const look = async () => ({
    table: await readHomeTable(first),
    found: await Promise.all(further.map(server => findHome(server, keys))),
  })
  let { table, found } = await look()
  const { cells } = await readLayout(redis, keys)
  const problem = describeMisplacement({ table, firstName, further: found, cells: isReplaced ? 0 : cells })
  if (problem !== undefined) throw new ConfigError(problem)
  const indexOf = (id: string) => found.findIndex(server => isHome(table, id, server))
  const ids = new Set([...table.homes.values()].filter(id => id !== FIRST_HOME && indexOf(id) < 0))
  return {
    ...onOneServer(redis, keys),
    servers: [redis, ...further.map(server => server.redis)],
    serverOf: cell => further[indexOf(homeOf(table, cell))]?.redis ?? redis,
    async place(count) {
      if (further.length === 0 && table.memory === undefined) return
      await placeCells({ first, further, used: undefined, cells: count })
      ;({ table, found } = await look())
    },
    leftBehind: [...ids].flatMap(id => table.names.get(id) ?? []),
  }
}
