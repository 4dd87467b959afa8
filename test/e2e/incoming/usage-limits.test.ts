import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { utcDay } from '../../../src/memory/ports/usage-ledger.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

const DAY_MS = 86_400_000

const answersTo = (discord: Loopback, question: StoredMessage) =>
  discord
    .messages({ id: question.channel_id })
    .filter(({ message_reference: reference }) => reference?.message_id === question.id)

/** What was spent today was spent the day before. */
async function makeYesterday(keyPrefix: string): Promise<void> {
  const { spent } = createKeys(keyPrefix)
  const now = Date.now()
  await plainRedis().rename(spent(utcDay(now)), spent(utcDay(now - DAY_MS)))
}

describe('two messages a minute', () => {
  test.override({ settings: { MESSAGES_PER_MINUTE: '2' } })

  test('whoever says more hears of it once, politely, and then nothing, while others are answered', async ({
    discord,
    bot,
    model,
    ada,
    general,
    bob,
  }) => {
    await discord.reply(await ada.dm('one'))
    await discord.reply(await ada.says(general, 'two', { mention: true }))

    const told = await discord.reply(await ada.dm('three'))
    const quiet = [await ada.dm('four'), await ada.says(general, 'five', { mention: true })]
    const other = await discord.reply(await bob.dm('am I too quick?'))
    await bot.stop()

    expect(told.content).toBe(en.answers.rateLimited)
    expect(quiet.flatMap(message => answersTo(discord, message))).toEqual([])
    expect(other.content).toBe('You said: am I too quick?')
    expect(model.calls).toHaveLength(3)
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/three|four|five/u)
  })

  test('editing and answering again count as well', async ({ discord, bot, model, ada, bob }) => {
    const question = await ada.dm('one')
    const { message } = await discord.reply(question)
    const rewritten = discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)
    await ada.edits(question, 'two')
    await rewritten

    const told = await discord.reply(await ada.dm('three'))
    await ada.edits(question, 'four')
    await discord.reply(await bob.dm('hello'))
    await bot.stop()

    expect(told.content).toBe(en.answers.rateLimited)
    expect(message.content).toBe('You said: two')
    expect(model.calls).toHaveLength(3)
  })
})

describe('daily tokens', () => {
  const spending =
    (tokens: number) => (call: { says: (text: string) => { costs: (n: number) => { ends: () => void } } }) =>
      call.says('Here you are.').costs(tokens).ends()

  describe('of a user', () => {
    test.override({ settings: { DAILY_TOKENS_PER_USER: '150' } })

    test('are refused kindly when they are spent, until the next day', async ({
      discord,
      bot,
      model,
      ada,
      general,
      bob,
    }) => {
      model.otherwise = spending(100)
      await discord.reply(await ada.dm('one'))
      const second = await discord.reply(await ada.says(general, 'two', { mention: true }))

      const refused = await discord.reply(await ada.dm('three'))
      const other = await discord.reply(await bob.dm('and me?'))
      // A clock that somebody sets is no next day.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY_MS })
      onTestFinished(() => void vi.useRealTimers())
      await bot.restart()
      const refusedStill = await discord.reply(await ada.dm('four'))
      vi.useRealTimers()
      await bot.stop()
      await makeYesterday(bot.keyPrefix)
      await bot.start()
      const tomorrow = await discord.reply(await ada.dm('good morning'))

      expect([second.content, other.content, tomorrow.content]).toEqual(Array(3).fill('Here you are.'))
      expect([refused.content, refusedStill.content]).toEqual(Array(2).fill(en.answers.dailyLimitUser))
      expect(model.calls).toHaveLength(4)
    })

    test('are spent by what is learned of them as well', async ({ discord, bot, model, ada }) => {
      const message = { role: 'assistant', content: '{"facts":[],"entities":[]}' }
      const usage = { prompt_tokens: 190, completion_tokens: 10, total_tokens: 200 }
      model.otherwiseExtracts = call =>
        call.sends(JSON.stringify({ choices: [{ index: 0, message, finish_reason: 'stop' }], usage }))
      await discord.reply(await ada.dm('I live in Lisbon'))
      await bot.learned(ada)

      const refused = await discord.reply(await ada.dm('two'))

      expect(refused.content).toBe(en.answers.dailyLimitUser)
    })

    test('count over a restart', async ({ discord, bot, model, ada }) => {
      model.otherwise = spending(200)
      await discord.reply(await ada.dm('one'))
      await bot.restart()

      const refused = await discord.reply(await ada.dm('two'))

      expect(refused.content).toBe(en.answers.dailyLimitUser)
    })
  })

  describe('of a server', () => {
    test.override({ settings: { DAILY_TOKENS_PER_SERVER: '150' } })

    test('are spent by all who are in it together, and by nobody’s DMs', async ({
      discord,
      model,
      ada,
      bob,
      general,
      staff,
    }) => {
      model.otherwise = spending(80)
      const elsewhere = discord.createGuild({ name: 'Elsewhere' })
      await discord.reply(await ada.dm('in private'))
      await discord.reply(await ada.says(general, 'one', { mention: true }))
      await discord.reply(await bob.says(staff, 'two', { mention: true }))

      const refused = await discord.reply(await bob.says(general, 'three', { mention: true }))
      const inDm = await discord.reply(await bob.dm('four'))
      const inOther = await discord.reply(
        await ada.says(discord.channel('general', elsewhere), 'five', { mention: true }),
      )

      expect(refused.content).toBe(en.answers.dailyLimitServer)
      expect([inDm.content, inOther.content]).toEqual(['Here you are.', 'Here you are.'])
    })
  })

  describe('of the bot', () => {
    test.override({ settings: { DAILY_TOKENS_IN_ALL: '150' } })

    test('are spent by everybody together', async ({ discord, model, ada, bob, general, cleo }) => {
      model.otherwise = spending(80)
      await discord.reply(await ada.dm('one'))
      await discord.reply(await bob.says(general, 'two', { mention: true }))

      const refused = await discord.reply(await cleo.dm('three'))

      expect(refused.content).toBe(en.answers.dailyLimitBot)
      expect(model.calls).toHaveLength(2)
    })
  })

  describe('where the model’s server does not tell what was spent', () => {
    test.override({ settings: { DAILY_TOKENS_PER_USER: '100' } })

    test('are estimated', async ({ discord, ada }) => {
      await discord.reply(await ada.dm('words '.repeat(100)))

      const refused = await discord.reply(await ada.dm('more'))

      expect(refused.content).toBe(en.answers.dailyLimitUser)
    })
  })
})
