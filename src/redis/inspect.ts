import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../errors.ts'
import type { HeardUntil } from '../memory/shards.ts'
import { type Layout, readLayout } from './cells/layout.ts'
import { keyPrefixAt } from './connection/address.ts'
import { adviceOn } from './connection/advice.ts'
import { connectRedis } from './connection/client.ts'
import { redisErrorCode } from './connection/errors.ts'
import { type RestartLoss, readServerInfo } from './connection/server-info.ts'
import { readFullness } from './connection/write-watch.ts'
import { createKeys, type Keys } from './keys.ts'
import { readSchema, type Schema } from './migrations/migrate-memory.ts'
import { runCheckWrites } from './scripts/bookkeeping/bookkeeping.ts'
import { redisAttendance } from './stores/attendance.ts'

/** What a Redis is to a bot that keeps its memory there. */
export interface RedisInspection {
  /** Empty where it does not say. */
  readonly version: string
  readonly hasSearch: boolean
  /** Undefined where it does not let us ask. */
  readonly restartLoses: RestartLoss | undefined
  readonly evicts: boolean | undefined
  /** How much of `maxmemory` is taken, in percent; 0 without a limit. */
  readonly fullPercent: number
  /** Why it does not take what is written; undefined where it does. */
  readonly refusal: { readonly code: string; readonly whatToDo?: string } | undefined
  /** What the memory there says of its schema; undefined where it may not be asked. */
  readonly schema: Schema | undefined
  /** In how many cells it stands; the same. */
  readonly layout: Layout | undefined
  /** Until when processes of the bot have heard everything, by shard; the same. */
  readonly heard: readonly HeardUntil[] | undefined
  /** How far this machine's clock is ahead of its. */
  readonly skewMs: number | undefined
}

/** Looks at a Redis, and writes one key of no meaning. Throws ConfigError; returns a code where it can't be reached. */
export async function inspectRedis(
  url: string,
  keyPrefix?: string,
): Promise<RedisInspection | { readonly code: string; readonly whatToDo?: string }> {
  const keys = createKeys(keyPrefixAt(url, keyPrefix))
  let lostBy = 'closed'
  const redis = await connectRedis({
    url,
    onEvent: event => {
      if (event.kind === 'lost') lostBy = event.code
    },
  })
  try {
    if (redis.status !== 'ready') return { code: lostBy, ...adviceOn(lostBy) }
    const { version, settings } = await readServerInfo(redis)
    return {
      version,
      hasSearch: await isTrue(redis.call('FT._LIST')),
      ...('code' in settings ? { restartLoses: undefined, evicts: undefined } : settings),
      fullPercent: readFullness(await redis.info('memory').catch(() => '')),
      refusal: await findRefusal(redis, keys),
      schema: await readSchema(redis, keys).catch(() => undefined),
      layout: await readLayout(redis, keys).catch(() => undefined),
      heard: await readHeard(redis, keys),
      skewMs: await readSkew(redis),
    }
  } finally {
    redis.disconnect()
  }
}

function isTrue(asking: Promise<unknown>): Promise<boolean> {
  return asking.then(
    () => true,
    () => false,
  )
}

async function findRefusal(redis: Redis, keys: Keys): Promise<RedisInspection['refusal']> {
  try {
    await runCheckWrites({ redis, keys })
    return undefined
  } catch (error) {
    const code = error instanceof MemoryUnavailable ? String(error.details['code']) : redisErrorCode(error)
    return { code, ...adviceOn(code) }
  }
}

async function readHeard(redis: Redis, keys: Keys): Promise<RedisInspection['heard']> {
  return await redisAttendance(redis, keys)
    .read()
    .then(
      ({ heard }) => heard,
      () => undefined,
    )
}

async function readSkew(redis: Redis): Promise<number | undefined> {
  try {
    const [seconds] = await redis.time()
    return Date.now() - Number(seconds) * 1000
  } catch {
    return undefined // a user may not be allowed to ask
  }
}
