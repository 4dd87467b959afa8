import { PermissionFlagsBits } from 'discord.js'
import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { botMessages, botTexts, PATIENT, requestsIn, waitForButton, waitForText } from '../support/wait-for.ts'

const POSTS = { method: 'POST', path: /messages$/u }
const EDITS = { method: 'PATCH' }
const tooMany = (seconds: number, more: Record<string, string> = {}) => ({
  status: 429,
  headers: { 'Retry-After': `${seconds}`, ...more },
  body: { message: 'You are being rate limited.', retry_after: seconds, global: 'X-RateLimit-Global' in more },
})

describe.concurrent('the answer is there once and whole', () => {
  test.for([
    ['a rate limit of the channel', { ...POSTS, ...tooMany(0.3, { 'X-RateLimit-Scope': 'user' }) }],
    ['a rate limit of the whole bot', { ...POSTS, ...tooMany(0.3, { 'X-RateLimit-Global': 'true' }) }],
    ['a failing Discord', { ...POSTS, status: 500 }],
    ['an outage of Discord', { ...POSTS, status: 503, times: 5 }],
    ['a broken connection', { ...POSTS, dropSocket: true }],
    ['a connection that broke when the message was posted already', { ...POSTS, dropSocket: true, served: true }],
    ['a failure although the message was posted already', { ...POSTS, status: 502, served: true, times: 2 }],
  ] as const)('after %s', async ([, fault], { discord, bot, ada }) => {
    discord.fail(fault)

    await ada.dm('Hello!')
    await waitForText(discord, ada.dmChannel, 'Hello!')
    await bot.stop()

    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello!'])
  })

  test.for([
    ['edits that are rate limited', { ...EDITS, ...tooMany(0.3, { 'X-RateLimit-Scope': 'shared' }) }],
    ['edits that fail', { ...EDITS, status: 503, times: 5 }],
    ['edits whose connection breaks', { ...EDITS, dropSocket: true, times: 2 }],
    ['a first text that fails and is there all the same', { ...POSTS, status: 503, served: true, times: 2 }],
  ] as const)('after %s', async ([, fault], { discord, bot, model, ada }) => {
    discord.fail(fault)
    const call = model.nextCall()
    await ada.dm('Tell me a story.')
    const story = (await call).says('Once upon')
    await waitForText(discord, ada.dmChannel, 'Once upon')

    story.says(' a time.').ends()
    await waitForText(discord, ada.dmChannel, 'Once upon a time.')
    await bot.stop()

    expect(botTexts(discord, ada.dmChannel)).toEqual(['Once upon a time.'])
  })
})

describe.concurrent('where the bot', () => {
  test('may no longer write, it tries once, and keeps what was asked', async ({ discord, bot, model, cleo }) => {
    const general = discord.createChannel({ name: 'lobby' })
    const asked = model.nextCall()
    await cleo.says(general, 'My cat is called Miso.', { mention: true })
    const call = await asked
    discord.denyBot(general, PermissionFlagsBits.SendMessages)
    call.says('Miso!').ends()
    await bot.logged('not answered')
    discord.denyBot(general, 0n)

    const question = await cleo.says(general, 'Say hello to her.', { mention: true })
    await discord.reply(question, PATIENT)
    await bot.stop()

    expect(model.calls[1]?.text).toContain('My cat is called Miso.')
    expect(requestsIn(discord, general).filter(call => call === 'POST messages')).toHaveLength(2)
    expect(botTexts(discord, general)).toEqual(['You said: Say hello to her.'])
  })

  test('may no longer write, a long answer is not tried again and again', async ({
    discord,
    bot,
    model,
    bob,
    cleo,
  }) => {
    const general = discord.createChannel({ name: 'lobby' })
    const calls = [model.nextCall(), model.nextCall()] as const
    await cleo.says(general, 'Tell me a story.', { mention: true })
    const story = (await calls[0]).keepsSaying('once upon a time ')
    discord.denyBot(general, PermissionFlagsBits.SendMessages)
    await bob.dm('Tell me one, too.')
    const other = (await calls[1]).keepsSaying('there was a fox ')
    await waitForButton(discord, bob.dmChannel) // seconds later

    story.ends()
    other.ends()
    await bot.logged('not answered')
    await bot.stop()

    expect(requestsIn(discord, general).filter(call => call === 'POST messages')).toHaveLength(2)
  })

  test('may not read back, it answers without a reference', async ({ discord, bot, cleo }) => {
    const general = discord.createChannel({ name: 'lobby' })
    discord.denyBot(general, PermissionFlagsBits.ReadMessageHistory)

    await cleo.says(general, 'Hello!', { mention: true })
    await waitForText(discord, general, 'Hello!')
    await bot.stop()

    expect(botMessages(discord, general)).toMatchObject([{ content: 'You said: Hello!' }])
    expect(botMessages(discord, general)[0]?.message_reference).toBeUndefined()
  })

  test('finds its channel gone, it goes on elsewhere', async ({ discord, bot, model, cleo }) => {
    const pond = discord.createChannel({ name: 'pond' })
    const call = model.nextCall()
    await cleo.says(pond, 'Quack?', { mention: true })
    const thinking = await call
    discord.deleteChannel(pond)

    thinking.says('Quack.').ends()
    await bot.logged('not answered')
    const reply = await discord.reply(await cleo.dm('Hello!'), PATIENT)

    expect(reply.content).toBe('You said: Hello!')
    expect(bot.lost).toEqual([])
  })
})
