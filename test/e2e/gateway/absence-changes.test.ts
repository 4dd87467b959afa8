import { describe, expect, onTestFinished, vi } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { SILENT_MARK } from '../../../src/prompt/silence.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { answerElsewhere } from '../incoming/support/answer-elsewhere.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { botTexts, PATIENT, waitForText } from '../support/wait-for.ts'

const LOOKED = 'looked for what was said while the bot was away'

test.for(['young', 'old'] as const)(
  'what is %s, and edited while it is looked for, is known in its new words alone',
  async (age, { discord, bot, ada, bob, general }) => {
    const other = discord.createChannel({ name: 'other' })
    await discord.reply(await ada.says(general, 'Hello', { mention: true }))
    await discord.reply(await bob.says(other, 'Hi', { mention: true }))
    await bot.stop()
    await bob.says(other, 'lunch?')
    const first = await ada.says(general, 'one', { mention: true })
    const second = await ada.says(general, 'my password is hunter2')
    await answerElsewhere(discord, [first, second], 'Both.')
    if (age === 'old') {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 20 * 60_000 })
      onTestFinished(() => void vi.useRealTimers())
    }
    const [read, edited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const path = new RegExp(`${other.id}/messages$`, 'u')
    discord.fail({ method: 'GET', path, until: edited.promise, onMet: read.resolve })
    await bot.start()
    await read.promise
    await ada.edits(second, 'never mind')
    await discord.reply(await bob.dm('Are you there?')) // the bot has heard of the edit by then
    const looked = bot.logged(LOOKED)
    edited.resolve()
    await looked
    if (age === 'young') await waitForText(discord, general, 'You said: never mind')
    await bot.stop()

    expect(await readRedisAsText(bot.keyPrefix)).toContain('never mind')
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('hunter2')
  },
)

test('what is said after a question that is taken over is answered, though nobody was told that its author writes there', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const asked = model.nextCall()
  await ada.dm('one')
  await asked
  await bot.stop() // its patience is over before the model has answered
  await plainRedis().del(createKeys(bot.keyPrefix).directUsers)
  const second = await ada.dm('two')
  await bot.start()

  // Alone, or with the first.
  expect((await discord.reply(second, PATIENT)).content).toMatch(/^You said: two/u)
})

test('an answer that a process which died has begun in a channel where the bot reads along is made whole', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  await discord.reply(await ada.says(general, 'Hello', { mention: true }))
  await bot.stop()
  await answerElsewhere(discord, [await ada.says(general, 'Capital of Australia?')], 'Canb')
  await bot.start()
  await waitForText(discord, general, 'You said: Capital of Australia?')
  await bot.stop()

  expect(botTexts(discord, general)).toEqual(['You said: Hello', 'You said: Capital of Australia?'])
  expect(model.calls.at(-1)?.text).not.toContain(SILENT_MARK)
})

describe('without the message-content intent', () => {
  test.override({ loopback: { privilegedIntents: false } })

  test('what came without its words, and was told so, is asked of no model after a start', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    const { message } = await discord.reply(await ada.says(general, 'Hello', { mention: true }))
    await discord.reply(await bob.says(general, 'me too', { replyTo: message, pingRepliedTo: false }))
    await bot.stop()
    const looked = bot.logged(LOOKED)
    await bot.start()
    await looked
    await discord.reply(await ada.says(general, 'Bye', { mention: true }))
    await bot.stop()

    expect(botTexts(discord, general)[1]).toBe(en.answers.unreadable)
    expect(model.calls).toHaveLength(2)
  })
})
