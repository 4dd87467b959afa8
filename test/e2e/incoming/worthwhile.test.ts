import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { SILENT_MARK } from '../../../src/prompt/silence.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

/** What the bot has sent, by its routes: messages and typing. */
const sent = (discord: Loopback) =>
  discord.requests.filter(({ method, route }) => method === 'POST' && /messages$|typing$/u.test(route))

test('in a channel where it is worthwhile the bot reads along, and speaks when it has something to say', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  const set = await ada.command('listen', { state: 'worthwhile' }, { in: general })
  model.plays(call => call.says(SILENT_MARK).ends())
  await bob.says(general, 'Lunch at noon, Ada?')
  const line = await bot.logged('not answered')
  const sentInSilence = sent(discord)

  const question = await ada.says(general, 'Does anybody know the capital of Australia?')
  const reply = await discord.reply(question)

  expect(set.content).toBe(en.listen.worthwhile)
  expect(line).toMatchObject({ reason: 'nothingToSay', user: bob.id })
  expect(sentInSilence).toEqual([])
  expect(reply.content).toBe('You said: Does anybody know the capital of Australia?')
  expect(model.calls).toHaveLength(2)
  expect(model.calls.every(call => call.text.includes(SILENT_MARK))).toBe(true)
})

test.for([
  ['“no_reply”.', ''],
  ['**NO_REPLY**', '\n\nBob spricht mit Ada.'],
  ['Ada and Bob talk about lunch.\n', '\nNO_REPLY'],
])(
  'nothing is sent, and no typing shown, though a model dresses its silence up: %s',
  async ([first = '', second = ''], { discord, bot, model, ada, bob, general }) => {
    await ada.command('listen', { state: 'worthwhile' }, { in: general })
    const calling = model.nextCall()
    await bob.says(general, 'Kommst du mit zum Mittagessen, Ada?')
    ;(await calling).says(first).says(second).ends()
    await bot.logged('not answered')
    await bot.stop()

    expect(sent(discord)).toEqual([])
  },
)

test('what is said to the bot is always answered: by mention, by reply, and by its name', async ({
  discord,
  model,
  ada,
  bob,
  cleo,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })

  const mentioned = await discord.reply(await ada.says(general, 'hello', { mention: true }))
  const replied = await discord.reply(await bob.says(general, 'and again', { replyTo: mentioned.message }))
  const named = await discord.reply(await cleo.says(general, 'Keepsakeさん、おはよう'))

  expect([mentioned.content, replied.content, named.content]).toEqual([
    'You said: hello',
    'You said: and again',
    'You said: Keepsakeさん、おはよう',
  ])
  expect(model.calls.some(call => call.text.includes(SILENT_MARK))).toBe(false)
})

test('however much there is to say, at most one in four messages is answered', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })

  for (let number = 1; number <= 30; number += 1) {
    const since = bot.log.length
    await (number % 2 === 0 ? ada : bob).says(general, `thought ${number}`)
    await bot.logged('answered', since)
  }

  const answers = discord.messages(general).filter(message => message.author.bot && message.message_reference)
  expect(answers.length).toBeGreaterThan(3)
  expect(answers.length).toBeLessThanOrEqual(8)
  expect(model.calls).toHaveLength(answers.length)
  expect(bot.log.filter(line => line['reason'] === 'shareReached')).toHaveLength(30 - answers.length)
})

test('thirty messages at once are looked at in two calls: the first, and all others together', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  cleo,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  const calling = model.nextCall()
  await bob.says(general, 'Who has seen my keys?')
  const first = await calling
  const callingAgain = model.nextCall()
  for (let number = 1; number <= 29; number += 1) await [ada, cleo][number % 2]?.says(general, `line ${number}`)
  const passed = () => bot.log.filter(({ msg }) => msg === 'not answered').length
  // All have reached the bot: each was passed over for the next, but for the last.
  await expect.poll(passed).toBe(28)
  first.says(SILENT_MARK).ends()
  const second = await callingAgain
  second.says(SILENT_MARK).ends()
  await expect.poll(passed).toBe(30)

  expect(second.question).toContain('line 29')
  expect(second.text).toContain('line 27')
  expect(model.calls).toHaveLength(2)
  expect(sent(discord)).toEqual([])
})

test('what is said is kept of whom the bot has answered before, and of nobody else; silence is kept nowhere', async ({
  discord,
  bot,
  model,
  ada,
  cleo,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  const stranger = discord.user('Yusuf')
  model.plays(call => call.says(SILENT_MARK).ends())
  await stranger.says(general, 'Ich mag Quitten.')
  await expect.poll(() => bot.log.filter(line => line['reason'] === 'nothingToSay').length).toBe(1)
  model.plays(call => call.says(SILENT_MARK).ends())
  await cleo.says(general, 'I like medlars.')
  await expect.poll(() => bot.log.filter(line => line['reason'] === 'nothingToSay').length).toBe(2)

  await discord.reply(await cleo.says(general, 'what do I like?', { mention: true }))
  await bot.stop()

  const kept = await readRedisAsText(bot.keyPrefix)
  expect(model.calls.at(-1)?.question).toMatch(/^I like medlars\./u)
  expect(kept).toContain('medlars')
  expect(kept).not.toMatch(/Quitten|NO_REPLY/u)
})

describe('what silence costs', () => {
  test.override({ settings: { MODEL_PRICES: '{"gpt-5.4-mini":{"in":1000,"out":2000}}', DAILY_COST_PER_USER: '0.5' } })

  test('counts, and where all is spent nobody is told who asked for nothing', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await ada.command('listen', { state: 'worthwhile' }, { in: general })
    model.plays(call => call.took(500, 10).says(SILENT_MARK).ends())
    await bob.says(general, 'Lunch?')
    const silent = await bot.logged('not answered')
    const since = bot.log.length
    await bob.says(general, 'Or dinner?')
    const refused = await bot.logged('not answered', since)

    expect(silent).toMatchObject({ reason: 'nothingToSay', cost: 0.52 })
    expect(refused).toMatchObject({ reason: 'dailyLimitUser' })
    expect(model.calls).toHaveLength(1)
    expect(sent(discord)).toEqual([])
  })
})

test('a model that fails where nobody asked it is told of in the log alone', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  model.plays(call => call.refuses(401))
  await bob.says(general, 'Lunch?')
  const line = await bot.logged('not answered')

  expect(line).toMatchObject({ reason: 'modelKeyRefused' })
  expect(sent(discord)).toEqual([])
})

test('an edit of what it read along is no new talk; of what it answered it is', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  model.plays(call => call.says(SILENT_MARK).ends())
  const talk = await bob.says(general, 'Lunch at noo?')
  await bot.logged('not answered')
  const question = await ada.says(general, 'What is the capital of Astralia?')
  const { message } = await discord.reply(question)
  await bob.edits(talk, 'Lunch at noon?')

  const rewritten = discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)
  await ada.edits(question, 'What is the capital of Australia?')
  await rewritten

  expect(message.content).toBe('You said: What is the capital of Australia?')
  expect(model.calls).toHaveLength(3)
})

test('after a restart it listens as before, and asks about nothing twice', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await ada.command('listen', { state: 'worthwhile' }, { in: general })
  model.plays(call => call.says(SILENT_MARK).ends())
  const talk = await bob.says(general, 'Mittag um zwölf?')
  await bot.logged('not answered')
  await bot.restart()
  const redelivered = bot.log.length
  discord.redeliver(talk)
  await bot.logged('not answered', redelivered)
  model.plays(call => call.says(SILENT_MARK).ends())
  const since = bot.log.length
  await ada.says(general, 'Ja, gern.')
  await bot.logged('not answered', since)

  expect(model.calls.map(call => call.question.split('\n').at(-1))).toEqual(['Mittag um zwölf?', 'Ja, gern.'])
  expect(sent(discord)).toEqual([])
})

describe('in German', () => {
  test('/listen and /diagnose tell the mode', async ({ ada, general }) => {
    ada.locale = 'de'
    const set = await ada.command('listen', { state: 'worthwhile' }, { in: general })
    const { text } = await ada.command('diagnose', {}, { in: general })

    expect(set.content).toBe(de.listen.worthwhile)
    expect(text).toContain(`✅ ${de.diagnose.listening.worthwhile}`)
  })
})
