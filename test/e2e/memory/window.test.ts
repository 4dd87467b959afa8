import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import { readRedis } from '../support/redis-content.ts'
import { monitorRedis } from '../support/redis-monitor.ts'
import { test } from '../support/running-bot.ts'

const DAY_SECONDS = 86_400

test('a conversation goes on after a restart, in each place of its own', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  await discord.reply(await ada.dm('I live in Oslo'))
  await discord.reply(await ada.says(general, 'I like chess', { mention: true }))
  await bot.restart()

  await discord.reply(await ada.dm('where do I live?'))
  await discord.reply(await ada.says(general, 'what do I like?', { mention: true }))

  expect(model.calls[2]?.window.map(({ content }) => content)).toEqual(['I live in Oslo', 'You said: I live in Oslo'])
  expect(model.calls[3]?.window.map(({ content }) => content)).toEqual(['I like chess', 'You said: I like chess'])
})

test('a question stays in the conversation though the model failed', async ({ discord, model, ada }) => {
  model.plays(call => call.refuses(401))
  await discord.reply(await ada.dm('my name is Ada'))

  await discord.reply(await ada.dm('what is my name?'))

  expect(model.calls[1]?.text).toContain('my name is Ada')
})

test.for(['', 'I like tea.'])(
  'a question that Redis lost to a crash is kept with its answer, after %j',
  async (before, { discord, bot, model, ada }) => {
    if (before !== '') await discord.reply(await ada.dm(before))
    const calling = model.nextCall()
    const question = await ada.dm('I moved to Oslo.')
    const call = await calling
    const redis = new Redis(inject('redisUrl'))
    // With all that the first message wrote, or with this question alone.
    const keys = await redis.keys(`${bot.keyPrefix}*`)
    const lost = keys.filter(key => key.includes(before === '' ? ada.id : question.id))
    await redis.del(`${bot.keyPrefix}message:${question.id}`, ...lost)
    for (const log of keys.filter(key => key.includes(':log:'))) await redis.hdel(log, `q:${question.id}`)
    for (const turns of keys.filter(key => key.includes(':turns:'))) await redis.zrem(turns, `q:${question.id}`)
    redis.disconnect()

    call.says('Lovely city.').ends()
    const reply = await discord.reply(question)
    await bot.logged('Redis has lost a question since it was asked')
    await bot.restart()
    await discord.reply(await ada.dm('Where do I live?'))

    expect(reply.content).toContain('Lovely city.')
    const window = model.calls.at(-1)?.window.map(({ content }) => content) ?? []
    expect(window.slice(-2)).toEqual(['I moved to Oslo.', 'Lovely city.'])
  },
)

describe('WINDOW_MESSAGES', () => {
  test.override({ settings: { WINDOW_MESSAGES: '4', SUMMARY_KEEP: '2' }, loopback: { channelLimits: false } })

  test('bounds what a prompt takes: the oldest turns are summed up, also after a restart', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.otherwiseExtracts = extraction =>
      extraction.gives(extraction.summarizes ? { summary: `Begins with ${extraction.turns[0]?.text}.` } : {})
    for (const text of ['one', 'two', 'three']) await discord.reply(await ada.dm(text))
    await bot.learned(ada)
    await bot.restart()

    await discord.reply(await ada.dm('four'))

    const window = model.calls[3]?.window.map(({ content }) => content) ?? []
    expect(window.slice(-2)).toEqual(['three', 'You said: three'])
    expect(window.length).toBeLessThanOrEqual(4)
    expect(model.calls[3]?.text).toContain('Begins with one.')
  })

  test('bounds it at twice as many while nothing can be summed up, and lets the oldest go in steps', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.otherwiseExtracts = extraction => extraction.refuses(401)
    const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
    for (const text of texts) await discord.reply(await ada.dm(text))
    await bot.restart()

    await discord.reply(await ada.dm('ten'))

    const windows = model.calls.map(({ window }) =>
      window.flatMap(({ role, content }) => (role === 'user' ? [String(content)] : [])),
    )
    expect(windows.map(window => window[0])).toEqual([
      ...[undefined, 'one', 'one', 'one', 'one', 'three', 'three', 'five', 'five', 'seven'],
    ])
    expect(windows.map(({ length }) => length)).toEqual([0, 1, 2, 3, 4, 3, 4, 3, 4, 3])
  })
})

describe('LOG_LIMIT', () => {
  test.override({ settings: { LOG_LIMIT: '10' }, loopback: { channelLimits: false } })

  test('bounds what is kept of a conversation; the oldest goes', async ({ discord, bot, ada }) => {
    for (let i = 1; i <= 7; i += 1) await discord.reply(await ada.dm(`thing ${i}`))
    await bot.stop()

    const kept = await readRedis(bot.keyPrefix)
    const log = kept.get(`log:{${ada.id}}:${ada.dmChannel.id}`)?.value as Record<string, string>
    const texts = Object.values(log).map(turn => (JSON.parse(turn) as { text: string }).text)
    expect(texts.filter(text => text.startsWith('thing')).sort()).toEqual([3, 4, 5, 6, 7].map(i => `thing ${i}`))
    expect(Object.keys(log)).toHaveLength(10)
  })
})

describe('HISTORY_DAYS', () => {
  test.override({ settings: { HISTORY_DAYS: '2' } })

  test('is how long a conversation lives after its last use', async ({ discord, bot, ada }) => {
    const question = await ada.dm('hello')
    const { message } = await discord.reply(question)
    await bot.stop()

    const kept = await readRedis(bot.keyPrefix)
    const conversation = `{${ada.id}}:${ada.dmChannel.id}`
    for (const key of [`conv:${conversation}`, `log:${conversation}`]) {
      expect(kept.get(key)?.secondsLeft).toBeGreaterThan(2 * DAY_SECONDS - 60)
      expect(kept.get(key)?.secondsLeft).toBeLessThanOrEqual(2 * DAY_SECONDS)
    }
    // What leads from a message to its turn lives at least as long as the turn.
    for (const { id } of [question, message]) {
      expect(kept.get(`message:${id}`)?.secondsLeft).toBeGreaterThan(2 * DAY_SECONDS - 60)
    }
    const endless = [...kept].filter(([, { secondsLeft }]) => secondsLeft === -1).map(([key]) => key)
    expect(endless.filter(key => key.includes(ada.id))).toEqual([`user:{${ada.id}}`])
  })
})

test('a user has an epoch from the first word on, and keeps it', async ({ discord, bot, ada }) => {
  const epoch = async () =>
    ((await readRedis(bot.keyPrefix)).get(`user:{${ada.id}}`)?.value as { epoch?: string } | undefined)?.epoch
  await discord.reply(await ada.dm('hello'))
  const first = await epoch()
  await bot.restart()
  await discord.reply(await ada.dm('hello again'))
  await bot.stop()

  expect(first).toMatch(/^[0-9a-f]{24}$/u)
  expect(await epoch()).toBe(first)
})

test('one message takes one round trip to Redis before the model is asked and one after', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await discord.reply(await ada.dm('so that the scripts are known')) // their first use takes two
  const monitored = await monitorRedis()
  const calling = model.nextCall()
  await bob.says(general, 'chatting on the side')
  const question = await bob.says(general, 'hello', { mention: true })
  const call = await calling

  const before = await monitored(`${bot.keyPrefix}user:{${bob.id}}`)
  call.says('Hi.').ends()
  await discord.reply(question)
  await bot.stop()
  const inAll = await monitored(`${bot.keyPrefix}user:{${bob.id}}`)

  expect(before).toEqual(['keep-question'])
  expect(inAll).toEqual(['keep-question', 'keep-answer'])
})
