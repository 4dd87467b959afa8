import { type ChainableCommander, Redis } from 'ioredis'

interface Kept {
  readonly value: unknown
  /** Seconds until it goes; -1: never. */
  readonly secondsLeft: number
}

/** All that stands in Redis under a prefix, by the key without it. */
export async function readRedisAt(url: string, prefix: string): Promise<Map<string, Kept>> {
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
