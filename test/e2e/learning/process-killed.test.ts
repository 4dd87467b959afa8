import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { ExtractionCall } from '../support/extraction-call.ts'
import { homeFacts } from '../support/extraction-call.ts'
import type { ModelServer } from '../support/model-server.ts'
import { PROCESS_PATIENCE, test as story } from '../support/process-fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { readStoredMemory, type StoredMemory, waitForStoredMemory } from '../support/stored-memory.ts'

/** The bot as a process that learns soon and folds often, with a gate before its Redis. */
const test = story.extend<{ redis: RedisProxy; settings: Record<string, string> }>({
  redis: async ({ memoryUrl }, use) => {
    const proxy = await new RedisProxy(memoryUrl).listen()
    await use(proxy)
    await proxy.close()
  },
  settings: async ({ redis }, use) => {
    await use({ REDIS_URL: redis.url, LEARN_DELAY_SECONDS: '1', WINDOW_MESSAGES: '4', SUMMARY_KEEP: '2' })
  },
})

const inLisbon = (extraction: ExtractionCall) => extraction.gives({ facts: homeFacts('Lisbon', extraction) })

/** What is kept of somebody when all they said is learned. */
function allLearned(redisUrl: string, person: Person): Promise<StoredMemory> {
  return waitForStoredMemory({ redisUrl }, person, { isPending: false, facts: ['The user lives in Lisbon.'] })
}

/** Lets the bot learn from somebody else before: a Redis that has not seen a script yet is asked twice. */
async function learnedBefore(discord: Loopback, redisUrl: string): Promise<void> {
  const bob = discord.user('Bob')
  await discord.reply(await bob.dm('Good morning.'), PROCESS_PATIENCE)
  await waitForStoredMemory({ redisUrl }, bob, { isPending: false })
}

/** The user's words of all lessons that the model has answered, each as often as it was to be learned from. */
function learnedBy(model: ModelServer): string[] {
  return model.extractions.flatMap(({ turns, learnFrom }) =>
    turns.filter(({ number }) => learnFrom.includes(number)).map(({ text }) => text),
  )
}

describe.concurrent('a kill -9 of the bot loses nothing, and nothing is learned twice', { timeout: 150_000 }, () => {
  test('before the model was asked', async ({ discord, model, program, settings, memoryUrl, ada }) => {
    await program.start({ ...settings, LEARN_DELAY_SECONDS: '3' })
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await program.kill()
    const before = model.extractions.length
    model.otherwiseExtracts = inLisbon
    await program.start(settings)

    const { learnedTo, aside } = await allLearned(memoryUrl, ada)
    expect(before).toBe(0)
    expect(learnedTo).toBeDefined()
    expect(aside).toEqual({})
    expect(learnedBy(model)).toEqual(['I live in Lisbon.'])
  })

  test('while the model thinks', async ({ discord, model, program, settings, memoryUrl, ada }) => {
    await program.start(settings)
    const extracting = model.nextExtraction()
    for (const text of ['My cat is called Miso.', 'I live in Lisbon.', 'I like chess.']) {
      await discord.reply(await ada.dm(text), PROCESS_PATIENCE)
    }
    await extracting
    await program.kill()
    const unlearned = await readStoredMemory({ redisUrl: memoryUrl }, ada)
    model.otherwiseExtracts = inLisbon
    await program.start(settings)

    const { covered } = await allLearned(memoryUrl, ada)
    expect(unlearned).toMatchObject({ facts: [], covered: [], isPending: true })
    expect(covered.length).toBeGreaterThanOrEqual(2)
    expect(new Set(covered).size).toBe(covered.length)
  })

  test('while what was learned is embedded', async ({ discord, model, program, settings, memoryUrl, ada }) => {
    model.otherwiseExtracts = inLisbon
    const answersEmbeddings = model.embeds
    const embedding = Promise.withResolvers<void>()
    model.embeds = (request, response) => {
      if (JSON.stringify(request.input).includes('user lives in Lisbon')) embedding.resolve()
      else answersEmbeddings(request, response)
    }
    await program.start(settings)
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await embedding.promise
    await program.kill()
    const unlearned = await readStoredMemory({ redisUrl: memoryUrl }, ada)
    model.embeds = answersEmbeddings
    await program.start(settings)

    const { embedded } = await allLearned(memoryUrl, ada)
    expect(unlearned).toMatchObject({ facts: [], learnedTo: undefined, isPending: true })
    expect(Object.values(embedded)).toEqual([1])
    expect(learnedBy(model)).toEqual(['I live in Lisbon.', 'I live in Lisbon.'])
  })

  test('while Redis is told to keep it', async ({ discord, model, program, settings, memoryUrl, redis, ada }) => {
    model.otherwiseExtracts = inLisbon
    await program.start(settings)
    await learnedBefore(discord, memoryUrl)
    const shut = redis.shutAt('The user lives in Lisbon.', 'hang')
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await shut
    await program.kill()
    const unlearned = await readStoredMemory({ redisUrl: memoryUrl }, ada)
    redis.open()
    await program.start(settings)

    await allLearned(memoryUrl, ada)
    expect(unlearned).toMatchObject({ facts: [], learnedTo: undefined, isPending: true })
  })

  test('when Redis has kept it, and nobody was told', async ({
    discord,
    model,
    program,
    settings,
    memoryUrl,
    redis,
    ada,
  }) => {
    model.otherwiseExtracts = inLisbon
    await program.start(settings)
    await learnedBefore(discord, memoryUrl)
    const shut = redis.shutAt('The user lives in Lisbon.', 'mute')
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await shut
    await waitForStoredMemory({ redisUrl: memoryUrl }, ada, { facts: ['The user lives in Lisbon.'] })
    await program.kill()
    redis.open()
    await program.start(settings)

    await allLearned(memoryUrl, ada)
    expect(learnedBy(model)).toEqual(['Good morning.', 'I live in Lisbon.'])
  })
})
