import { Redis, type RedisOptions } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import { parseRedisAddress } from './address.ts'
import { adviceOn } from './advice.ts'
import { clusterConnector, clusterTag } from './cluster-connector.ts'
import { limitCommandTime } from './command-timeout.ts'
import { redisErrorCode } from './errors.ts'
import { minimumMajorVersion, type RestartLoss, readServerInfo } from './server-info.ts'

/** A server that can't be the memory's home: it is too old, or keeps the keys of one user on several nodes. */
type UnfitServer = { readonly kind: 'tooOld'; readonly version: string } | { readonly kind: 'clustered' }

/** What a connection tells about itself; each loss and each return once, however many tries lie between. */
export type RedisEvent =
  | { readonly kind: 'lost'; readonly code: string }
  | { readonly kind: 'back' }
  | UnfitServer
  /** What is remembered can be lost: no append-only file, or memories are evicted when memory is full. */
  | { readonly kind: 'notDurable'; readonly restartLoses: RestartLoss; readonly evicts: boolean }
  /** The server refuses CONFIG, as managed servers do. */
  | { readonly kind: 'durabilityUnknown'; readonly code: string }

export interface RedisConnectOptions {
  /** See `parseRedisAddress`. */
  readonly url: string
  readonly onEvent: (event: RedisEvent) => void
  readonly preparation?: Preparation
  /** In a Cluster, for which cell: the first one if left out. */
  readonly cell?: number
  /** How long a command may take, in milliseconds; a second if left out, as somebody waits for an answer. */
  readonly commandTimeoutMs?: number
}

/** What has to be done with a server before anybody uses it. */
export interface Preparation {
  /** Resolves when that is done, or given up because of the signal. Rejects where this server can't be used at all. */
  readonly run: (redis: Redis) => Promise<void>
  /** Told of that where it comes out after `connectRedis` has returned. */
  readonly onRefusal: (error: unknown) => void
  readonly signal: AbortSignal
}

/** What is known of a connection, or of the one that came before it. */
interface ConnectionState {
  last: 'new' | 'ready' | 'lost'
  code: string
}

const COMMAND_TIMEOUT_MS = 1000
const MAX_RECONNECT_DELAY_MS = 1000
const MIN_RECONNECT_DELAY_MS = 50
/** A connection that is dead without being closed is cut and made again after this long without a reply. */
const SOCKET_TIMEOUT_MS = 3000
/** So long a connection is left alone after the address led to a replica once more: until it leads to another server. */
const MOVE_PAUSE_MS = 2500
/** How long the start waits for a server that does not answer at all. */
const CONNECT_TIMEOUT_MS = 3000
/** How long the start waits for a preparation. */
const PREPARATION_LIMIT_MS = 5000

/** What a server says that has the keys no longer. */
const movedCodes: ReadonlySet<string> = new Set(['READONLY', 'MOVED'])

/** Answers of a server that will not change by waiting, and what to do about each. */
const permanentErrors: Readonly<Record<string, string>> = {
  NOAUTH: 'Redis wants a password: put it into REDIS_URL (redis://:password@host:6379).',
  WRONGPASS: 'Redis refuses the user name or password in REDIS_URL.',
  NO_DATABASE: 'Redis has no database of the number that REDIS_URL ends with: 0, or no number, is always there.',
  NOPERM: 'The Redis user in REDIS_URL may not run what Keepsake needs: ~keepsake:* +@all -@dangerous is enough.',
}

/**
 * Connects for the user's path: a command fails within a second rather than wait, and the connection comes back by
 * itself, for ever. Returns once it is ready and prepared, or has failed for the first time: a Redis that is down does not
 * stop the start. What is returned then, or while a preparation takes long, connects when that is through. Throws
 * ConfigError when the server refuses us, or is too old, and what the preparation throws.
 */
export async function connectRedis(options: RedisConnectOptions): Promise<Redis> {
  const { url, onEvent, preparation, cell = 0, commandTimeoutMs = COMMAND_TIMEOUT_MS } = options
  const state: ConnectionState = { last: 'new', code: 'closed' }
  const client = { state, onEvent, cell, commandTimeoutMs }
  const redis = createClient(url, client)
  await waitForFirstOutcome(redis)
  const { code } = state
  const refusal = permanentErrors[code]
  if (refusal) throw refuseServer(redis, refusal, { code })
  if (redis.status !== 'ready') {
    state.last = 'lost'
    onEvent({ kind: 'lost', code: code === 'closed' ? 'NO_ANSWER' : code })
    redis.once('ready', () => void checkServer(redis, options))
    if (preparation === undefined) return redis
    const preparing = untilReady(redis).then(() => preparation.run(redis))
    return connectAfter(preparing, redis, preparation, createClient(url, { ...client, isLate: true }))
  }
  const unfit = await checkServer(redis, options)
  if (unfit?.kind === 'clustered') throw refuseServer(redis, adviceOn('MOVED').whatToDo ?? '', { code: 'MOVED' })
  if (unfit !== undefined) {
    const { version } = unfit
    const message = `Keepsake needs Redis ${minimumMajorVersion} or newer (or Valkey), and this is ${version}.`
    throw refuseServer(redis, message, { version })
  }
  if (preparation === undefined) return redis
  const preparing = preparation.run(redis)
  try {
    if (await isThroughWithin(preparing, PREPARATION_LIMIT_MS)) return redis
  } catch (error) {
    redis.disconnect()
    throw error
  }
  return connectAfter(preparing, redis, preparation, createClient(url, { ...client, isLate: true }))
}

/** A connection that is made when a preparation is through, which goes on by another one. */
function connectAfter(preparing: Promise<void>, by: Redis, { onRefusal, signal }: Preparation, late: Redis): Redis {
  const connect = async () => {
    try {
      await preparing
      // The first try is like every other: its failure is told by an event.
      if (!signal.aborted) late.connect().catch(() => undefined)
    } catch (error) {
      if (!signal.aborted) onRefusal(error)
    } finally {
      by.disconnect()
    }
  }
  void connect()
  signal.addEventListener('abort', () => by.disconnect())
  return late
}

function untilReady(redis: Redis): Promise<void> {
  return new Promise(resolve => redis.once('ready', () => resolve()))
}

function isThroughWithin(work: Promise<void>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, ms, false)
  return Promise.race([work.then(() => true), promise]).finally(() => clearTimeout(timer))
}

const reconnectDelay = (attempt: number) =>
  Math.min(MIN_RECONNECT_DELAY_MS * 2 ** Math.min(attempt - 1, 8), MAX_RECONNECT_DELAY_MS)

interface ClientOptions {
  readonly state: ConnectionState
  readonly onEvent: RedisConnectOptions['onEvent']
  readonly cell: number
  readonly commandTimeoutMs: number
  /** Whether it is connected by hand, later. */
  readonly isLate?: boolean
}

function createClient(address: string, clientOptions: ClientOptions): Redis {
  const { state, onEvent, cell, commandTimeoutMs, isLate = false } = clientOptions
  const { url, options: place, nodes } = parseRedisAddress(address)
  // A connection to what is a replica now is left to find the primary: that is no loss.
  let isMovingOn = false
  let movedAt = Number.NEGATIVE_INFINITY
  const options = {
    ...place,
    ...(nodes && { Connector: clusterConnector({ nodes, login: place }, clusterTag(cell)) }),
    connectionName: 'keepsake',
    maxRetriesPerRequest: 0, // what was under way when a connection was cut fails then, as it is not sent again
    socketTimeout: Math.max(SOCKET_TIMEOUT_MS, commandTimeoutMs),
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // a cut connection would otherwise apply a command twice
    retryStrategy: reconnectDelay,
    sentinelRetryStrategy: reconnectDelay,
    reconnectOnError(error: Error) {
      if (!movedCodes.has(redisErrorCode(error)) || performance.now() - movedAt < MOVE_PAUSE_MS) return false
      movedAt = performance.now()
      isMovingOn = true
      return true
    },
    lazyConnect: isLate,
  } satisfies RedisOptions
  const redis = url === undefined ? new Redis(options) : new Redis(url, options)
  limitCommandTime(redis, commandTimeoutMs)
  redis.on('error', (error: unknown) => {
    state.code = redisErrorCode(error)
  })
  redis.on('ready', () => {
    if (state.last === 'lost') onEvent({ kind: 'back' })
    state.last = 'ready'
    // It is ready all the same, in another database.
    if (state.code !== 'NO_DATABASE') state.code = 'closed'
  })
  // Unlike `close`, this is silent when we end the connection ourselves.
  redis.on('reconnecting', () => {
    if (isMovingOn) {
      isMovingOn = false
      return
    }
    if (state.last !== 'ready') return
    state.last = 'lost'
    onEvent({ kind: 'lost', code: state.code })
  })
  // As it is the first command would connect it.
  if (isLate) redis.disconnect()
  return redis
}

function waitForFirstOutcome(redis: Redis): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, CONNECT_TIMEOUT_MS)
    function done() {
      clearTimeout(timer)
      redis.off('ready', done)
      redis.off('reconnecting', done)
      resolve()
    }
    redis.once('ready', done)
    redis.once('reconnecting', done)
  })
}

/** Tells what there is to tell about the server, and returns it where it is none for us. */
async function checkServer(
  redis: Redis,
  { url, onEvent }: Pick<RedisConnectOptions, 'url' | 'onEvent'>,
): Promise<UnfitServer | undefined> {
  const { version, major, isClustered, settings } = await readServerInfo(redis)
  if (major !== undefined && major < minimumMajorVersion) return tellUnfit({ kind: 'tooOld', version })
  if (isClustered && parseRedisAddress(url).nodes === undefined) return tellUnfit({ kind: 'clustered' })
  if ('code' in settings) onEvent({ kind: 'durabilityUnknown', code: settings.code })
  else if (settings.restartLoses !== 'nothing' || settings.evicts) onEvent({ kind: 'notDurable', ...settings })
  return undefined

  function tellUnfit(unfit: UnfitServer): UnfitServer {
    onEvent(unfit)
    return unfit
  }
}

function refuseServer(redis: Redis, message: string, facts: { code?: string; version?: string }): ConfigError {
  redis.disconnect()
  return new ConfigError(message, facts)
}
