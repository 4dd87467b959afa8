import type { Redis } from 'ioredis'
import { serverFacts } from '../server-facts.ts'
import { noteVersion, openDataFolder } from './data-folder.ts'
import { findServer } from './find-server.ts'
import { hold, openHolder, ready, shutDown } from './holder.ts'
import type { Log, Place, Server } from './launch.ts'
import type { Environment } from './run-command.ts'
import { inUse, startServer } from './start-server.ts'
import { supervise } from './supervise.ts'

/** A Redis of our own. */
export interface LocalRedis {
  /** Holds a password. */
  readonly url: string
  readonly kind: Server['kind']
  readonly redisSearch: boolean
  /** Ends the server, with everything on disk. */
  stop(): Promise<void>
}

export interface LocalRedisOptions {
  readonly dataDir: string
  readonly log: Log
  /** Where programs are looked for and the cache lies (PATH, HOME, XDG_CACHE_HOME); default the process' own. */
  readonly env?: Environment
}

/**
 * Starts a Redis on this machine that keeps its data in a folder, and starts it again should it die. One that was left
 * behind by a process that died is ended first, and loses nothing. Throws BadSettings when the folder is in use, or no
 * Redis can be had.
 */
export async function startLocalRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const { dataDir, log } = options
  // biome-ignore lint/style/noProcessEnv: what child processes inherit unless they are told otherwise
  const env = options.env ?? process.env
  const { place, isRunning, writtenBy } = await openDataFolder(dataDir)
  if (isRunning) await endAbandoned(place, log)
  const server = await findServer({ env, log, writtenBy })
  const holder = openHolder(place)
  const running = await startServer(server, place, holder, log).catch((error: unknown) => {
    holder.disconnect()
    throw error
  })
  await noteVersion(place, (await serverFacts(holder)).version)
  const redisSearch = await hasSearch(holder)
  log.info({ kind: server.kind, redisSearch, dataDir: place.dataDir }, 'a Redis of our own runs')
  return {
    url: `redis://:${place.password}@127.0.0.1:${place.port}`,
    kind: server.kind,
    redisSearch,
    stop: supervise(running, () => startServer(server, place, holder, log), holder, log),
  }
}

/** Ends a server whose process is gone, so that the new one runs with the present program and configuration. */
async function endAbandoned(place: Place, log: Log): Promise<void> {
  const redis = openHolder(place)
  try {
    await ready(redis)
    if (!(await hold(redis))) throw inUse(place)
    log.info({ dataDir: place.dataDir }, 'ending the Redis that an earlier run left behind')
    await shutDown(redis)
  } finally {
    redis.disconnect()
  }
}

async function hasSearch(redis: Redis): Promise<boolean> {
  const modules = await redis.call('MODULE', 'LIST')
  return JSON.stringify(modules).toLowerCase().includes('"search')
}
