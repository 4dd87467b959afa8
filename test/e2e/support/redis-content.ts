import { inject } from 'vitest'
import { readRedisAt } from '../../support/read-redis.ts'

/** All that stands in the Redis of the tests, or another one, under a prefix, by the key without it. */
export async function readRedis(prefix: string, url = inject('redisUrl')) {
  return await readRedisAt(url, prefix)
}

/** The same as one text, to look for words in. */
export async function readRedisAsText(prefix: string, url?: string): Promise<string> {
  return JSON.stringify([...(await readRedis(prefix, url))])
}
