import { describe, expect, inject } from 'vitest'
import { patience } from './bot-process.ts'
import { homeIn } from './home-fact.ts'
import { untilKept } from './kept.ts'
import { RedisGate } from './redis-gate.ts'
import { test as story } from './story.ts'

const test = story
  .extend<{ redis: RedisGate }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const gate = await new RedisGate(inject('redisUrl')).listen()
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
  ] as const)('as it %s, ends, and learns it at the next start', async ([, fault], { discord, bot, model, redis }) => {
    const ada = discord.user('Ada')
    const studying = model.nextStudy()
    await discord.reply(await ada.dm('I live in Lisbon.'), patience)
    const study = await studying
    model.otherwiseStudies = again => again.gives({ facts: homeIn('Lisbon', again) })
    redis[fault]()
    study.gives({ facts: homeIn('Lisbon', study) })
    await bot.logged('what was said is learned when Redis can be reached again')
    await bot.stop()
    redis.cut()
    redis.open()
    await bot.start()

    const { facts } = await untilKept(bot, ada, { isPending: false })
    expect(facts).toEqual(['The user lives in Lisbon.'])
  })
})
