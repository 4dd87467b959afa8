import { BackupError } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { redisHosts } from '../connection/address.ts'
import { findLocalRedis, startLocalRedis } from '../local-server/start.ts'
import { openServers } from './open-servers.ts'
import type { SpreadMemory } from './spread-memory.ts'

/** A memory that is read or written as a whole, beside a bot that uses it or not. */
export interface OpenedMemory extends SpreadMemory {
  /** For people, without a password. */
  readonly where: string
  /** Servers that have cells of it and are not named, where that is accepted. */
  readonly leftBehind: readonly string[]
  close(): Promise<void>
}

export interface MemoryLocation {
  /** None: the Redis of our own in `dataDir`. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly log: Logger
}

export interface OpeningOptions {
  /** Whether a Redis of our own that is not there yet is made. */
  readonly isMade?: boolean
  /** Whether a Redis of our own is started for this process alone; ConfigError where a bot holds it. */
  readonly isAlone?: boolean
  /** Whether what stands there is to go: see `ServersOptions`. */
  readonly isReplaced?: boolean
}

/**
 * Opens the memory of the settings. A Redis of our own that does not run is started for the time. Throws BackupError, or
 * ConfigError.
 */
export async function openMemory(
  { url, dataDir, log }: MemoryLocation,
  { isMade = false, isAlone = false, isReplaced = false }: OpeningOptions = {},
): Promise<OpenedMemory> {
  if (url !== undefined) return await openAt(url, `the Redis at ${redisHosts(url)}`, isReplaced)
  const found = await findLocalRedis(dataDir)
  if (found === undefined && !isMade)
    throw new BackupError(
      `There is no memory here: REDIS_URL is not set, and ${dataDir}/ holds none. Run this where the bot runs, with its .env.`,
    )
  const where = `the Redis in ${dataDir}/`
  if (found !== undefined && found !== 'stopped' && !isAlone) return await openAt(found, where)
  const own = await startLocalRedis({ dataDir, log })
  const memory = await openAt(own.url, where).catch(async (error: unknown) => {
    await own.stop()
    throw error
  })
  return {
    ...memory,
    async close() {
      await memory.close()
      await own.stop()
    },
  }
}

async function openAt(url: string, where: string, isReplaced = false): Promise<OpenedMemory> {
  const { close, ...memory } = await openServers(url, { isReplaced })
  return { ...memory, where, close: async () => close() }
}
