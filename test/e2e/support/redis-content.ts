import { Redis } from 'ioredis'
import { inject } from 'vitest'

interface Kept {
  readonly value: unknown
  /** Seconds until it goes; -1: never. */
  readonly secondsLeft: number
}

/** All that stands in Redis under a prefix, by the key without it. */
export async function readRedis(prefix: string, url = inject('redisUrl')): Promise<Map<string, Kept>> {
  const redis = new Redis(url)
  try {
    const found = new Map<string, Kept>()
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
      for (const key of keys as string[]) {
        found.set(key.slice(prefix.length), { value: await contentOf(redis, key), secondsLeft: await redis.ttl(key) })
      }
    }
    return found
  } finally {
    redis.disconnect()
  }
}

/** The same as one text, to look for words in. */
export async function readRedisAsText(prefix: string, url?: string): Promise<string> {
  return JSON.stringify([...(await readRedis(prefix, url))])
}

/**
 * Takes all of that out of the Redis of the suite, and its indexes first: RediSearch builds indexes one after the other, and
 * reads every key for each, so that what stories leave there would keep the later ones waiting.
 */
export async function emptyRedis(prefix: string): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  try {
    // A server without RediSearch refuses the question, and has no index.
    const indexes = (await redis.call('FT._LIST').catch(() => [])) as string[]
    for (const index of indexes.filter(name => name.startsWith(prefix))) await redis.call('FT.DROPINDEX', index)
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
      if ((keys as string[]).length > 0) await redis.unlink(keys as string[])
    }
  } finally {
    redis.disconnect()
  }
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'hash':
      return await redis.hgetall(key)
    case 'set':
      return await redis.smembers(key)
    case 'zset':
      return await redis.zrange(key, '0', '-1')
    case 'list':
      return await redis.lrange(key, '0', '-1')
    case 'stream':
      return await redis.xrange(key, '-', '+')
    default:
      return await redis.get(key)
  }
}
