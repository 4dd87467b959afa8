import { expect } from 'vitest'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

test('a deleted question takes its turn and its answer out of the memory', async ({ discord, bot, model, ada }) => {
  const slip = await ada.dm('my PIN is 4711')
  await discord.reply(slip)
  await discord.reply(await ada.dm('I like tea'))

  await ada.deletes(slip)
  await discord.reply(await ada.dm('what do you know?'))
  await bot.stop()

  expect(model.calls[2]?.window.map(({ content }) => content)).toEqual(['I like tea', 'You said: I like tea'])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})

test('also in a DM that the bot has not met since it was started', async ({ discord, bot, model, ada }) => {
  const slip = await ada.dm('my PIN is 4711')
  await discord.reply(slip)
  await bot.restart()

  await ada.deletes(slip)
  await discord.reply(await ada.dm('what do you know?'))
  await bot.stop()

  expect(model.calls[1]?.window).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})

test('a moderator’s clean-up takes all it deletes out of the memory, of everybody', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  const quarrel = [
    await ada.says(general, 'you are wrong', { mention: true }),
    await bob.says(general, 'no, YOU are wrong', { mention: true }),
  ]
  for (const message of quarrel) await discord.reply(message)
  await discord.reply(await ada.says(general, 'nice weather', { mention: true }))

  discord.deleteMessages(general, quarrel)
  await discord.reply(await ada.says(general, 'what did I say?', { mention: true }))
  await discord.reply(await bob.says(general, 'and I?', { mention: true }))
  await bot.stop()

  expect(model.calls[3]?.window.map(({ content }) => content)).toEqual(['nice weather', 'You said: nice weather'])
  expect(model.calls[4]?.window).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('wrong')
})

test('an answer that somebody deletes is not remembered, the question is', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  model.plays(call => call.says('Something embarrassing.').ends())
  const { message } = await discord.reply(await ada.says(general, 'tell me a joke', { mention: true }))

  discord.deleteMessages(general, [message])
  await discord.reply(await ada.says(general, 'what was that?', { mention: true }))
  await bot.stop()

  expect(model.calls[1]?.text).toContain('tell me a joke')
  expect(model.calls[1]?.text).not.toContain('embarrassing')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('embarrassing')
})

test('a question that is deleted while the model thinks is neither answered nor kept', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const calling = model.nextCall()
  const slip = await ada.dm('my PIN is 4711')
  const call = await calling

  await ada.deletes(slip)
  await call.closed
  await discord.reply(await ada.dm('what do you know?'))
  await bot.stop()

  expect(discord.messages(ada.dmChannel)).toHaveLength(2)
  expect(model.calls[1]?.window).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})

test('a question that is deleted while it waits for an earlier answer is not asked', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const calling = model.nextCall()
  const first = await ada.dm('write a novel')
  const novel = (await calling).says('Well.')
  await discord.reply(first) // what is shown after a second and a half
  const slip = await ada.dm('my PIN is 4711')
  await ada.deletes(slip)
  const last = await ada.dm('make it short')
  novel.says(' Done.').ends()

  await discord.reply(last)
  await bot.stop()

  expect(model.calls).toHaveLength(2)
  expect(model.calls[1]?.text).not.toContain('4711')
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
})
