import { Redis } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import { redisErrorCode } from './errors.ts'
import { minimumMajorVersion, readServerInfo } from './server-info.ts'

/** What a connection tells about itself; each loss and each return once, however many tries lie between. */
export type RedisEvent =
  | { readonly kind: 'lost'; readonly code: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'tooOld'; readonly version: string }
  /** What is remembered can be lost: no append-only file, or memories are evicted when memory is full. */
  | { readonly kind: 'notDurable'; readonly appendOnly: boolean; readonly evicts: boolean }
  /** The server refuses CONFIG, as managed servers do. */
  | { readonly kind: 'durabilityUnknown'; readonly code: string }

export interface RedisConnectOptions {
  /** redis://, rediss:// */
  readonly url: string
  readonly onEvent: (event: RedisEvent) => void
}

const COMMAND_TIMEOUT_MS = 1000
const MAX_RECONNECT_DELAY_MS = 1000
const MIN_RECONNECT_DELAY_MS = 50
/** A connection that is dead without being closed is cut and made again after this long without a reply. */
const SOCKET_TIMEOUT_MS = 3000
/** How long the start waits for a server that does not answer at all. */
const CONNECT_TIMEOUT_MS = 3000

/** Answers of a server that will not change by waiting, and what to do about each. */
const permanentErrors: Readonly<Record<string, string>> = {
  NOAUTH: 'Redis wants a password: put it into REDIS_URL (redis://:password@host:6379).',
  WRONGPASS: 'Redis refuses the user name or password in REDIS_URL.',
  NOPERM: 'The Redis user in REDIS_URL may not run the commands that Keepsake needs (scripts, hashes, sets).',
}

/**
 * Connects for the user's path: a command fails within a second rather than wait, and the connection comes back by
 * itself, for ever. Returns once it is ready, or has failed for the first time: a Redis that is down does not stop the
 * start. Throws ConfigError when the server refuses us, or is too old.
 */
export async function connectRedis({ url, onEvent }: RedisConnectOptions): Promise<Redis> {
  const redis = createClient(url)
  let code = 'closed'
  let state: 'new' | 'ready' | 'lost' = 'new'
  redis.on('error', (error: unknown) => {
    code = redisErrorCode(error)
  })
  redis.on('ready', () => {
    if (state === 'lost') onEvent({ kind: 'back' })
    state = 'ready'
    code = 'closed'
  })
  // Unlike `close`, this is silent when we end the connection ourselves.
  redis.on('reconnecting', () => {
    if (state !== 'ready') return
    state = 'lost'
    onEvent({ kind: 'lost', code })
  })
  await waitForFirstOutcome(redis)
  const refusal = permanentErrors[code]
  if (refusal) throw refuseServer(redis, refusal, { code })
  if (redis.status !== 'ready') {
    state = 'lost'
    onEvent({ kind: 'lost', code })
    redis.once('ready', () => void checkServer(redis, onEvent))
    return redis
  }
  const version = await checkServer(redis, onEvent)
  if (version !== undefined) {
    throw refuseServer(
      redis,
      `Keepsake needs Redis ${minimumMajorVersion} or newer (or Valkey), and this is ${version}.`,
      {
        version,
      },
    )
  }
  return redis
}

const reconnectDelay = (attempt: number) =>
  Math.min(MIN_RECONNECT_DELAY_MS * 2 ** Math.min(attempt - 1, 8), MAX_RECONNECT_DELAY_MS)

function createClient(url: string): Redis {
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'redis:' && protocol !== 'rediss:') {
    // The address is not quoted: it may hold the password.
    throw new ConfigError('REDIS_URL is no Redis address: it looks like redis://:password@host:6379.')
  }
  return new Redis(url, {
    connectionName: 'keepsake',
    maxRetriesPerRequest: 0, // what was under way when a connection was cut fails then, as it is not sent again
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // a cut connection would otherwise apply a command twice
    retryStrategy: reconnectDelay,
  })
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

/** Tells what there is to tell about the server; returns its version if that is too old. */
async function checkServer(redis: Redis, onEvent: RedisConnectOptions['onEvent']): Promise<string | undefined> {
  const { version, major, settings } = await readServerInfo(redis)
  if (major !== undefined && major < minimumMajorVersion) {
    onEvent({ kind: 'tooOld', version })
    return version
  }
  if ('code' in settings) onEvent({ kind: 'durabilityUnknown', code: settings.code })
  else if (!settings.appendOnly || settings.evicts) onEvent({ kind: 'notDurable', ...settings })
  return undefined
}

function refuseServer(redis: Redis, message: string, facts: { code?: string; version?: string }): ConfigError {
  redis.disconnect()
  return new ConfigError(message, facts)
}
