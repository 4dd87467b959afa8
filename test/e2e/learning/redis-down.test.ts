import { describe, expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { readStoredMemory, waitForStoredMemory } from '../support/stored-memory.ts'

/** Everything goes to Redis through a gate that the story opens and shuts. */
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

const inLisbon = { facts: ['The user lives in Lisbon.'] }

describe.concurrent('when Redis goes', { timeout: 60_000 }, () => {
  test('while the model thinks of what to learn, it is learned when it is back, without another message', async ({
    discord,
    bot,
    model,
    redis,
    ada,
  }) => {
    const extracting = model.nextExtraction()
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    const study = await extracting
    model.otherwiseExtracts = again => again.gives({ facts: homeFacts('Lisbon', again) })
    const before = bot.log.length
    redis.cut()
    study.gives({ facts: homeFacts('Lisbon', study) })
    const told = await bot.logged('learning postponed: Redis unavailable', before)
    const answered = await discord.reply(await ada.dm('What is the capital of Norway?'), PROCESS_PATIENCE)
    const unlearned = await readStoredMemory(bot, ada)
    redis.open()

    expect(told).toMatchObject({ user: ada.id, level: 40 })
    expect(answered.content).toContain(en.answers.memoryAway)
    expect(unlearned).toMatchObject({ facts: [], learnedTo: undefined })
    await waitForStoredMemory(bot, ada, inLisbon)
  })

  test('before anything was learned, it is learned when it is back, without another message', async ({
    discord,
    bot,
    model,
    redis,
    ada,
  }) => {
    model.otherwiseExtracts = study => study.gives({ facts: homeFacts('Lisbon', study) })
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    redis.cut()
    await bot.logged('Redis is out of reach')
    const studiesBefore = model.extractions.length
    redis.open()

    await waitForStoredMemory(bot, ada, inLisbon)
    expect(studiesBefore).toBe(0)
  })

  test('with a lesson that it had kept already, it is not kept twice', async ({
    discord,
    bot,
    model,
    redis,
    ada,
    bob,
  }) => {
    await discord.reply(await bob.dm('Good morning.'), PROCESS_PATIENCE)
    await waitForStoredMemory(bot, bob, { isPending: false }) // Redis knows the scripts from here on
    model.otherwiseExtracts = study => study.gives({ facts: homeFacts('Lisbon', study) })
    const mute = redis.shutAt('The user lives in Lisbon.', 'mute')
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await mute
    await bot.logged('learning postponed: Redis unavailable')
    const unheard = await readStoredMemory(bot, ada)
    redis.cut()
    redis.open()

    expect(unheard).toMatchObject({ ...inLisbon, learnedTo: expect.any(String), isPending: true })
    expect(await waitForStoredMemory(bot, ada, { isPending: false })).toMatchObject(inLisbon)
  })
})
