import { expect, onTestFinished, vi } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

const MINUTE_MS = 60_000

const said = (discord: Loopback, channel: Channel) =>
  discord.messages(channel).filter(({ author }) => author.id === discord.botId)

const edited = (discord: Loopback, message: StoredMessage) =>
  discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)

/** Lets the clock of bot and Discord jump; their timers go on as before. */
function minutesPass(minutes: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE_MS })
  onTestFinished(() => void vi.useRealTimers())
}

test('an edited question is answered anew in the same place, and the old one is forgotten', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const question = await ada.dm('capital of Astralia?')
  const { message } = await discord.reply(question)

  const rewritten = edited(discord, message)
  await ada.edits(question, 'capital of Australia?')
  await rewritten
  await discord.reply(await ada.dm('thanks'))
  await bot.stop()

  expect(message.content).toBe('You said: capital of Australia?')
  expect(said(discord, ada.dmChannel)).toHaveLength(2)
  expect(model.calls[1]?.window).toEqual([])
  expect(model.calls[2]?.window).toEqual([
    { role: 'user', content: 'capital of Australia?' },
    { role: 'assistant', content: 'You said: capital of Australia?' },
  ])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('Astralia')
})

test('an edited question whose answer a moderator has deleted is answered anew', async ({
  discord,
  bot,
  ada,
  general,
}) => {
  const question = await ada.says(general, 'capital of Astralia?', { mention: true })
  const { message } = await discord.reply(question)
  await bot.logged('answered')
  discord.deleteMessages(general, [message])

  const anew = discord.until(happening => happening.kind === 'message' && happening.content.includes('Australia'))
  await ada.edits(question, question.content.replace('Astralia', 'Australia'))
  await anew

  expect(said(discord, general).map(({ content }) => content)).toEqual(['You said: capital of Australia?'])
})

test('an earlier question that is edited is answered with what was said before it, not after', async ({
  discord,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('first things first'))
  const question = await ada.dm('name a river')
  const { message } = await discord.reply(question)
  await discord.reply(await ada.dm('something else'))

  const rewritten = edited(discord, message)
  await ada.edits(question, 'name a lake')
  await rewritten

  expect(message.content).toBe('You said: name a lake')
  expect(model.calls[3]?.window.map(({ content }) => content)).toEqual([
    'first things first',
    'You said: first things first',
  ])
})

test('an edit while the answer is still being written ends that one and begins anew', async ({
  discord,
  model,
  ada,
}) => {
  const calling = model.nextCall()
  const question = await ada.dm('tell me about bears')
  const old = await calling

  const callingAgain = model.nextCall()
  await ada.edits(question, 'tell me about bees')
  await old.closed
  const anew = await callingAgain
  anew.says('Bees make honey.').ends()
  const reply = await discord.reply(question)

  expect(anew.question).toMatch(/\ntell me about bees$/u)
  expect(reply.content).toBe('Bees make honey.')
  expect(said(discord, ada.dmChannel)).toHaveLength(1)
})

test('what was visible of the old answer is written over by the new one', async ({ discord, bot, model, ada }) => {
  const calling = model.nextCall()
  const question = await ada.dm('tell me about bears')
  const old = (await calling).says('Bears are')
  const { message } = await discord.reply(question) // what is shown after a second and a half

  const callingAgain = model.nextCall()
  await ada.edits(question, 'tell me about bees')
  await old.closed
  const rewritten = edited(discord, message)
  ;(await callingAgain).says('Bees make honey.').ends()
  await rewritten
  await bot.stop()

  expect(message.content).toBe('Bees make honey.')
  expect(said(discord, ada.dmChannel)).toEqual([message])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/bears/iu)
})

test('a new answer that is shorter takes the messages away that it does not need', async ({ discord, model, ada }) => {
  model.plays(call => call.says('word '.repeat(600)).ends())
  const second = discord.until(
    happening => happening.kind === 'message' && happening.message.nonce?.toString().endsWith('.1') === true,
  )
  const question = await ada.dm('a long one, please')
  const { message } = await discord.reply(question)
  await second
  const before = said(discord, ada.dmChannel)

  const shrunk = discord.until(happening => happening.kind === 'delete')
  await ada.edits(question, 'a short one, please')
  await shrunk

  expect(before).toHaveLength(2)
  expect(said(discord, ada.dmChannel)).toEqual([message])
  expect(message.content).toBe('You said: a short one, please')
})

test('a question that waits for an earlier answer is asked in its edited form', async ({ discord, model, ada }) => {
  const calling = model.nextCall()
  const first = await ada.dm('write a novel')
  const novel = (await calling).says('Well.')
  await discord.reply(first) // what is shown after a second and a half
  const waiting = await ada.dm('with a drgaon')
  await ada.edits(waiting, 'with a dragon')
  novel.says(' Done.').ends()

  const reply = await discord.reply(waiting)

  expect(reply.content).toBe('You said: with a dragon')
  expect(model.calls).toHaveLength(2)
  expect(said(discord, ada.dmChannel)).toHaveLength(2)
})

test('an edit that adds the mention makes it a question', async ({ discord, model, ada, general }) => {
  const message = await ada.says(general, 'what is for lunch?')

  await ada.edits(message, `<@${discord.botId}> what is for lunch?`)
  const reply = await discord.reply(message)

  expect(reply.content).toBe('You said: what is for lunch?')
  expect(model.calls).toHaveLength(1)
})

test('the preview of a link that Discord adds is no edit', async ({ discord, bot, model, ada, bob }) => {
  const question = await ada.dm('what is on https://example.com ?')
  const { message } = await discord.reply(question)
  const rewritten = edited(discord, message)
  await ada.edits(question, 'what is on https://example.com/page ?')
  await rewritten

  discord.showPreview(question, 'https://example.com/page')
  await discord.reply(await bob.dm('hi'))
  await bot.stop()

  expect(model.calls.map(call => call.question.split('\n').at(-1))).toEqual([
    'what is on https://example.com ?',
    'what is on https://example.com/page ?',
    'hi',
  ])
})

test('a question older than five minutes may be edited without a new answer', async ({ discord, bot, model, ada }) => {
  const old = await ada.dm('old question')
  await discord.reply(old)
  minutesPass(3)
  const younger = await ada.dm('younger question')
  const { message } = await discord.reply(younger)
  minutesPass(3)

  await ada.edits(old, 'old question, edited')
  const rewritten = edited(discord, message)
  await ada.edits(younger, 'younger question, edited')
  await rewritten
  await bot.stop()

  expect(model.calls.map(call => call.question.split('\n').at(-1))).toEqual([
    'old question',
    'younger question',
    'younger question, edited',
  ])
})

test('an edit after a restart is answered in place as well', async ({ discord, bot, model, ada }) => {
  const question = await ada.dm('name a flwoer')
  const { message } = await discord.reply(question)
  await bot.restart()

  const rewritten = edited(discord, message)
  await ada.edits(question, 'name a flower')
  await rewritten
  await bot.stop()

  expect(message.content).toBe('You said: name a flower')
  expect(model.calls).toHaveLength(2)
})
