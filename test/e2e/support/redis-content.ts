import { type ChainableCommander, Redis } from 'ioredis'
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
      for (const [key, kept] of await contentsOf(redis, keys as string[])) found.set(key.slice(prefix.length), kept)
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

/** Two round trips for all of them: stories look often, and at much. */
async function contentsOf(redis: Redis, keys: readonly string[]): Promise<(readonly [string, Kept])[]> {
  if (keys.length === 0) return []
  const asking = redis.pipeline()
  for (const key of keys) asking.type(key)
  const types = await asking.exec()
  const reading = redis.pipeline()
  for (const [at, key] of keys.entries()) {
    readContent(reading, key, types?.[at]?.[1])
    reading.ttl(key)
  }
  const contents = (await reading.exec()) ?? []
  return keys.map((key, at) => [
    key,
    { value: resultOf(contents[2 * at]), secondsLeft: Number(resultOf(contents[2 * at + 1])) },
  ])
}

function resultOf([error, result]: [Error | null, unknown] = [null, undefined]): unknown {
  if (error !== null) throw error
  return result
}

function readContent(redis: ChainableCommander, key: string, type: unknown): void {
  if (type === 'hash') redis.hgetall(key)
  else if (type === 'set') redis.smembers(key)
  else if (type === 'zset') redis.zrange(key, '0', '-1')
  else if (type === 'list') redis.lrange(key, '0', '-1')
  else if (type === 'stream') redis.xrange(key, '-', '+')
  else redis.get(key)
}
