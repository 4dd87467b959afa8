import { OverwriteType, PermissionFlagsBits } from 'discord.js'
import { expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'

test('words that an edit took away are gone, also where the edit is not answered', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  const slip = await ada.says(general, 'my PIN is 4711', { mention: true })
  await discord.reply(slip)
  await ada.edits(slip, 'nothing')

  await discord.reply(await ada.says(general, 'What do you know?', { mention: true }))

  expect(model.calls.at(-1)?.text).not.toContain('4711')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('my PIN')
})

test('an answer to words that were edited away is not shown to the model, though the new answer failed', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  model.plays(
    call => call.says('Your PIN 4711 is weak.').ends(),
    call => call.refuses(401),
  )
  const slip = await ada.dm('Is 4711 a good PIN?')
  const { message } = await discord.reply(slip)
  const changed = discord.until(({ kind, ...what }) => kind === 'edit' && 'message' in what && what.message === message)
  await ada.edits(slip, 'Never mind.')
  await changed

  await discord.reply(await ada.dm('And now?'))

  expect(message.content).toBe(en.answers.modelKeyRefused)
  expect(model.calls.at(-1)?.text).not.toContain('4711')
  expect(bot.lost).toEqual([])
})

test('a message deleted while Redis is away and its answer under way does not come back', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const redis = await new RedisProxy(inject('redisUrl')).listen()
  await bot.restart({ REDIS_URL: redis.url })
  const asked = model.nextCall()
  const slip = await ada.dm('my PIN is 4711')
  const call = await asked
  redis.cut()
  await ada.deletes(slip)
  await call.closed
  const back = bot.logged('Redis is back')
  redis.open()
  await back

  await discord.reply(await ada.dm('What do you know?'))
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/(?<!\d)4711(?!\d)/u)
  await redis.close()
})

test('who may not read a channel’s history does not hear it from the bot', async ({
  discord,
  bot,
  model,
  ada,
  cleo,
}) => {
  const { ReadMessageHistory } = PermissionFlagsBits
  const lobby = discord.createChannel({
    name: 'lobby',
    overwrites: [
      { id: discord.guild.id, type: OverwriteType.Role, allow: '0', deny: ReadMessageHistory.toString() },
      { id: discord.botId, type: OverwriteType.Member, allow: ReadMessageHistory.toString(), deny: '0' },
    ],
  })
  await ada.says(lobby, 'The salaries of last year were these.')

  await discord.reply(await cleo.says(lobby, 'What was said before me?', { mention: true }))

  expect(model.calls.at(-1)?.text).not.toContain('salaries')
  expect(bot.lost).toEqual([])
})

test('an answer on its way to words that are taken back by an edit is taken back as well', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  const asked = model.nextCall()
  const slip = await ada.says(general, 'my PIN is 4711', { mention: true })
  const call = await asked
  await ada.edits(slip, 'nothing')
  await call.closed

  await discord.reply(await ada.says(general, 'What do you know?', { mention: true }))

  expect(model.calls.at(-1)?.text).not.toContain('4711')
  expect(discord.messages(general).filter(({ author }) => author.id === discord.botId)).toHaveLength(1)
  expect(bot.lost).toEqual([])
})

test.for(['an edit', 'a deletion'])(
  'what is asked after %s never sees the old words, however slow Redis is',
  async (how, { discord, bot, model, ada, general }) => {
    const redis = await new RedisProxy(inject('redisUrl')).listen()
    await bot.restart({ REDIS_URL: redis.url })
    const slip = await ada.says(general, 'my PIN is 4711', { mention: true })
    await discord.reply(slip)
    const told = redis.shutAt(slip.id, 'hang')
    if (how === 'an edit') await ada.edits(slip, 'nothing')
    else await ada.deletes(slip)
    await told

    const typing = discord.until(({ kind }) => kind === 'typing')
    const question = await ada.says(general, 'What do you know?', { mention: true })
    await typing
    redis.open()
    await discord.reply(question)
    await bot.stop()

    expect(model.calls.at(-1)?.text).toContain('What do you know?')
    expect(model.calls.at(-1)?.text).not.toContain('4711')
    await redis.close()
  },
)
