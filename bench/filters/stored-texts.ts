import type { Redis } from 'ioredis'

/** What is kept of a user beside the log of what was said: every value, as text, by its key and field. */
export async function storedTexts(redis: Redis, prefix: string, user: string): Promise<readonly string[]> {
  const found: string[] = []
  for await (const keys of redis.scanStream({ match: `${prefix}*{${user}}*`, count: 1000 })) {
    for (const key of keys as string[]) {
      if (!key.startsWith(`${prefix}log:`)) found.push(`${key} ${JSON.stringify(await contentOf(redis, key))}`)
    }
  }
  return found
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  switch (await redis.type(key)) {
    case 'hash':
      return await redis.hgetall(key)
    case 'set':
      return await redis.smembers(key)
    case 'zset':
      return await redis.zrange(key, '0', '-1')
    case 'stream':
      return await redis.xrange(key, '-', '+')
    default:
      return await redis.get(key)
  }
}
