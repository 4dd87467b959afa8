import { pino } from 'pino'
import { describe, expect, inject, type TestContext } from 'vitest'
import { readConfig } from '../../../src/config/environment.ts'
import { startLearningProcess } from '../../../src/learning-process.ts'
import { type ExtractionCall, homeFacts } from '../support/extraction-call.ts'
import type { ModelServer } from '../support/model-server.ts'
import { test as story } from '../support/running-bot.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const inLisbon = (extraction: ExtractionCall) => extraction.gives({ facts: homeFacts('Lisbon', extraction) })

/** A process that learns what a bot has heard, and ends with its test, which others run beside. It knows no Discord. */
async function startLearner(
  model: ModelServer,
  { keyPrefix }: { readonly keyPrefix: string },
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
) {
  const config = readConfig({
    DISCORD_TOKEN: 'unused',
    OPENAI_BASE_URL: model.url,
    OPENAI_API_KEY: 'sk-test-secret',
    REDIS_URL: inject('redisUrl'),
    LEARN_BATCH: '1',
    LEARN_AT_ONCE: '2',
    LEARN_APART: 'on', // of the `.env` that it shares with the bot
  })
  const log = pino({ level: 'silent' })
  const learner = await startLearningProcess(config, { dataDir: 'data', keyPrefix, log, onRefusal: () => undefined })
  onTestFinished(() => learner.stop())
  return learner
}

describe.concurrent('a bot that leaves learning to other processes', { timeout: 60_000 }, () => {
  const test = story.extend('settings', { LEARN_APART: 'on', LEARN_BATCH: '1' })

  test('learns nothing by itself, and one that learns apart learns it', async ({
    discord,
    bot,
    model,
    ada,
    onTestFinished,
  }) => {
    model.otherwiseExtracts = inLisbon
    await discord.reply(await ada.dm('I live in Lisbon.'))
    await discord.reply(await ada.dm('What a day.'))
    const before = await waitForStoredMemory(bot, ada, { isPending: true })

    await startLearner(model, bot, { onTestFinished })
    const after = await waitForStoredMemory(bot, ada, { isPending: false })

    expect(before.facts).toEqual([])
    expect(after.facts).toEqual(['The user lives in Lisbon.'])
  })

  test('still learns of who asks what it knows of them', async ({ discord, bot, model, ada }) => {
    model.otherwiseExtracts = inLisbon
    await discord.reply(await ada.dm('I live in Lisbon.'))

    await bot.learned(ada)

    expect((await waitForStoredMemory(bot, ada, { isPending: false })).facts).toEqual(['The user lives in Lisbon.'])
  })

  test('of two that learn apart each thing is learned once', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    onTestFinished,
  }) => {
    model.otherwiseExtracts = inLisbon
    await Promise.all([1, 2].map(() => startLearner(model, bot, { onTestFinished })))

    for (const person of [ada, bob]) await discord.reply(await person.dm('I live in Lisbon.'))
    const memories = await Promise.all([ada, bob].map(one => waitForStoredMemory(bot, one, { isPending: false })))

    expect(memories.map(({ facts }) => facts)).toEqual([['The user lives in Lisbon.'], ['The user lives in Lisbon.']])
    expect(model.extractions).toHaveLength(2)
  })
})
