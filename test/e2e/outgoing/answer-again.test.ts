import { describe, expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { botTexts, PATIENT, requestsIn } from '../support/wait-for.ts'

const AGAIN = 'Answer again'

describe.concurrent('Answer again', () => {
  test('writes a new answer in the place of the last, and the talk goes on with it', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.plays(
      call => call.says('A horse.').ends(),
      call => call.says('A capybara.').ends(),
    )
    const { message } = await discord.reply(await ada.dm('Draw me an animal.'), PATIENT)
    await bot.restart()

    const answered = await ada.menu(AGAIN, message, PATIENT)
    await discord.reply(await ada.dm('And now?'), PATIENT)
    await bot.stop()

    expect(answered).toMatchObject({ ephemeral: true, content: en.again.done })
    expect(message.content).toBe('A capybara.')
    expect(message.revisions.map(({ content }) => content)).toEqual(['A horse.'])
    expect(requestsIn(discord, ada.dmChannel).filter(call => call === 'POST messages')).toHaveLength(2)
    expect(model.calls[1]?.window).toEqual([])
    expect(model.calls[2]?.window).toEqual([
      { role: 'user', content: 'Draw me an animal.' },
      { role: 'assistant', content: 'A capybara.' },
    ])
  })

  test('takes away what of a longer answer is left over, and adds what is missing to a shorter one', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const [first, second] = ['first '.repeat(300).trim(), 'second '.repeat(200).trim()]
    model.plays(
      call => call.says(`${first}\n\n${second}`).ends(),
      call => call.says('In short: no.').ends(),
      call => call.says(`${second}\n\n${first}`).ends(),
    )
    const question = await ada.dm('Is that so?')
    const { message } = await discord.reply(question, PATIENT)
    await bot.restart()

    const shorter = await ada.menu(AGAIN, message, PATIENT)
    const whenShorter = botTexts(discord, ada.dmChannel)
    const longer = await ada.menu(AGAIN, message, PATIENT)
    const whenLonger = botTexts(discord, ada.dmChannel)

    expect([shorter.content, longer.content]).toEqual([en.again.done, en.again.done])
    expect(whenShorter).toEqual(['In short: no.'])
    expect(whenLonger).toEqual([second, first])
    expect(bot.lost).toEqual([])
  })

  test('is for one’s own last answer alone', async ({ discord, bot, model, general, ada, bob }) => {
    const older = await discord.reply(await ada.says(general, 'One?', { mention: true }), PATIENT)
    const last = await discord.reply(await ada.says(general, 'Two?', { mention: true }), PATIENT)
    const question = await bob.says(general, 'Three?', { mention: true })
    await discord.reply(question, PATIENT)
    await bot.restart()

    const refused = [
      await ada.menu(AGAIN, older.message, PATIENT),
      await bob.menu(AGAIN, last.message, PATIENT),
      await bob.menu(AGAIN, question, PATIENT),
    ]

    expect(refused.map(({ content }) => content)).toEqual([en.again.nothing, en.again.nothing, en.again.nothing])
    expect(refused.every(({ ephemeral }) => ephemeral)).toBe(true)
    expect(model.calls).toHaveLength(3)
    expect(bot.lost).toEqual([])
  })

  test('leaves the old answer and says so when the model fails', async ({ discord, bot, model, ada }) => {
    model.plays(
      call => call.says('A horse.').ends(),
      call => call.refuses(401),
    )
    const { message } = await discord.reply(await ada.dm('Draw me an animal.'), PATIENT)
    await bot.restart()

    const answered = await ada.menu(AGAIN, message, PATIENT)

    expect(answered.content).toBe(en.again.failed)
    expect(message.content).toBe('A horse.')
    expect(bot.lost).toEqual([])
  })

  test('says so when the memory is away', async ({ discord, bot, ada }) => {
    const proxy = await new RedisProxy(inject('redisUrl')).listen()
    await bot.restart({ REDIS_URL: proxy.url })
    const { message } = await discord.reply(await ada.dm('Draw me an animal.'), PATIENT)
    proxy.cut()

    const answered = await ada.menu(AGAIN, message, PATIENT)

    expect(answered).toMatchObject({ ephemeral: true, content: en.commands.memoryAway })
    expect(message.content).toBe('You said: Draw me an animal.')
    await proxy.close()
  })
})
