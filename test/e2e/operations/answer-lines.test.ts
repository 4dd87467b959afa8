import { PermissionFlagsBits } from 'discord-api-types/v10'
import { describe, expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { waitForTyping } from '../support/wait-for.ts'

const WORDS = /marzipan/iu

describe.concurrent('each message to the bot has one line', () => {
  test('an answer tells who, where, which model, how fast, how much, and no word of it', async ({
    discord,
    bot,
    model,
    ada,
    general,
  }) => {
    model.plays(call => {
      call.says('Marzipan, ').says('of course.')
      call.sends(
        `data: ${JSON.stringify({
          choices: [],
          usage: {
            ...{ prompt_tokens: 900, completion_tokens: 12, total_tokens: 912 },
            prompt_tokens_details: { cached_tokens: 700 },
          },
        })}\n\n`,
      )
      call.ends()
    })
    const question = await ada.says(general, 'What is my favourite, marzipan?', { mention: true })
    await discord.reply(question)
    const line = await bot.logged('answered')

    expect(line).toMatchObject({
      ...{ level: 30, question: question.id, user: ada.id, channel: general.id, guild: discord.guild.id },
      ...{ model: 'gpt-5.4-mini', promptTokens: 900, cachedTokens: 700, answerTokens: 12 },
      ...{ cost: 0, recalled: 0, lookUps: 0, memory: true, firstWordMs: expect.any(Number), ms: expect.any(Number) },
    })
    expect(bot.log.filter(one => one['question'] === question.id)).toHaveLength(1)
    expect(JSON.stringify(bot.log)).not.toMatch(WORDS)
  })

  test('nothing may be written where it was said: what is missing is named', async ({ discord, bot, model, ada }) => {
    const lobby = discord.createChannel({ name: 'lobby' })
    discord.denyBot(lobby, PermissionFlagsBits.SendMessages)
    const question = await ada.says(lobby, 'Marzipan?', { mention: true })

    expect(await bot.logged('not answered')).toMatchObject({
      ...{ level: 40, question: question.id, channel: lobby.id, user: ada.id, reason: 'noPermission' },
      whatToDo: expect.stringContaining('Send Messages'),
    })
    expect(model.calls).toEqual([])
  })

  test('another bot is not answered, and that is no trouble', async ({ discord, bot, general }) => {
    const question = await discord.otherBot('Robo').says(general, 'Marzipan?', { mention: true })

    expect(await bot.logged('not answered')).toMatchObject({ level: 30, question: question.id, reason: 'fromBot' })
  })

  test('a question that is deleted before its answer stands is not answered', async ({ discord, bot, model, ada }) => {
    const asked = model.nextCall()
    const question = await ada.dm('Marzipan?')
    await asked
    await waitForTyping(discord, ada.dmChannel).catch(() => undefined)
    await ada.deletes(question)

    expect(await bot.logged('not answered')).toMatchObject({ level: 30, question: question.id, reason: 'deleted' })
  })

  test('a model that refuses is the reason', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.refuses(402))
    const question = await ada.dm('Marzipan?')
    await discord.reply(question)

    expect(await bot.logged('not answered')).toMatchObject({
      ...{ level: 40, question: question.id, reason: 'modelQuotaSpent', failure: 'quota', status: 402 },
    })
    expect(bot.log.filter(one => one['question'] === question.id)).toHaveLength(1)
  })
})

test('an answer without memory says so, and one that rests on facts how many', async ({ discord, bot, ada }) => {
  await discord.reply(await ada.dm('I live in Lisbon.'))
  await bot.stop()
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user lives in Lisbon.' }] })
  await bot.start()
  const known = await ada.dm('Where do I live?')
  await discord.reply(known)
  await bot.restart({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  const since = bot.log.length
  const unknown = await ada.dm('Where do I live?')
  await discord.reply(unknown)

  expect(bot.log.find(one => one['question'] === known.id)).toMatchObject({ msg: 'answered', recalled: 1 })
  expect(await bot.logged('answered', since)).toMatchObject({ question: unknown.id, memory: false, recalled: 0 })
})

test('somebody is too quick, and each message has its line', async ({ discord, bot, ada, general }) => {
  await bot.restart({ MESSAGES_PER_MINUTE: '1' })
  const since = bot.log.length
  await discord.reply(await ada.says(general, 'One', { mention: true }))
  const second = await ada.says(general, 'Two', { mention: true })
  const third = await ada.says(general, 'Three', { mention: true })
  const lines = () => bot.log.slice(since).filter(({ msg }) => msg === 'not answered')

  await expect.poll(lines).toMatchObject([second, third].map(({ id }) => ({ question: id, reason: 'rateLimited' })))
})
