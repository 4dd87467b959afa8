import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { openPanel } from '../support/panels.ts'
import { readRedis, readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts } from '../support/stored-memory.ts'
import { botTexts, PATIENT } from '../support/wait-for.ts'

const { answers, privacy } = en

async function switches(person: Person, label: string, channel?: Channel): Promise<void> {
  await person.clicks(await openPanel(person, 'privacy', channel), label, { until: 'updated' })
}

const paused = (text: string) => `You said: ${text}\n\n${answers.paused}`
const incognito = (text: string) => `You said: ${text}\n\n${answers.incognito}`

describe.concurrent('while somebody’s memory is paused', () => {
  test('they are answered, and nothing of it is stored or learned', async ({ discord, bot, model, ada, general }) => {
    await switches(ada, privacy.pause)
    const before = [...(await readRedis(bot.keyPrefix)).keys()]

    const call = model.nextCall()
    const question = await ada.dm('my PIN is 4711')
    const asked = await call
    const meanwhile = await readRedis(bot.keyPrefix)
    asked.says('I see: 4711.').ends()
    const inDm = await discord.reply(question)
    const inServer = await discord.reply(await ada.says(general, '4711, I said', { mention: true }))
    await bot.learned(ada)
    await bot.stop()
    const after = await readRedis(bot.keyPrefix)

    // What the bot notes of itself comes whenever it does, and so does whose direct messages are looked through after a crash.
    const tellsOfHer = ([key, { value }]: [string, { value: unknown }]) =>
      [ada.id, question.id].some(id => `${key} ${JSON.stringify(value)}`.includes(id))
    const news = [...meanwhile].filter(one => !before.includes(one[0]) && one[0] !== 'direct' && tellsOfHer(one))
    expect(Object.fromEntries(news.map(([key, { value }]) => [key, value]))).toEqual({
      claims: { [`${ada.id}:${ada.dmChannel.id}:${question.id}`]: expect.any(String) },
      [`message:${question.id}`]: '-',
    })
    // In a server nobody reads that somebody has paused their memory.
    expect([inDm.content, inServer.content]).toEqual([`I see: 4711.\n\n${answers.paused}`, 'You said: 4711, I said'])
    expect([...after.keys()].filter(key => key.includes(`{${ada.id}}`))).toEqual([`user:{${ada.id}}`])
    expect(after.has('claims')).toBe(false)
    expect(after.get(`message:${question.id}`)).toEqual({ value: '', secondsLeft: expect.any(Number) })
    expect(JSON.stringify([...after])).not.toMatch(/(?<!\d)4711(?!\d)/u)
    expect(model.extractions).toEqual([])
    expect(model.calls[1]?.window).toEqual([])
  })

  test('what was known before is still told', async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('I have a cat called Miso'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user has a cat called Miso.' }] })
    await switches(ada, privacy.pause)

    const reply = await discord.reply(await ada.dm('Who waits for me?'))

    expect(reply.content).toBe(paused('Who waits for me?'))
    expect(model.calls[1]?.notes).toEqual([expect.stringContaining('Miso')])
  })

  test('a message that Discord tells twice is answered once, also after a restart, which ends no pause', {
    concurrent: false,
  }, async ({ discord, bot, model, ada }) => {
    await switches(ada, privacy.pause)
    const first = await ada.dm('hello')
    await discord.reply(first)
    discord.redeliver(first)
    await bot.restart()
    discord.redeliver(first)

    await discord.reply(await ada.dm('hello again'))

    expect(botTexts(discord, ada.dmChannel)).toEqual([paused('hello'), paused('hello again')])
    expect(model.calls).toHaveLength(2)
  })

  test('others are remembered as ever, and so are they once it is on again', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await switches(ada, privacy.pause)
    await discord.reply(await ada.says(general, 'I sail', { mention: true }))
    await discord.reply(await bob.says(general, 'I climb', { mention: true }))

    await switches(ada, privacy.resume, general)
    const reply = await discord.reply(await ada.says(general, 'I like tea', { mention: true }))
    await discord.reply(await ada.says(general, 'What did I say?', { mention: true }))
    await bot.stop()

    expect(reply.content).toBe('You said: I like tea')
    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toEqual(['I like tea', 'You said: I like tea'])
    const all = await readRedisAsText(bot.keyPrefix)
    expect([all.includes('I climb'), all.includes('I like tea'), all.includes('I sail')]).toEqual([true, true, false])
  })

  test('the pause begins with the click: what was asked before it is kept', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('I sail')
    const asked = await call
    await switches(ada, privacy.pause)
    asked.says('Nice.').ends()

    const reply = await discord.reply(question)
    await bot.stop()

    expect(reply.content).toBe('Nice.')
    const all = await readRedisAsText(bot.keyPrefix)
    expect([all.includes('I sail'), all.includes('Nice.')]).toEqual([true, false])
  })

  test('an answer again is not kept, and takes nothing from what was kept before', { concurrent: false }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.plays(
      call => call.says('A horse.').ends(),
      call => call.says('A capybara.').ends(),
    )
    const question = await ada.dm('Draw me an animal.')
    const { message } = await discord.reply(question)
    await switches(ada, privacy.pause)

    await ada.menu('Answer again', message, PATIENT)
    const shown = message.content
    await bot.restart()
    const all = await readRedisAsText(bot.keyPrefix)
    const isGone = discord.until(event => event.kind === 'delete' && event.ids.includes(message.id), PATIENT)
    await ada.deletes(question)
    await isGone

    expect(shown).toBe(`A capybara.\n\n${answers.paused}`)
    expect([all.includes('A horse.'), all.includes('capybara')]).toEqual([true, false])
    expect(all).not.toContain('claims')
  })

  test('what was said before is not learned until it is switched on again, also where the model is asked already', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('I keep bees.'))
    const extracting = model.nextExtraction()
    const learned = bot.learned(ada)
    const extraction = await extracting
    await switches(ada, privacy.pause)

    extraction.gives({ facts: [extraction.fact('I keep bees.', 'The user keeps bees.')] })
    await learned
    const whilePaused = await readStoredFacts(bot, ada)
    await switches(ada, privacy.resume)
    model.playsExtractions(extraction =>
      extraction.gives({ facts: [extraction.fact('I keep bees.', 'The user keeps bees.')] }),
    )
    await bot.learned(ada)

    expect(whilePaused).toEqual([])
    expect(model.extractions).toHaveLength(2)
    expect((await readStoredFacts(bot, ada)).map(({ text }) => text)).toEqual(['The user keeps bees.'])
  })
})

describe.concurrent('an incognito conversation', () => {
  test('is answered and not kept, while the others of the same person are', async ({
    discord,
    bot,
    model,
    ada,
    general,
    bob,
  }) => {
    await switches(ada, privacy.incognitoStart, general)

    const here = await discord.reply(await ada.says(general, 'I sail', { mention: true }))
    const again = await discord.reply(await ada.says(general, 'I climb', { mention: true }))
    const dm = await discord.reply(await ada.dm('I like tea'))
    const others = await discord.reply(await bob.says(general, 'I cook', { mention: true }))
    await bot.stop()

    expect([here.content, again.content]).toEqual([incognito('I sail'), incognito('I climb')])
    expect([dm.content, others.content]).toEqual(['You said: I like tea', 'You said: I cook'])
    expect(model.calls[1]?.window).toEqual([])
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/sail|climb/u)
  })

  test('is so until it is switched off', { concurrent: false }, async ({ discord, bot, model, ada }) => {
    await switches(ada, privacy.incognitoStart)
    await discord.reply(await ada.dm('I sail'))
    await bot.restart()
    const still = await discord.reply(await ada.dm('I climb'))

    await switches(ada, privacy.incognitoEnd)
    const reply = await discord.reply(await ada.dm('I like tea'))
    await discord.reply(await ada.dm('What did I say?'))

    expect([still.content, reply.content]).toEqual([incognito('I climb'), 'You said: I like tea'])
    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toEqual(['I like tea', 'You said: I like tea'])
  })

  test('ends an hour after the last message: each puts that off', async ({ discord, bot, ada }) => {
    const redis = new Redis(inject('redisUrl'))
    const field = [createKeys(bot.keyPrefix).user(ada.id), `incognito:${ada.dmChannel.id}`] as const
    await switches(ada, privacy.incognitoStart)
    await redis.hset(...field, Date.now() + 60_000)

    const inTime = await discord.reply(await ada.dm('I sail'))
    const until = Number(await redis.hget(...field)) - Date.now()
    await redis.hset(...field, Date.now() - 1)
    const panel = await ada.command('privacy')
    const late = await discord.reply(await ada.dm('I like tea'))
    const left = await redis.hexists(...field)
    redis.disconnect()

    expect([inTime.content, late.content]).toEqual([incognito('I sail'), 'You said: I like tea'])
    expect(until).toBeGreaterThan(59 * 60_000)
    expect(until).toBeLessThanOrEqual(61 * 60_000)
    expect(panel.text).toContain(privacy.incognitoOff)
    expect(left).toBe(0)
  })
})
