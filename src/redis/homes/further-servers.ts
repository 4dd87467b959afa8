import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { ConfigError, MemoryUnavailable } from '../../errors.ts'
import type { KnownLayout } from '../cells/layout.ts'
import { nameServer } from '../connection/address.ts'
import type { Preparation } from '../connection/client.ts'
import type { WatchedConnection } from '../connection/open-connection.ts'
import type { Keys } from '../keys.ts'
import {
  FIRST_HOME,
  type FoundHome,
  findHome,
  type HomeTable,
  homeOf,
  isHome,
  placeCells,
  readHomeTable,
} from './home-table.ts'
import { describeMisplacement } from './misplacement.ts'

const RETRY_MS = 1000

interface FurtherServersOptions {
  /** What REDIS_URL names, the first server first. */
  readonly urls: readonly [string, ...string[]]
  readonly keys: Keys
  readonly layout: KnownLayout
  readonly first: () => WatchedConnection
  /** Connects to one; nobody uses that before it is prepared. */
  readonly connect: (url: string, name: string, preparation: Preparation) => Promise<WatchedConnection>
  /** Told where it comes out later that the memory can't be used by these servers. */
  readonly onRefusal: (error: ConfigError) => void
}

/** The servers behind the first one, where REDIS_URL names several, and which cell stands on which of them. */
export interface FurtherServers {
  /** Connects to them, also to those that are down: they are looked at when they are there. Throws ConfigError. */
  open(): Promise<readonly WatchedConnection[]>
  /** Reads anew where the cells stand, by the first server. Throws MemoryUnavailable. */
  refresh(first: Redis): Promise<void>
  /** Throws ConfigError where the memory can't be used by these servers, as far as they were reached. */
  check(): void
  /** The connection to a cell; undefined for one on the first server. Throws MemoryUnavailable. */
  connectionOf(cell: number): WatchedConnection | undefined
  /** Names the connection that `connectionOf` gives. */
  placeOf(cell: number): string
  /** Chooses servers for cells that are to be: see `placeCells`. Throws ConfigError or MemoryUnavailable. */
  place(used: number, cells: number): Promise<string | undefined>
  stop(): void
}

export function furtherServers(options: FurtherServersOptions): FurtherServers {
  const { keys, layout, first, connect, onRefusal } = options
  const [firstUrl, ...urls] = options.urls
  const names = urls.map(nameServer)
  const found: (FoundHome | undefined)[] = urls.map(() => undefined)
  /** By which they were looked at last. */
  const reached: (Redis | undefined)[] = urls.map(() => undefined)
  let connections: readonly WatchedConnection[] = []
  let table: HomeTable | undefined
  let readFrom: Redis | undefined
  const ending = new AbortController()
  const { signal } = ending

  function findProblem(): string | undefined {
    if (table === undefined) return undefined
    const firstName = nameServer(firstUrl)
    return describeMisplacement({ table, firstName, further: found, cells: layout.current().cells })
  }
  function check(): void {
    const problem = findProblem()
    if (problem !== undefined) throw new ConfigError(problem)
  }
  async function find(i: number, redis: Redis): Promise<void> {
    reached[i] = redis
    found[i] = await findHome({ redis, name: names[i] ?? '' }, keys)
  }
  async function look(i: number, redis: Redis): Promise<void> {
    await find(i, redis)
    // The table may tell of it since it was read.
    if (findProblem() !== undefined && readFrom !== undefined) await refresh(readFrom)
    check()
  }
  async function lookUntilAnswered(i: number, redis: Redis): Promise<void> {
    while (!signal.aborted) {
      try {
        return await look(i, redis)
      } catch (error) {
        if (!(error instanceof MemoryUnavailable)) throw error
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  function refuse(error: unknown): void {
    if (error instanceof ConfigError) onRefusal(error)
  }
  /** One that was not reached yet is taken for the server that had its name, until it can be asked; nobody uses it before. */
  function indexOf(cell: number): number | undefined {
    const id = homeOf(table, cell)
    if (table === undefined || id === FIRST_HOME) return undefined
    const known = table
    const at = found.findIndex(server => isHome(known, id, server))
    return at >= 0 ? at : names.findIndex((name, i) => found[i] === undefined && name === known.names.get(id))
  }
  async function refresh(redis: Redis): Promise<void> {
    readFrom = redis
    const known = await readHomeTable({ redis, keys })
    table = known
    const isFound = (id: string) => id === FIRST_HOME || found.some(server => isHome(known, id, server))
    // Another process may have chosen some since they were looked at: a mark is there before the table tells of it.
    if (![...known.homes.values()].every(isFound)) await lookAgain()
  }
  /** Who can't be asked now is as they were. */
  async function lookAgain(): Promise<void> {
    const looks = reached.map((redis, i) => (redis?.status === 'ready' ? find(i, redis) : undefined))
    await Promise.allSettled(looks)
  }

  return {
    refresh,
    check,
    async open() {
      const outcomes = await Promise.allSettled(
        urls.map((url, i) => {
          const run = (redis: Redis) => lookUntilAnswered(i, redis)
          return connect(url, names[i] ?? '', { run, onRefusal: refuse, signal })
        }),
      )
      connections = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? outcome.value : []))
      try {
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
        check()
      } catch (error) {
        ending.abort()
        for (const connection of connections) connection.close()
        throw error
      }
      // It may have lost everything, or be another one.
      for (const [i, { redis }] of connections.entries()) redis.on('ready', () => void look(i, redis).catch(refuse))
      return connections
    },
    connectionOf(cell) {
      const at = indexOf(cell)
      if (at === undefined) return undefined
      const connection = connections[at]
      if (connection !== undefined) return connection
      throw new MemoryUnavailable('The server of a cell was not reached yet.', { cell })
    },
    placeOf: cell => `${cell}@${indexOf(cell) ?? FIRST_HOME}`,
    async place(used, cells) {
      if (urls.length === 0 && table?.memory === undefined) return ''
      if (found.includes(undefined))
        throw new MemoryUnavailable(
          'A server of REDIS_URL was not reached yet: the memory grows when all of them are there.',
        )
      check()
      const { redis } = first()
      const further = connections.map((connection, i) => ({ redis: connection.redis, name: names[i] ?? '' }))
      const placement = await placeCells({ first: { redis, keys, name: nameServer(firstUrl) }, further, used, cells })
      await refresh(redis)
      check()
      return placement
    },
    stop: () => ending.abort(),
  }
}
