import { Redis } from 'ioredis'
import { afterAll, describe, expect, inject, onTestFinished } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { startRediSearchServer } from '../../redis/support/redisearch-server.ts'
import { readExportFile } from '../support/export-file.ts'
import type { ExtractionAnswer, ExtractionCall } from '../support/extraction-call.ts'
import { type Story, test as story } from '../support/fixtures.ts'
import { takeFreeDatabase } from '../support/free-database.ts'
import { messageOf, pressAndReadTexts } from '../support/panels.ts'
import { readRedis, readRedisAsText } from '../support/redis-content.ts'

const { forget } = en
/** It stands in everything that is said, learned, summed up and asked here, and in nothing else. */
const MARK = 'quokkaberry'
const IN_ANY_CASE = new RegExp(MARK, 'iu')
/** What stands under ids alone, and tells what was said, waits to be said or learned, or was offered to be forgotten. */
const KEPT_BY_ID = ['claims', 'message', 'offers', 'pending', 'relearn', 'sources', 'trace']
/** In Redis as one text: a summary, and a fact that `/remember` has kept. */
const WAYS = [/segment:\d+\W+[^}]*quokkaberry/u, /[^{}]*The vet knows quokkaberry[^{}]*asked\W+command/u]
/** So that a few messages are summed up. */
const settings = { WINDOW_MESSAGES: '4', SUMMARY_KEEP: '2', MESSAGES_PER_MINUTE: '1000' }
const patience = { timeout: 20_000 }

const search = await startRediSearchServer()
afterAll(() => search?.stop())
const test = story.extend('settings', settings)

/** Where there is no RediSearch, whatever server the tests run on: it works in database 0 alone. */
async function databaseWithout(): Promise<string> {
  const { url, free } = await takeFreeDatabase(inject('redisUrl'))
  onTestFinished(free)
  return url
}

/** Learns a fact and somebody from each new turn that has the mark, and sums up in its words. */
function taught(extraction: ExtractionCall): ExtractionAnswer {
  const marked = extraction.turns.filter(
    ({ number, text }) => extraction.learnFrom.includes(number) && text.includes(MARK),
  )
  return {
    facts: marked.map(({ text }) => extraction.fact(text, `The user said: ${text}`)),
    entities: marked.slice(0, 1).map(({ text }) => extraction.entity(text, MARK, { type: 'pet', relation: 'pet' })),
    ...(extraction.summarizes && { summary: `They talked about ${MARK}.` }),
  }
}

/** The kinds of keys in which some words stand, or whose own names have them. */
async function kindsWith(words: RegExp, { prefix, url }: Where): Promise<string[]> {
  const found = [...(await readRedis(prefix, url))].filter(([key, { value }]) =>
    words.test(`${key} ${JSON.stringify(value)}`),
  )
  return [...new Set(found.map(([key]) => key.split(':')[0] ?? ''))].sort()
}

interface Where {
  readonly prefix: string
  readonly url: string
}

/** Says the mark in every way there is, and lets it stand in everything the bot makes of that. */
async function sayIt(ada: Person, { discord, bot, model }: Pick<Story, 'discord' | 'bot' | 'model'>): Promise<void> {
  const general = discord.channel('general')
  model.otherwiseExtracts = extraction => extraction.gives(taught(extraction))
  await discord.reply(await ada.dm(`I call my cat ${MARK}.`), patience)
  await discord.reply(await ada.dm(`My ${MARK} sleeps all day.`), patience)
  const last = await ada.dm(`My ${MARK} eats fish.`)
  await discord.reply(last, patience)
  await discord.reply(await ada.says(general, `A ${MARK} is in the garden.`, { mention: true }), patience)
  await bot.learned(ada)
  await ada.command('remember', { what: `The vet knows ${MARK}.` }, patience)
  // From now on studies fail, with the mark in what can't be read.
  model.otherwiseExtracts = extraction => extraction.says(`{"facts": "${MARK}`)
  // Learned before, said in other words since: it waits to be looked at again.
  const before = model.calls.length
  await ada.edits(last, `My ${MARK} eats mice.`)
  await discord.until(() => model.calls.length > before, patience)
  await discord.reply(await ada.says(general, `Do you like my ${MARK}?`, { mention: true }), patience)
  await bot.learned(ada).catch(() => undefined)
}

const kinds = [
  ['with RediSearch', () => search?.url ?? ''],
  ['without RediSearch', databaseWithout],
] as const

describe('what is forgotten is nowhere', () => {
  test.for(kinds)('%s', { timeout: 90_000 }, async ([kind, open], { discord, bot, model, skip, ada, general }) => {
    skip(kind === 'with RediSearch' && search === undefined)
    const url = await open()
    await bot.restart({ ...settings, REDIS_URL: url })
    await sayIt(ada, { discord, bot, model })
    await ada.command('forget', { what: MARK }, patience)
    const panel = await ada.command('forget', { what: 'this channel' }, { in: general, ...patience })
    const asked = model.nextCall()
    await ada.says(general, `Where is my ${MARK}?`, { mention: true })
    const call = await asked
    const studied = model.nextExtraction()
    const learned = bot.learned(ada)
    const extraction = await studied
    const where = { prefix: bot.keyPrefix, url }
    const marked = await kindsWith(IN_ANY_CASE, where)
    const hers = await kindsWith(new RegExp(ada.id, 'u'), where)
    const before = await readRedisAsText(bot.keyPrefix, url)

    const everything = await ada.command('forget', { what: 'everything' }, patience)
    const form = await ada.clicks(messageOf(everything), forget.everythingButton, patience)
    const receipt = await ada.submits(form, { phrase: forget.phrase }, patience)
    const said = receipt.text
    extraction.gives(taught(extraction))
    call.says(`Your ${MARK} is here.`).ends()
    model.otherwiseExtracts = later => later.gives({})
    await learned
    const stale = await pressAndReadTexts(ada, messageOf(panel), forget.forgetThis)
    await bot.stop()
    const [calls, extractions, embeddings] = [model.calls, model.extractions, model.embeddings].map(
      ({ length }) => length,
    )
    const left = await readRedisAsText(bot.keyPrefix, url)
    await bot.restart()
    await discord.reply(await ada.dm('Hello again.'), patience)
    await discord.reply(await ada.says(general, 'Hello again.', { mention: true }), patience)
    await bot.learned(ada)
    const known = await ada.command('whatdoyouknow', {}, patience)
    const file = await readExportFile((await ada.command('export', {}, patience)).message)
    await bot.stop()

    expect(marked).toEqual(['conv', 'entity', 'fact', 'log'])
    expect(hers).toEqual(expect.arrayContaining(KEPT_BY_ID))
    for (const way of WAYS) expect(before).toMatch(way)
    expect(extraction.request).toMatch(IN_ANY_CASE)
    expect(said).toContain(forget.everythingReceipt)
    expect(said).toContain(forget.lookedAgain)
    expect(stale.panel).toBe(forget.expired)
    expect(left).not.toMatch(IN_ANY_CASE)
    expect(await readRedisAsText(bot.keyPrefix, url)).not.toMatch(IN_ANY_CASE)
    expect(await indexed(bot.keyPrefix, url)).toEqual([])
    for (const later of model.calls.slice(calls)) expect(later.text).not.toMatch(IN_ANY_CASE)
    for (const later of model.extractions.slice(extractions)) expect(later.request).not.toMatch(IN_ANY_CASE)
    for (const later of model.embeddings.slice(embeddings)) expect(JSON.stringify(later)).not.toMatch(IN_ANY_CASE)
    expect(model.calls.length).toBe((calls ?? 0) + 2)
    expect(known.text).not.toMatch(IN_ANY_CASE)
    expect(JSON.stringify(file)).not.toMatch(IN_ANY_CASE)
    expect(JSON.stringify(bot.log)).not.toMatch(IN_ANY_CASE)
  })
})

/** What the vector index finds of all there is, where there is one. */
async function indexed(prefix: string, url: string): Promise<unknown[]> {
  const redis = new Redis(url)
  try {
    const names = (await redis.call('FT._LIST').catch(() => [])) as string[]
    const own = names.filter(name => name.startsWith(createKeys(prefix).vectorIndex('')))
    const sizes = await Promise.all(
      own.map(async name => {
        const info = (await redis.call('FT.INFO', name)) as unknown
        return [name, infoField(info, 'num_docs')] as const
      }),
    )
    return sizes.filter(([, docs]) => Number(docs) > 0)
  } finally {
    redis.disconnect()
  }
}

/** RESP2 gives a list of names and values, RESP3 a map. */
function infoField(info: unknown, name: string): unknown {
  if (Array.isArray(info)) return info[info.indexOf(name) + 1]
  return (info as Record<string, unknown>)[name]
}
