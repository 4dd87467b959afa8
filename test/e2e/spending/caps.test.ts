import { describe, expect, inject } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { freePort } from '../../support/free-port.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { readMetrics } from '../support/metrics-page.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

/** A dollar for a thousand tokens. */
const MODEL_PRICES = '{"gpt-5.4-mini":{"in":1000,"out":1000},"gpt-5.4-nano":{"in":1000,"out":1000}}'

describe('where nobody has set a cap', () => {
  test('a person may spend a dollar a day, and is then refused kindly, in their language', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await bot.restart({ MODEL_PRICES })
    bob.locale = 'de'
    await bob.command('privacy', {}, { in: general })
    model.plays(call => call.says('Hello.').took(1000, 0).ends())
    await discord.reply(await bob.dm('one'))
    model.otherwise = call => call.says('Hello.').took(1, 0).ends()

    const refused = await discord.reply(await bob.says(general, 'two', { mention: true }))
    const other = await discord.reply(await ada.dm('and me?'))

    expect(refused.content).toBe(de.answers.dailyLimitUser)
    expect(other.content).toBe('Hello.')
    expect(model.calls).toHaveLength(2)
  })

  test('a person may spend a million tokens, also where they cost nothing', async ({ discord, model, bob }) => {
    model.plays(
      call => call.says('Hello.').costs(999_999).ends(),
      call => call.says('Hello.').costs(1).ends(),
    )
    for (const words of ['one', 'two']) expect((await discord.reply(await bob.dm(words))).content).toBe('Hello.')

    expect((await discord.reply(await bob.dm('three'))).content).toBe(en.answers.dailyLimitUser)
  })

  test('all may spend ten dollars', async ({ discord, bot, model, ada, bob }) => {
    await bot.restart({ MODEL_PRICES, DAILY_COST_PER_USER: 'off' })
    model.plays(call => call.says('Hello.').took(10_000, 0).ends())
    await discord.reply(await bob.dm('one'))

    expect((await discord.reply(await ada.dm('two'))).content).toBe(en.answers.dailyLimitBot)
  })

  test('each can be switched off', async ({ discord, bot, model, bob }) => {
    const caps = ['COST_PER_USER', 'COST_IN_ALL', 'TOKENS_PER_USER', 'TOKENS_IN_ALL'].map(cap => [
      `DAILY_${cap}`,
      'off',
    ])
    await bot.restart({ MODEL_PRICES, ...Object.fromEntries(caps) })
    model.otherwise = call => call.says('Hello.').took(30_000_000, 0).ends()
    await discord.reply(await bob.dm('one'))

    expect((await discord.reply(await bob.dm('two'))).content).toBe('Hello.')
  })
})

describe('a cap in money', () => {
  test.override({ settings: { MODEL_PRICES, DAILY_COST_PER_SERVER: '1', DAILY_COST_PER_USER: 'off' } })

  test('of a server holds there alone', async ({ discord, model, ada, bob, general }) => {
    model.plays(call => call.says('Hello.').took(999, 1).ends())
    await discord.reply(await bob.says(general, 'one', { mention: true }))

    const refused = await discord.reply(await ada.says(general, 'two', { mention: true }))
    const inDm = await discord.reply(await ada.dm('three'))

    expect(refused.content).toBe(en.answers.dailyLimitServer)
    expect(inDm.content).toBe('You said: three')
  })

  test('counts what was read for answers that never came', async ({ discord, bot, model, bob }) => {
    await bot.restart({ MODEL_PRICES })
    model.plays(call => call.took(1000, 0).ends('content_filter'))
    await discord.reply(await bob.dm('one'))

    expect((await discord.reply(await bob.dm('two'))).content).toBe(en.answers.dailyLimitUser)
  })

  test('counts what questions that wait for each other cost, one after the other', async ({
    discord,
    bot,
    model,
    bob,
  }) => {
    await bot.restart({ MODEL_PRICES })
    const first = model.nextCall()
    const one = await bob.dm('one')
    const call = (await first).says('Hello')
    await discord.reply(one) // what is shown after a second and a half
    const two = await bob.dm('two')
    call.says('.').took(1000, 0).ends()
    const second = await discord.reply(two)

    expect(second.content).toBe(en.answers.dailyLimitUser)
    expect(model.calls).toHaveLength(1)
  })

  test('holds while Redis is away, for what is spent then', async ({ discord, bot, model, bob }) => {
    const proxy = await new RedisProxy(inject('redisUrl')).listen()
    await bot.restart({ MODEL_PRICES, REDIS_URL: proxy.url })
    proxy.cut()
    model.otherwise = call => call.says('Hello.').took(1000, 0).ends()
    await discord.reply(await bob.dm('one'))

    const refused = await discord.reply(await bob.dm('two'))
    proxy.open() // or the bot waits with its end until what was asked can be kept
    await bot.stop()
    await proxy.close()

    expect(refused.content).toContain(en.answers.dailyLimitUser)
    expect(model.calls).toHaveLength(1)
  })
})

test('where a cap is reached nothing is learned, and nothing lost', async ({ discord, bot, model, bob }) => {
  const port = String(await freePort())
  await bot.restart({ DAILY_TOKENS_IN_ALL: '100', LEARN_DELAY_SECONDS: '1', METRICS_PORT: port })
  model.plays(call => call.says('Lovely.').took(100, 0).ends())
  await discord.reply(await bob.dm('I live in Lisbon.'))
  await expect.poll(async () => (await readMetrics(port)).get('learning_jobs capReached'), { timeout: 20_000 }).toBe(1)
  const waiting = await readStoredMemory(bot, bob)
  const asked = model.extractions.length
  // As on the next day, or with a higher cap.
  await bot.restart({})
  model.playsExtractions(extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) }))
  await bot.learned(bob)

  expect(asked).toBe(0)
  expect(waiting.isPending).toBe(true)
  expect((await readStoredMemory(bot, bob)).facts).toEqual(['The user lives in Lisbon.'])
})
