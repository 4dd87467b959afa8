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

const CITIES = ['Lisbon', 'Oslo', 'Porto']

/** Learns where somebody lives. */
const learnHome = (extraction: ExtractionCall) =>
  extraction.gives({ facts: CITIES.flatMap(city => homeFacts(city, extraction)) })

/** What is kept of somebody when all they said is learned. */
function allLearned(redisUrl: string, person: Person, city = 'Lisbon'): Promise<StoredMemory> {
  return waitForStoredMemory({ redisUrl }, person, { isPending: false, facts: [`The user lives in ${city}.`] })
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
  test('before the model was asked, while it thinks, and while what was learned is embedded', async ({
    discord,
    model,
    program,
    settings,
    memoryUrl,
    ada,
    bob,
    cleo,
  }) => {
    const answersEmbeddings = model.embeds
    const [thinking, embedding] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    model.otherwiseExtracts = extraction => {
      if (extraction.turns.some(({ text }) => text.includes('Oslo'))) thinking.resolve()
      else learnHome(extraction)
    }
    model.embeds = (request, response) => {
      if (JSON.stringify(request.input).includes('user lives in Porto')) embedding.resolve()
      else answersEmbeddings(request, response)
    }
    // Whoever has a window full is learned of at once; Ada is not, for as long as no machine is so busy.
    await program.start({ ...settings, LEARN_DELAY_SECONDS: '5', LEARN_BATCH: '3' })
    for (const text of ['My cat is called Miso.', 'I live in Oslo.', 'I like chess.'])
      await discord.reply(await bob.dm(text), PROCESS_PATIENCE)
    for (const text of ['I live in Porto.', 'I like tea.', 'I like rain.'])
      await discord.reply(await cleo.dm(text), PROCESS_PATIENCE)
    await thinking.promise
    await embedding.promise
    const before = model.extractions.length
    await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
    await program.kill()
    const sinceThen = model.extractions.slice(before)
    const unlearned = await Promise.all(
      [ada, bob, cleo].map(person => readStoredMemory({ redisUrl: memoryUrl }, person)),
    )
    model.otherwiseExtracts = learnHome
    model.embeds = answersEmbeddings
    await program.start(settings)

    const adas = await allLearned(memoryUrl, ada)
    const { covered } = await allLearned(memoryUrl, bob, 'Oslo')
    const { embedded } = await allLearned(memoryUrl, cleo, 'Porto')
    expect(sinceThen.flatMap(({ turns }) => turns.map(({ text }) => text)).join()).not.toContain('Lisbon')
    for (const one of unlearned)
      expect(one).toMatchObject({ facts: [], covered: [], learnedTo: undefined, isPending: true })
    expect(adas.learnedTo).toBeDefined()
    expect(adas.aside).toEqual({})
    expect(learnedBy(model).filter(text => text === 'I live in Lisbon.')).toHaveLength(1)
    expect(covered.length).toBeGreaterThanOrEqual(2)
    expect(new Set(covered).size).toBe(covered.length)
    expect(Object.values(embedded)).toEqual([1])
    expect(learnedBy(model).filter(text => text === 'I live in Porto.')).toHaveLength(2)
  })

  test('while Redis is told to keep it', async ({ discord, model, program, settings, memoryUrl, redis, ada }) => {
    model.otherwiseExtracts = learnHome
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
    model.otherwiseExtracts = learnHome
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
