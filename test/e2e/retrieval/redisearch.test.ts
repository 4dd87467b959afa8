import { Redis } from 'ioredis'
import { afterAll, describe, expect, inject, onTestFinished } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { startRediSearchServer } from '../../redis/support/redisearch-server.ts'
import { type Story, test as story } from '../support/fixtures.ts'
import { takeFreeDatabase } from '../support/free-database.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

const search = await startRediSearchServer()
const withSearch = search?.url ?? ''
afterAll(() => search?.stop())

/** So little room for notes that the index is asked for the ones that matter. */
const settings = { MEMORY_TOKENS: '60', MESSAGES_PER_MINUTE: '1000' }
const test = story.extend('loopback', { channelLimits: false }).extend('settings', settings)
type Parts = Pick<Story, 'discord' | 'bot' | 'model'>

const BY_SEARCH = 'vector index: RediSearch'
const IN_PROCESS = 'vector index: exact (in-process)'
const FIELD = 'e:text_embedding_3_small:512'

const told = [
  'My cat sleeps on the old piano.',
  'I play chess with Bob every Sunday.',
  'The tortoise hides under the shed.',
  'Oat milk is what I put into coffee.',
  'I learned to sail near Bergen.',
  'My bicycle has a blue saddle.',
  'Grandmother taught me to bake rye bread.',
  'I always lose my umbrella on trains.',
]

/** Somebody of whom the bot has learned more than fits a prompt. */
async function learned({ discord, bot, model }: Parts): Promise<Person> {
  const ada = discord.user('Ada')
  await discord.reply(await ada.dm(told.join(' ')), PROCESS_PATIENCE)
  model.playsExtractions(extraction =>
    extraction.gives({ facts: told.map(quote => ({ turn: 1, quote, text: quote })) }),
  )
  await bot.learned(ada)
  return ada
}

/** The notes that stand in the prompt for a question. */
async function notesFor(question: string, ada: Person, { discord, model }: Parts): Promise<string> {
  await discord.reply(await ada.dm(question), PROCESS_PATIENCE)
  const { question: prompt = '' } = model.calls.at(-1) ?? {}
  return prompt.slice(0, prompt.lastIndexOf(question))
}

/** Where there is no RediSearch, whatever server the tests run on: it works in database 0 alone. */
async function databaseWithout(): Promise<string> {
  const { url, free } = await takeFreeDatabase(inject('redisUrl'))
  onTestFinished(free)
  return url
}

/** A connection to the server with RediSearch. */
function connection(): Redis {
  const redis = new Redis(withSearch)
  onTestFinished(() => redis.disconnect())
  return redis
}

describe.skipIf(search === undefined)('the same talk goes the same way', () => {
  test.for([
    ['with RediSearch', async () => withSearch, { msg: BY_SEARCH }],
    ['without', databaseWithout, { msg: IN_PROCESS, reason: expect.stringContaining('RediSearch') }],
  ] as const)('%s, also after a restart', async ([, open, choice], { discord, bot, model }) => {
    const parts = { discord, bot, model }
    const url = await open()
    const before = bot.log.length
    await bot.restart({ ...settings, REDIS_URL: url })
    const line = await bot.logged(choice.msg, before)
    const ada = await learned(parts)
    const first = await notesFor('What about the tortoise?', ada, parts)
    const between = bot.log.length
    await bot.restart()
    await bot.logged(choice.msg, between)
    const second = await notesFor('Which sport did I learn near Bergen?', ada, parts)

    expect(line).toMatchObject({ ...choice, level: 30, model: 'text-embedding-3-small', dimensions: 512 })
    expect(first).toContain('hides under the shed')
    expect(first).not.toContain('umbrella')
    expect(second).toContain('sail near Bergen')
    expect(model.embeddings.some(({ input }) => input.includes('what about the tortoise?'))).toBe(true)
    const memory = await readStoredMemory({ keyPrefix: bot.keyPrefix, redisUrl: url }, ada)
    expect(memory.embedded).toEqual({ [FIELD]: told.length })
  })
})

describe.skipIf(search === undefined)('on a server with RediSearch', () => {
  test.override({ settings: { ...settings, REDIS_URL: withSearch } })

  test('no question ends it', async ({ discord, bot, model }) => {
    const parts = { discord, bot, model }
    const redis = connection()
    const ada = await learned(parts)
    await bot.logged(BY_SEARCH)
    const runOf = async () => /run_id:(?<id>\w+)/u.exec(await redis.info('server'))?.[1]
    const before = await runOf()
    const asked = model.embeddings.length
    const questions = [
      '(is | it | likely)',
      '@user:{*}',
      '%%',
      '*',
      '-@scope:{dm}',
      '=>[KNN 10 @point $BLOB]',
      '"unclosed',
      '\\',
      '{}[]()<>~^$:;!?',
      'the a an is of to in it that',
      '%%%umbrella%%%',
      '@point:[VECTOR_RANGE 2 $BLOB]',
    ]
    for (const question of questions) {
      expect((await discord.reply(await ada.dm(question), PROCESS_PATIENCE)).content).toBe(`You said: ${question}`)
    }

    expect(await runOf()).toBe(before)
    expect(bot.log.filter(({ level }) => level >= 40)).toEqual([])
    expect(model.embeddings.length).toBeGreaterThan(asked)
  })

  test('a kill -9 of it, and a restart of the bot, empty no index', async ({ discord, bot, model }) => {
    const parts = { discord, bot, model }
    const redis = connection()
    redis.on('error', () => undefined)
    const index = createKeys(bot.keyPrefix).vectorIndex(FIELD)
    const size = async () => {
      const info = (await redis.call('FT.INFO', index)) as unknown[]
      return Number(info[info.indexOf('num_docs') + 1])
    }
    const ada = await learned(parts)
    await bot.logged(BY_SEARCH)
    const before = await size()
    await redis.call('WAITAOF', 1, 0, 5000)
    await search?.end('SIGKILL')
    await search?.start()
    await bot.restart()
    const notes = await notesFor('What about the tortoise?', ada, parts)

    expect(before).toBe(told.length)
    expect(await size()).toBe(told.length)
    expect(notes).toContain('hides under the shed')
  })

  test('an index of other dimensions is left alone, and facts are found without', async ({ discord, bot, model }) => {
    const parts = { discord, bot, model }
    const redis = connection()
    const keys = createKeys(bot.keyPrefix)
    await bot.logged(BY_SEARCH)
    await bot.stop()
    await redis.call('FT.DROPINDEX', keys.vectorIndex(FIELD))
    const vector = [FIELD, 'AS', 'point', 'VECTOR', 'FLAT', 6, 'TYPE', 'FLOAT16', 'DIM', 8, 'DISTANCE_METRIC', 'COSINE']
    const tags = ['user', 'TAG', 'CASESENSITIVE', 'scope', 'TAG', 'CASESENSITIVE']
    const on = ['ON', 'HASH', 'PREFIX', 1, keys.allFactsPrefix, 'SCHEMA']
    await redis.call('FT.CREATE', keys.vectorIndex(FIELD), ...on, ...tags, ...vector)
    const since = bot.log.length
    await bot.start()
    const line = await bot.logged(IN_PROCESS, since)
    const ada = await learned(parts)
    const notes = await notesFor('What about the tortoise?', ada, parts)

    expect(line).toMatchObject({ reason: 'an index of this name has another definition' })
    expect(notes).toContain('hides under the shed')
    expect(JSON.stringify(await redis.call('FT.INFO', keys.vectorIndex(FIELD)))).toMatch(/"dim",8/u)
  })

  test('while an index is built the bot answers, and then goes over to it', async ({ discord, bot, model }) => {
    const parts = { discord, bot, model }
    const redis = connection()
    const keys = createKeys(bot.keyPrefix)
    const ada = await learned(parts)
    await bot.stop()
    await redis.call('FT.DROPINDEX', keys.vectorIndex(FIELD))
    const others = `for i = 1, 10000 do redis.call('HSET', KEYS[1] .. '{1}:' .. i, 'user', '1', 'scope', 'dm') end`
    await redis.eval(others, 1, keys.allFactsPrefix)
    const since = bot.log.length
    await bot.start()
    await bot.logged('vector index: exact (in-process) while RediSearch builds its index', since)
    const during = await notesFor('What about the tortoise?', ada, parts)
    await bot.logged(BY_SEARCH, since)
    const after = await notesFor('Which sport did I learn near Bergen?', ada, parts)

    expect(during).toContain('hides under the shed')
    expect(after).toContain('sail near Bergen')
  })

  test('after a change of the embedding model the old index goes when the new one is whole', async ({
    discord,
    bot,
    model,
  }) => {
    const parts = { discord, bot, model }
    const redis = connection()
    const keys = createKeys(bot.keyPrefix)
    const ada = await learned(parts)
    await bot.restart({ ...settings, REDIS_URL: withSearch, EMBEDDING_MODEL: 'other', EMBEDDING_DIMENSIONS: '64' })
    const embedded = await bot.logged('embedding backfill stored embeddings')
    await bot.logged('vector index of another embedding model dropped')
    const notes = await notesFor('What about the tortoise?', ada, parts)
    const names = (await redis.call('FT._LIST')) as string[]

    expect(embedded).toMatchObject({ facts: told.length, model: 'other', dimensions: 64 })
    expect(names.filter(name => name.startsWith(bot.keyPrefix))).toEqual([keys.vectorIndex('e:other:64')])
    expect(notes).toContain('hides under the shed')
  })
})
