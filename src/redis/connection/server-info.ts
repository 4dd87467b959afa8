import type { Redis } from 'ioredis'
import { redisErrorCode, withMemoryErrors } from './errors.ts'

/** The oldest major version of Redis whose commands the scripts and the store use (SET … NX GET came with 7.0). */
export const minimumMajorVersion = 7

/** How much of what a server was given is gone when it starts anew: what it wrote to its disk stays. */
export type RestartLoss = 'nothing' | 'lastWrites' | 'everything'

/** What operators are told of a server that loses something. */
export const describeLoss: Readonly<Record<Exclude<RestartLoss, 'nothing'>, string>> = {
  lastWrites: 'a restart loses the last writes',
  everything: 'a restart loses everything that is remembered',
}

/** What a server says about itself; a code instead of its settings where it does not let us ask for them. */
export interface ServerInfo {
  /** Empty where it does not say. */
  readonly version: string
  readonly major: number | undefined
  /** Whether it is a node of a Redis Cluster. */
  readonly isClustered: boolean
  readonly settings: { readonly restartLoses: RestartLoss; readonly evicts: boolean } | { readonly code: string }
}

/** Asks a server for its version, and whether it keeps what it is given. Never throws: managed servers forbid CONFIG. */
export async function readServerInfo(redis: Redis): Promise<ServerInfo> {
  const info = await redis.info('server').catch(() => '')
  const version = /^redis_version:(?<version>\S+)/m.exec(info)?.[1] ?? ''
  const major = version === '' ? undefined : Number.parseInt(version, 10)
  return {
    version,
    major,
    isClustered: /^redis_mode:cluster\b/m.test(info),
    settings: await readDurabilitySettings(redis),
  }
}

/** Names a server from its start to its end; undefined where it does not say. */
export async function readRunId(redis: Redis): Promise<string | undefined> {
  const info = await redis.info('server').catch(() => '')
  return /^run_id:(?<id>\w+)/m.exec(info)?.[1]
}

/** Redis' own clock, in milliseconds since 1970. Throws MemoryUnavailable. */
export async function readRedisTime(redis: Redis): Promise<number> {
  const [seconds = 0, microseconds = 0] = (await withMemoryErrors(redis).time()).map(Number)
  return seconds * 1000 + Math.floor(microseconds / 1000)
}

async function readDurabilitySettings(redis: Redis): Promise<ServerInfo['settings']> {
  try {
    const appendOnly = await readConfigValue(redis, 'appendonly')
    const snapshots = await readConfigValue(redis, 'save')
    const policy = await readConfigValue(redis, 'maxmemory-policy')
    const limit = await readConfigValue(redis, 'maxmemory')
    const restartLoses = appendOnly === 'yes' ? 'nothing' : snapshots === '' ? 'everything' : 'lastWrites'
    return { restartLoses, evicts: limit !== '0' && policy !== 'noeviction' }
  } catch (error) {
    return { code: redisErrorCode(error) }
  }
}

async function readConfigValue(redis: Redis, name: string): Promise<string | undefined> {
  const reply = await redis.config('GET', name)
  return Array.isArray(reply) ? String(reply[1]) : undefined
}
