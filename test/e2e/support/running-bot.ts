import { inject } from 'vitest'
import { test as story } from './fixtures.ts'
import { RedisProxy } from './redis-proxy.ts'

/** A whole-bot test whose bot runs from the start, also where the story never names it. */
export const test = story.extend('running', { auto: true }, ({ bot }) => bot)

/** The same, with a gate on the bot's way to Redis that the story opens and shuts. */
export const gatedTest = test
  .extend<{ redis: RedisProxy }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const proxy = await new RedisProxy(inject('redisUrl')).listen()
      await use(proxy)
      await proxy.close()
    },
  })
  .extend('settings', ({ redis }) => ({ REDIS_URL: redis.url }))
