import type { Redis } from 'ioredis'
import { codeOf } from './unavailable.ts'

/** The oldest major version of Redis whose commands the scripts and the store use (SET … NX GET came with 7.0). */
export const oldestMajor = 7

/** What a server says about itself; a code instead of its settings where it does not let us ask for them. */
export interface ServerFacts {
  /** Empty where it does not say. */
  readonly version: string
  readonly major: number | undefined
  readonly settings: { readonly appendOnly: boolean; readonly evicts: boolean } | { readonly code: string }
}

/** Asks a server for its version, and whether it keeps what it is given. Never throws: managed servers forbid CONFIG. */
export async function serverFacts(redis: Redis): Promise<ServerFacts> {
  const info = await redis.info('server').catch(() => '')
  const version = /^redis_version:(?<version>\S+)/m.exec(info)?.[1] ?? ''
  const major = version === '' ? undefined : Number.parseInt(version, 10)
  return { version, major, settings: await settings(redis) }
}

async function settings(redis: Redis): Promise<ServerFacts['settings']> {
  try {
    const appendOnly = await setting(redis, 'appendonly')
    const policy = await setting(redis, 'maxmemory-policy')
    const limit = await setting(redis, 'maxmemory')
    return { appendOnly: appendOnly === 'yes', evicts: limit !== '0' && policy !== 'noeviction' }
  } catch (error) {
    return { code: codeOf(error) }
  }
}

async function setting(redis: Redis, name: string): Promise<string | undefined> {
  const reply = await redis.config('GET', name)
  return Array.isArray(reply) ? String(reply[1]) : undefined
}
