import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { test } from '../support/fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { botMessages, botTexts, PATIENT } from '../support/wait-for.ts'

/** Resolves when somebody deletes a message. */
async function gone(discord: Loopback, { id, channel_id }: StoredMessage): Promise<void> {
  const isIts = (ids: readonly string[]) => ids.includes(id)
  await discord.until(what => what.kind === 'delete' && isIts(what.ids), { ...PATIENT, channelId: channel_id })
}

describe.concurrent('a deleted question', () => {
  test('takes the bot’s answer along, and no other', async ({ discord, bot, model, ada, general }) => {
    const slip = await ada.says(general, 'my PIN is 4711', { mention: true })
    const { message } = await discord.reply(slip)
    await discord.reply(await ada.says(general, 'I like tea', { mention: true }))

    const answerGone = gone(discord, message)
    await ada.deletes(slip)
    await answerGone
    await bot.stop()

    expect(botTexts(discord, general)).toEqual(['You said: I like tea'])
    expect(model.calls).toHaveLength(2)
  })

  test('does so when the bot was started anew since, and in a DM', async ({ discord, bot, ada }) => {
    const slip = await ada.dm('my PIN is 4711')
    const { message } = await discord.reply(slip)
    await bot.restart()

    const answerGone = gone(discord, message)
    await ada.deletes(slip)
    await answerGone

    expect(botMessages(discord, ada.dmChannel)).toEqual([])
  })

  test('takes a long answer along with all its messages', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.says(['one ', 'two ', 'three '].map(word => word.repeat(300).trim()).join('\n\n')).ends())
    const question = await ada.dm('Tell me a long story.')
    await discord.reply(question, PATIENT)
    await discord.reply(await ada.dm('Thanks!'), PATIENT) // begun when the story was kept
    const parts = botMessages(discord, ada.dmChannel).slice(0, 3)
    await bot.restart()

    const allGone = Promise.all(parts.map(part => gone(discord, part)))
    await ada.deletes(question)
    await allGone

    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Thanks!'])
    expect(bot.lost).toEqual([])
  })

  test('does so when its turn has left the log', async ({ discord, bot, ada }) => {
    await bot.restart({ LOG_LIMIT: '10' })
    const slip = await ada.dm('my PIN is 4711')
    const { message } = await discord.reply(slip)
    for (const text of ['one', 'two', 'three', 'four', 'five']) await discord.reply(await ada.dm(text), PATIENT)
    await bot.restart()

    const answerGone = gone(discord, message)
    await ada.deletes(slip)
    await answerGone

    expect(botTexts(discord, ada.dmChannel)).toHaveLength(5)
  })

  test('does so where a moderator cleans up', async ({ discord, bot, ada, bob, general }) => {
    const quarrel = [
      await ada.says(general, 'you are wrong', { mention: true }),
      await bob.says(general, 'no, YOU are wrong', { mention: true }),
    ]
    const answers = await Promise.all(quarrel.map(async message => (await discord.reply(message)).message))

    const allGone = Promise.all(answers.map(answer => gone(discord, answer)))
    discord.deleteMessages(general, quarrel)
    await allGone

    expect(botMessages(discord, general)).toEqual([])
    expect(bot.lost).toEqual([])
  })

  test('does without an answer that a moderator had deleted before', async ({ discord, bot, ada, general }) => {
    const slip = await ada.says(general, 'my PIN is 4711', { mention: true })
    const { message } = await discord.reply(slip)
    discord.deleteMessages(general, [message])

    await ada.deletes(slip)
    await discord.reply(await ada.says(general, 'I like tea', { mention: true }))
    await bot.stop()

    expect(botTexts(discord, general)).toEqual([expect.stringContaining('You said: I like tea')])
    expect(bot.log.filter(({ level }) => level >= 40)).toEqual([])
  })

  test('that goes while Redis is away takes its answer along when Redis is back', async ({ discord, bot, ada }) => {
    const redis = await new RedisProxy(inject('redisUrl')).listen()
    const slip = await ada.dm('my PIN is 4711')
    const { message } = await discord.reply(slip)
    await bot.restart({ REDIS_URL: redis.url })

    redis.cut()
    const noted = bot.logged('memory unavailable: deletion queued')
    await ada.deletes(slip)
    await noted
    const answerGone = gone(discord, message)
    redis.open()
    await answerGone

    expect(botMessages(discord, ada.dmChannel)).toEqual([])
    await redis.close()
  })

  test('takes an answer along that is not kept, and one that failed', async ({ discord, bot, model, ada }) => {
    const redis = new Redis(inject('redisUrl'))
    await redis.hset(createKeys(bot.keyPrefix).user(ada.id), 'paused', '1')
    redis.disconnect()
    model.plays(
      call => call.says('Noted.').ends(),
      call => call.refuses(401),
    )
    const slip = await ada.dm('my PIN is 4711')
    const { message: noted } = await discord.reply(slip)
    const other = await ada.dm('I like tea')
    const answers = [noted, (await discord.reply(other)).message]
    await discord.reply(await ada.dm('Hello.'))

    const allGone = Promise.all(answers.map(answer => gone(discord, answer)))
    await ada.deletes(slip, other)
    await allGone

    expect(botMessages(discord, ada.dmChannel)).toHaveLength(1)
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/PIN|Noted|tea/u)
  })
})
