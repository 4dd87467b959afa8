import { inject } from 'vitest'
import { RedisProxy } from './redis-proxy.ts'
import { test as running } from './running-bot.ts'

/** Everything goes to Redis through a gate that the story opens and shuts. */
export const test = running
  .extend<{ redis: RedisProxy }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const proxy = await new RedisProxy(inject('redisUrl')).listen()
      await use(proxy)
      await proxy.close()
    },
  })
  .extend('settings', ({ redis }) => ({ REDIS_URL: redis.url }))
