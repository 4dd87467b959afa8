import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import { utcDay } from '../../../src/memory/ports/usage-ledger.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { test } from '../support/running-bot.ts'
import { botTexts, waitForText } from '../support/wait-for.ts'

const NEAR = 'Most of what I may spend today is spent'
const REACHED = 'What I may spend today is spent'

describe('of what all may spend', () => {
  test.override({ settings: { DAILY_TOKENS_IN_ALL: '1000' } })

  test('its owner is told at 80 and at 100 percent, once each, also over a restart', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    cleo,
  }) => {
    const spends = (tokens: number) => model.plays(call => call.says('Hello.').costs(tokens).ends())
    spends(790)
    await discord.reply(await bob.dm('one'))
    await bot.restart()
    const early = botTexts(discord, ada.dmChannel)
    spends(20)
    await discord.reply(await bob.dm('two'))
    const near = await waitForText(discord, ada.dmChannel, NEAR)
    spends(100)
    await discord.reply(await cleo.dm('three'))
    await bot.restart()
    spends(100)
    await discord.reply(await bob.dm('four'))
    const reached = await waitForText(discord, ada.dmChannel, REACHED)
    const refused = [await discord.reply(await bob.dm('five')), await discord.reply(await cleo.dm('six'))]
    await bot.restart()
    refused.push(await discord.reply(await cleo.dm('seven')))
    await bot.stop()

    expect(early).toEqual([])
    expect(near.content).toContain('810 tokens of 1K tokens (81 %)')
    expect(near.content).toContain('`DAILY_TOKENS_IN_ALL`')
    expect(reached.content).toContain('1K tokens of 1K tokens (101 %)')
    expect(refused.map(({ content }) => content)).toEqual(Array(3).fill(en.answers.dailyLimitBot))
    expect(botTexts(discord, ada.dmChannel)).toHaveLength(2)
  })

  test('the log says it as well', async ({ discord, bot, model, bob }) => {
    model.plays(call => call.says('Hello.').costs(1000).ends())
    await discord.reply(await bob.dm('one'))

    expect(await bot.logged('a daily cap is reached')).toMatchObject({
      ...{ level: 40, setting: 'DAILY_TOKENS_IN_ALL', cap: '1K tokens', percent: 100 },
    })
  })

  test('two processes tell it once', async ({ discord, bot, model, ada, bob, cleo, general }) => {
    await bot.another()
    model.otherwise = call => call.says('Hello.').costs(120).ends()
    for (let i = 0; i < 5; i += 1) {
      const said = [await bob.dm(`dm ${i}`), await cleo.says(general, `here ${i}`, { mention: true })]
      await Promise.all(said.map(question => discord.reply(question)))
    }
    await waitForText(discord, ada.dmChannel, REACHED)
    await bot.end()

    const told = botTexts(discord, ada.dmChannel)
    expect(told.filter(text => text.startsWith(NEAR)).length).toBeLessThanOrEqual(1)
    expect(told.filter(text => text.startsWith(REACHED))).toHaveLength(1)
  })

  test('an owner who takes no direct messages is in the log, once a day', async ({ discord, bot, model, ada, bob }) => {
    const body = { code: RESTJSONErrorCodes.CannotSendMessagesToThisUser, message: 'Cannot send messages to this user' }
    const path = /^\/users\/@me\/channels$/u
    discord.faults.plan({ method: 'POST', path, status: 403, body, times: Number.POSITIVE_INFINITY })
    model.plays(call => call.says('Hello.').costs(1000).ends())
    await discord.reply(await bob.dm('one'))
    const line = await bot.logged('takes no direct messages')
    await bot.restart()
    const refused = await discord.reply(await bob.dm('two'))
    await bot.logged('a daily cap is reached', bot.log.indexOf(line))
    await bot.stop()

    expect(line).toMatchObject({ level: 40, user: ada.id, whatToDo: expect.any(String) })
    expect(refused.content).toBe(en.answers.dailyLimitBot)
    expect(bot.log.filter(({ msg }) => msg.includes('takes no direct messages'))).toHaveLength(1)
  })

  test('what Discord does not take now is told a minute later', async ({ discord, bot, model, ada, bob }) => {
    discord.faults.plan({ method: 'POST', path: /^\/users\/@me\/channels$/u, status: 500, times: 2 })
    model.plays(call => call.says('Hello.').costs(1000).ends())
    await discord.reply(await bob.dm('one'))
    const failed = await bot.logged('owners not told of a cap yet')
    // As a minute later: what the dead take upon themselves others may.
    const redis = new Redis(inject('redisUrl'))
    const { spent } = createKeys(bot.keyPrefix)
    await redis.hincrby(spent(utcDay(Date.now())), `told:bot:tokens:100:${ada.id}`, -60_001)
    redis.disconnect()
    await bot.restart()
    await discord.reply(await bob.dm('two'))

    expect(failed).toMatchObject({ level: 40 })
    expect((await waitForText(discord, ada.dmChannel, REACHED)).content).toContain('(100 %)')
  })

  test('in the language of the owner', async ({ discord, model, ada, bob, general }) => {
    ada.locale = 'ja'
    await ada.command('usage', {}, { in: general })
    model.plays(call => call.says('Hello.').costs(1000).ends())
    await discord.reply(await bob.dm('one'))

    const told = await waitForText(discord, ada.dmChannel, ja.usage.capReached('', '').slice(0, 10))
    expect(told.content).toContain('`DAILY_TOKENS_IN_ALL`')
  })
})

test('the owner is told of the first person who has reached their cap, and not of whom', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  cleo,
}) => {
  await bot.restart({ DAILY_TOKENS_PER_USER: '100' })
  model.otherwise = call => call.says('Hello.').costs(100).ends()
  for (const person of [bob, cleo]) {
    await discord.reply(await person.dm('one'))
    await discord.reply(await person.dm('two'))
  }
  const told = await waitForText(discord, ada.dmChannel, 'Somebody has spent all that one person may spend in a day')
  await bot.stop()

  expect(told.content).toContain('100 tokens')
  expect(told.content).toContain('`DAILY_TOKENS_PER_USER`')
  expect(told.content).not.toContain(bob.id)
  expect(botTexts(discord, ada.dmChannel)).toHaveLength(1)
})
