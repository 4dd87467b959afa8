import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { test } from '../support/fixtures.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { botMessages, botTexts, PATIENT, waitForText } from '../support/wait-for.ts'

async function pauses(person: Person, { keyPrefix }: { keyPrefix: string }): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  await redis.hset(createKeys(keyPrefix).user(person.id), 'paused', '1')
  redis.disconnect()
}

describe.concurrent('while nothing is kept', () => {
  test('a question that is edited has its answer written over, and the old words are not kept either', async ({
    discord,
    bot,
    ada,
  }) => {
    const slip = await ada.dm('my PIN is 4711')
    const { message } = await discord.reply(slip)
    await discord.reply(await ada.dm('I like tea')) // begun when the first answer was kept
    await pauses(ada, bot)

    const answered = waitForText(discord, ada.dmChannel, 'You said: my PIN is a secret')
    await ada.edits(slip, 'my PIN is a secret')

    expect((await answered).id).toBe(message.id)
    await bot.stop()
    expect(botMessages(discord, ada.dmChannel)).toHaveLength(2)
    const kept = await readRedisAsText(bot.keyPrefix)
    expect(kept).toContain('I like tea')
    expect(kept).not.toContain('my PIN')
  })

  test('a question that is edited before its answer is answered once, as it is now', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await pauses(ada, bot)
    const calling = model.nextCall()
    const slip = await ada.dm('my PIN is 4711')
    const call = await calling
    await ada.edits(slip, 'my PIN is a secret')
    await call.closed
    const { content } = await discord.reply(slip, PATIENT)
    await bot.stop()

    expect(content).toContain('You said: my PIN is a secret')
    expect(botTexts(discord, ada.dmChannel)).toHaveLength(1)
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('my PIN')
  })

  test('questions asked one after the other are all answered, in order', async ({ discord, bot, model, ada }) => {
    await pauses(ada, bot)
    const calling = model.nextCall()
    const first = await ada.dm('one')
    const call = (await calling).says('First')
    await discord.reply(first, PATIENT) // what is shown after a second and a half
    const second = await ada.dm('two')
    call.says('.').ends()
    await discord.reply(second, PATIENT)

    expect(botTexts(discord, ada.dmChannel)).toEqual([
      expect.stringContaining('First.'),
      expect.stringContaining('You said: two'),
    ])
    expect(model.calls.at(-1)?.window).toEqual([])
  })
})
