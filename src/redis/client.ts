import { Redis } from 'ioredis'
import { BadSettings } from '../errors.ts'
import { oldestMajor, serverFacts } from './server-facts.ts'
import { codeOf } from './unavailable.ts'

/** What a connection tells about itself; each loss and each return once, however many tries lie between. */
export type RedisEvent =
  | { readonly kind: 'lost'; readonly code: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'tooOld'; readonly version: string }
  /** What is remembered can be lost: no append-only file, or memories are evicted when memory is full. */
  | { readonly kind: 'notDurable'; readonly appendOnly: boolean; readonly evicts: boolean }
  /** The server does not let us ask. */
  | { readonly kind: 'durabilityUnknown'; readonly code: string }

export interface ConnectOptions {
  /** redis://, rediss:// */
  readonly url: string
  readonly onEvent: (event: RedisEvent) => void
}

const COMMAND_TIMEOUT_MS = 1000
const LONGEST_PAUSE_MS = 1000
const FIRST_PAUSE_MS = 50
/** A connection that has gone dead without a word is cut and made anew after this long without a reply. */
const DEAD_AFTER_MS = 3000
/** How long the start waits for a server that does not answer at all. */
const START_WAIT_MS = 3000

/** Answers of a server that will not change by waiting, and what to do about each. */
const hopeless: Readonly<Record<string, string>> = {
  NOAUTH: 'Redis wants a password: put it into REDIS_URL (redis://:password@host:6379).',
  WRONGPASS: 'Redis refuses the user name or password in REDIS_URL.',
  NOPERM: 'The Redis user in REDIS_URL may not run the commands that Keepsake needs (scripts, hashes, sets).',
}

/**
 * Connects for the user's path: a command fails within a second rather than wait, and the connection comes back by
 * itself, for ever. Returns once it is ready, or has failed for the first time: a Redis that is down does not stop the
 * start. Throws BadSettings when the server refuses us, or is too old.
 */
export async function connectRedis({ url, onEvent }: ConnectOptions): Promise<Redis> {
  const redis = open(url)
  let code = 'closed'
  let state: 'new' | 'ready' | 'lost' = 'new'
  redis.on('error', (error: unknown) => {
    code = codeOf(error)
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
  await firstOutcome(redis)
  const refusal = hopeless[code]
  if (refusal) throw refused(redis, refusal, { code })
  if (redis.status !== 'ready') {
    state = 'lost'
    onEvent({ kind: 'lost', code })
    redis.once('ready', () => void inspect(redis, onEvent))
    return redis
  }
  const version = await inspect(redis, onEvent)
  if (version !== undefined) {
    throw refused(redis, `Keepsake needs Redis ${oldestMajor} or newer (or Valkey), and this is ${version}.`, {
      version,
    })
  }
  return redis
}

/**
 * A connection for work in the background: a command waits for the connection as long as it takes. That it is lost is
 * told by the one of the user's path. The address was checked by that one.
 */
export function connectWorker(url: string): Redis {
  const redis = new Redis(url, {
    connectionName: 'keepsake-jobs',
    maxRetriesPerRequest: null,
    connectTimeout: START_WAIT_MS,
    retryStrategy: pauseBefore,
  })
  redis.on('error', () => undefined)
  return redis
}

const pauseBefore = (attempt: number) => Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 8), LONGEST_PAUSE_MS)

function open(url: string): Redis {
  const protocol = URL.parse(url)?.protocol
  if (protocol !== 'redis:' && protocol !== 'rediss:') {
    // The address is not quoted: it may hold the password.
    throw new BadSettings('REDIS_URL is no Redis address: it looks like redis://:password@host:6379.')
  }
  return new Redis(url, {
    connectionName: 'keepsake',
    maxRetriesPerRequest: 0, // what was under way when a connection was cut fails then, as it is not sent again
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: DEAD_AFTER_MS,
    connectTimeout: START_WAIT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false, // a cut connection would otherwise apply a command twice
    retryStrategy: pauseBefore,
  })
}

function firstOutcome(redis: Redis): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, START_WAIT_MS)
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
async function inspect(redis: Redis, onEvent: ConnectOptions['onEvent']): Promise<string | undefined> {
  const { version, major, settings } = await serverFacts(redis)
  if (major !== undefined && major < oldestMajor) {
    onEvent({ kind: 'tooOld', version })
    return version
  }
  if ('code' in settings) onEvent({ kind: 'durabilityUnknown', code: settings.code })
  else if (!settings.appendOnly || settings.evicts) onEvent({ kind: 'notDurable', ...settings })
  return undefined
}

function refused(redis: Redis, message: string, facts: { code?: string; version?: string }): BadSettings {
  redis.disconnect()
  return new BadSettings(message, facts)
}
