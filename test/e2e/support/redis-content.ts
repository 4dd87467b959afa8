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
