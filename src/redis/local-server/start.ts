import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Redis } from 'ioredis'
import type { Logger } from '../../observability/logger.ts'
import { readServerInfo } from '../connection/server-info.ts'
import { ACCESS_FILE, openDataFolder, recordVersion } from './data-folder.ts'
import { findServer } from './find/find-server.ts'
import { claimServer, connectOwner, shutDownServer, untilReady } from './owner.ts'
import { dataFolderInUse, startServer, supervise } from './process.ts'
import type { Environment } from './run-command.ts'
import type { RedisServer, ServerLocation } from './server.ts'

/** A Redis of our own. */
export interface LocalRedis {
  /** Holds a password. */
  readonly url: string
  readonly kind: RedisServer['kind']
  readonly redisSearch: boolean
  /** Ends the server, with everything on disk. */
  stop(): Promise<void>
}

export interface LocalRedisOptions {
  readonly dataDir: string
  readonly log: Logger
  /** Where programs are looked for and the cache lies (PATH, HOME, XDG_CACHE_HOME); default the process' own. */
  readonly env?: Environment
}

/**
 * Starts a Redis on this machine that keeps its data in a folder, and starts it again should it die. One that was left
 * behind by a process that died is ended first, and loses nothing. Throws ConfigError when the folder is in use, or no
 * Redis can be had.
 */
export async function startLocalRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const { dataDir, log } = options
  // biome-ignore lint/style/noProcessEnv: what child processes inherit unless they are told otherwise
  const env = options.env ?? process.env
  const { place, isRunning, writtenBy } = await openDataFolder(dataDir)
  if (isRunning) await stopAbandonedServer(place, log)
  const server = await findServer({ env, log, writtenBy })
  const owner = connectOwner(place)
  const running = await startServer(server, place, owner, log).catch((error: unknown) => {
    owner.disconnect()
    throw error
  })
  await recordVersion(place, (await readServerInfo(owner)).version)
  const redisSearch = await hasRediSearch(owner)
  log.info({ kind: server.kind, redisSearch, dataDir: place.dataDir }, 'local Redis started')
  return {
    url: `redis://:${place.password}@127.0.0.1:${place.port}`,
    kind: server.kind,
    redisSearch,
    stop: supervise(running, () => startServer(server, place, owner, log), owner, log),
  }
}

/** Ends a server whose process is gone, so that the new one runs with the present program and configuration. */
async function stopAbandonedServer(place: ServerLocation, log: Logger): Promise<void> {
  const redis = connectOwner(place)
  try {
    await untilReady(redis)
    if (!(await claimServer(redis))) throw dataFolderInUse(place)
    log.info({ dataDir: place.dataDir }, 'stopping local Redis of an earlier run')
    await shutDownServer(redis)
  } finally {
    redis.disconnect()
  }
}

async function hasRediSearch(redis: Redis): Promise<boolean> {
  const modules = await redis.call('MODULE', 'LIST')
  return JSON.stringify(modules).toLowerCase().includes('"search')
}

/**
 * A Redis of our own as another program beside the bot finds it: its address, which holds a password, where it runs;
 * `stopped` where it does not; undefined where the folder never had one.
 */
export async function findLocalRedis(dataDir: string): Promise<string | 'stopped' | undefined> {
  if (!existsSync(join(dataDir, ACCESS_FILE))) return undefined
  const { place, isRunning } = await openDataFolder(dataDir)
  return isRunning ? `redis://:${place.password}@127.0.0.1:${place.port}` : 'stopped'
}
