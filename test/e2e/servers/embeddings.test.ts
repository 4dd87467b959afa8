import { describe, expect } from 'vitest'
import { ModelServer } from '../support/model-server.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'
import { batchBehaviours, lengthBehaviours } from './behaviours/learning.ts'
import { type SentRequest, type ServerBehaviour, simulate } from './support/simulated-server.ts'

const FACTS = 70

describe.concurrent('an embedding server that takes few texts at once', { timeout: 60_000 }, () => {
  test.for(batchBehaviours)(
    '$name: everything of everybody is embedded, and it is known from then on',
    async (behaviour, { discord, bot, model, ada, bob }) => {
      const facts = Array.from({ length: FACTS }, (_, at) => ({ text: `The user keeps a pet of kind ${at}.` }))
      for (const person of [ada, bob]) {
        await discord.reply(await person.dm('Hello.'), PROCESS_PATIENCE)
        await seedMemory(bot, person, person.dmChannel, { facts })
      }
      const server = simulate(model, behaviour)

      await bot.restart({ EMBEDDING_MODEL: 'other-embeddings', EMBEDDING_DIMENSIONS: '64' })
      for (const person of [ada, bob])
        await waitForStoredMemory(bot, person, { embedded: { 'e:other_embeddings:64': FACTS } })
      const learned = server.refused
      await bot.restart({ EMBEDDING_MODEL: 'other-embeddings', EMBEDDING_DIMENSIONS: '64' })
      const questions = await Promise.all([ada, bob].map(person => person.dm('Which pets do I have?')))
      await Promise.all(questions.map(question => discord.reply(question, PROCESS_PATIENCE)))

      expect(learned).toBeGreaterThan(0)
      expect(learned).toBeLessThan(10)
      expect(server.refused).toBe(learned)
    },
  )
})

describe.concurrent('an embedding server that refuses long texts', () => {
  test.for(lengthBehaviours)(
    '$name: they are cut, and those of others are embedded as they are',
    async (behaviour, { discord, bot, model, ada, bob }) => {
      const pets = Array.from({ length: 70 }, (_, at) => ({ text: `The user keeps a pet of kind ${at}.` }))
      for (const person of [ada, bob]) {
        await discord.reply(await person.dm('Hello.'), PROCESS_PATIENCE)
        await seedMemory(bot, person, person.dmChannel, { facts: pets })
      }
      const server = simulate(model, behaviour)
      const long = `Which pets do I have? ${'They are many and dear to me. '.repeat(60)}`

      const questions = await Promise.all([ada.dm(long), bob.dm('Which pets do I have?')])
      await Promise.all(questions.map(question => discord.reply(question, PROCESS_PATIENCE)))
      const refused = server.refused
      await discord.reply(await ada.dm(`${long} Again?`), PROCESS_PATIENCE)

      expect(refused).toBeLessThanOrEqual(3)
      expect(server.refused).toBe(refused)
      expect(bot.log.filter(({ msg }) => msg.startsWith('embeddings unavailable'))).toEqual([])
    },
  )
})

test('each key goes to the host it was given for alone', async ({ discord, bot, model, ada }) => {
  const [memory, embeddings, keyless] = await Promise.all([1, 2, 3].map(() => new ModelServer().listen()))
  if (memory === undefined || embeddings === undefined || keyless === undefined) throw new Error('No server.')
  const logs = [model, memory, embeddings, keyless].map(server => simulate(server, { name: 'as OpenAI has it' }))
  await bot.restart({
    ...{ MEMORY_BASE_URL: memory.url, MEMORY_API_KEY: 'key-of-memory' },
    ...{ EMBEDDING_BASE_URL: embeddings.url, EMBEDDING_API_KEY: 'key-of-embeddings' },
  })
  memory.otherwiseExtracts = extraction =>
    extraction.gives({
      facts: [extraction.fact('I live in Lisbon.', 'The user lives in Lisbon.', { names: ['Lisbon'] })],
    })
  await discord.reply(await ada.dm('I live in Lisbon.'))
  await bot.learned(ada)
  await bot.restart({ EMBEDDING_BASE_URL: keyless.url, EMBEDDING_MODEL: 'another' })
  await bot.logged('embedding backfill stored embeddings')
  await Promise.all([memory, embeddings, keyless].map(server => server.close()))

  const keys = logs.map(({ requests }) => new Set(requests.map(({ headers }) => headers.authorization)))
  expect(keys).toEqual([
    new Set(['Bearer sk-test-secret']),
    new Set(['Bearer key-of-memory']),
    new Set(['Bearer key-of-embeddings']),
    new Set(['Bearer none']),
  ])
})

const askForPets = (request: SentRequest, words: string) => request.isEmbedding && request.says(words)

test.for<ServerBehaviour>([
  {
    name: 'a filter that minds the words of one person',
    refuses: [
      {
        when: request => askForPets(request, 'axolotl'),
        status: 400,
        body: { error: { message: 'Rejected by our content policy.', code: 'content_policy_violation' } },
      },
    ],
  },
  {
    name: 'a text that this server can’t take',
    refuses: [{ when: request => askForPets(request, 'axolotl'), status: 500, body: 'Internal Server Error' }],
  },
  {
    name: 'a key that was withdrawn',
    refuses: [{ when: request => request.isEmbedding, status: 401, body: { error: { code: 'invalid_api_key' } } }],
  },
])(
  'embeddings of another provider, and $name: everybody is answered, and no key goes astray',
  async (behaviour, { discord, bot, model, ada, bob }) => {
    const provider = await new ModelServer().listen()
    await bot.restart({
      EMBEDDING_BASE_URL: provider.url,
      EMBEDDING_API_KEY: 'key-of-embeddings',
      MEMORY_TOKENS: '300',
    })
    const facts = Array.from({ length: FACTS }, (_, at) => ({ text: `The user keeps a pet of kind ${at}.` }))
    for (const person of [ada, bob]) {
      await discord.reply(await person.dm('Hello.'), PROCESS_PATIENCE)
      await seedMemory(bot, person, person.dmChannel, { facts })
    }
    const logs = [simulate(model, { name: 'as OpenAI has it' }), simulate(provider, behaviour)]

    const questions = [await ada.dm('Which axolotl do I keep?'), await bob.dm('Which pets do I have?')]
    const replies = await Promise.all(questions.map(question => discord.reply(question, PROCESS_PATIENCE)))
    const later = await discord.reply(await bob.dm('And which of them is of kind 7?'), PROCESS_PATIENCE)
    await bot.stop()
    await provider.close()

    const [chat, embeddings] = logs.map(log => log.requests)
    expect(replies.map(({ content }) => content)).toEqual([
      'You said: Which axolotl do I keep?',
      'You said: Which pets do I have?',
    ])
    expect(later.content).toBe('You said: And which of them is of kind 7?')
    expect(model.calls.at(-1)?.text).toContain('a pet of kind 7.')
    expect(embeddings?.some(request => request.says('axolotl'))).toBe(true)
    expect(embeddings?.some(request => request.says('which pets do i have?'))).toBe(true)
    expect(chat?.filter(({ isEmbedding }) => isEmbedding)).toEqual([])
    expect(new Set(chat?.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer sk-test-secret']))
    expect(new Set(embeddings?.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer key-of-embeddings']),
    )
  },
)
