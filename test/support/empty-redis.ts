import { Redis } from 'ioredis'
import { inject } from 'vitest'

/**
 * Takes all that stands under some prefixes out of the Redis of the suite, and the indexes first: RediSearch builds indexes one
 * after the other, and reads every key for each, so that what tests leave there would keep the later ones waiting.
 */
export async function emptyRedis(prefixes: readonly string[], url = inject('redisUrl')): Promise<void> {
  const isMeant = (name: string) => prefixes.some(prefix => name.startsWith(prefix))
  const redis = new Redis(url)
  try {
    // A server without RediSearch refuses the question, and has no index; nor has another database than the first.
    const indexes = (await redis.call('FT._LIST').catch(() => [])) as string[]
    for (const index of indexes.filter(isMeant)) await redis.call('FT.DROPINDEX', index).catch(() => undefined)
    const match = prefixes.length === 1 ? `${prefixes[0]}*` : '*'
    for await (const keys of redis.scanStream({ match, count: 1000 })) {
      const meant = (keys as string[]).filter(isMeant)
      if (meant.length > 0) await redis.unlink(meant)
    }
  } finally {
    redis.disconnect()
  }
}
