import { describe, expect, inject } from 'vitest'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const test = story
  .extend<{ redis: RedisProxy }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const gate = await new RedisProxy(inject('redisUrl')).listen()
      await use(gate)
      await gate.close()
    },
  })
  .extend('settings', ({ redis }) => ({ REDIS_URL: redis.url, LEARN_DELAY_SECONDS: '1' }))

describe.concurrent('a bot that is asked to end while Redis does not take what was learned', {
  timeout: 60_000,
}, () => {
  test.for([
    ['is gone', 'cut'],
    ['hangs', 'hang'],
    ['is not heard', 'mute'],
  ] as const)(
    'as it %s, ends, and learns it at the next start',
    async ([, fault], { discord, bot, model, redis, ada }) => {
      const extracting = model.nextExtraction()
      await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
      const study = await extracting
      model.otherwiseExtracts = again => again.gives({ facts: homeFacts('Lisbon', again) })
      redis[fault]()
      study.gives({ facts: homeFacts('Lisbon', study) })
      await bot.logged('learning postponed: Redis unavailable')
      await bot.stop()
      redis.cut()
      redis.open()
      await bot.start()

      const { facts } = await waitForStoredMemory(bot, ada, { isPending: false })
      expect(facts).toEqual(['The user lives in Lisbon.'])
    },
  )
})
