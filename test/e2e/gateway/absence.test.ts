import { ButtonStyle, ComponentType } from 'discord.js'
import { describe, expect, onTestFinished, vi } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { answerElsewhere } from '../incoming/support/answer-elsewhere.ts'
import { readRedis } from '../support/redis-content.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { botMessages, botTexts, waitForText } from '../support/wait-for.ts'

const MINUTE_MS = 60_000

/** Lets the clock of bot and Discord jump; their timers go on as before. */
function minutesPass(minutes: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE_MS })
  onTestFinished(() => void vi.useRealTimers())
}

/** As it stands under an answer that grows. */
const stopButton = ({ id }: StoredMessage) => ({
  type: ComponentType.ActionRow,
  components: [
    { type: ComponentType.Button, style: ButtonStyle.Secondary, label: en.answers.stop, custom_id: `stop:${id}` },
  ],
})

describe('what is said while the bot is away', () => {
  test('is answered when it is back, once, in direct messages and in servers; nobody else is spoken to', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await discord.reply(await ada.dm('Hello'))
    await bot.stop()
    const direct = await ada.dm('どこまで話しましたか')
    const mention = await bob.says(general, 'and here?', { mention: true })
    await bob.says(general, 'nobody is asked')
    await bot.restart()
    const answers = [await discord.reply(direct), await discord.reply(mention)]
    await bot.restart()
    await discord.reply(await ada.dm('thanks'))

    expect(answers.map(({ content }) => content)).toEqual(['You said: どこまで話しましたか', 'You said: and here?'])
    expect(model.calls).toHaveLength(4)
    expect(discord.messages(general).filter(({ author }) => author.id === discord.botId)).toHaveLength(1)
  })

  test('is answered as well where the bot listens to all; what is old there is passed over', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    await ada.command('listen', { state: 'on' }, { in: general })
    await discord.reply(await ada.says(general, 'Hello'))
    await bot.stop()
    await bob.says(general, 'an hour ago')
    minutesPass(60)
    const missed = await ada.says(general, 'Are you there?')
    await bot.start()
    const reply = await discord.reply(missed)

    expect(reply.content).toBe('You said: Are you there?')
    await bot.stop()
    expect(botMessages(discord, general)).toHaveLength(2)
  })

  test('is looked for also where a process that was ending heard of it, and could not claim it', async ({
    discord,
    bot,
    redis,
    model,
    ada,
    bob,
  }) => {
    await discord.reply(await bob.dm('hello'))
    const calling = model.nextCall()
    const question = await ada.dm('Tell me a story.')
    const call = await calling
    const stopping = bot.stop()
    redis.cut()
    const missed = await bob.dm('and where?')
    await bot.logged('question not left to the next process')
    minutesPass(1) // so that it is not among what a look begins with by itself
    redis.open()
    call.says('Once.').ends()
    await discord.reply(question)
    await stopping
    await bot.start()

    expect((await discord.reply(missed)).content).toBe('You said: and where?')
  })

  test('is answered though the connection is cut while it is looked for', async ({ discord, bot, bob, general }) => {
    await discord.reply(await bob.says(general, 'hello', { mention: true }))
    await bot.stop()
    const missed = await bob.says(general, 'and here?', { mention: true })
    discord.fail({ method: 'GET', path: /\/messages$/u, dropSocket: true })
    await bot.start()

    expect((await discord.reply(missed)).content).toBe('You said: and here?')
  })

  test('is read from the newest on where much was said; where it was too much, the log tells', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    await discord.reply(await bob.says(general, 'hello', { mention: true }))
    await bot.stop()
    const othersTalk = async (messages: number) => {
      for (let said = 0; said < messages; said += 1) await bob.says(general, 'nobody is asked')
    }
    await ada.says(general, 'out of reach?', { mention: true })
    await othersTalk(300)
    const middle = await bob.says(general, 'and here?', { mention: true })
    await othersTalk(200)
    const last = await ada.says(general, 'and now?', { mention: true })
    await bot.start()
    const answers = [await discord.reply(middle), await discord.reply(last)]

    expect(answers.map(({ content }) => content)).toEqual(['You said: and here?', 'You said: and now?'])
    expect(await bot.logged('more was said while the bot was away')).toMatchObject({ channel: general.id })
    expect(model.calls).toHaveLength(3)
  })

  test('is answered in its place, where a process that died had begun to answer it, with what it may have answered with it', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('Hello'))
    await bot.stop()
    const alone = await ada.dm('zero')
    await answerElsewhere(discord, [alone], 'You')
    await ada.dm('one')
    const second = await ada.dm('two')
    await answerElsewhere(discord, [second], 'You')
    const last = await ada.dm('three')
    const begun = botMessages(discord, ada.dmChannel).slice(1)
    const whole = ['You said: zero', 'You said: two'].map(text => waitForText(discord, ada.dmChannel, text))
    await bot.start()

    expect((await discord.reply(last)).content).toBe('You said: three')
    expect((await Promise.all(whole)).map(({ id }) => id)).toEqual(begun.map(({ id }) => id))
    expect(botMessages(discord, ada.dmChannel)).toHaveLength(4)
    expect(model.calls[2]?.question).toMatch(/one\ntwo$/u)
  })

  test('is looked for where somebody has just begun to write, if the bot dies right then', async ({
    discord,
    bot,
    ada,
  }) => {
    await discord.reply(await ada.dm('Hello'))

    // What a process that is killed now leaves behind.
    expect([...(await readRedis(bot.keyPrefix))].find(([key]) => key === 'direct')?.[1].value).toEqual([ada.id])
  })

  test('is kept where it is too old to be answered, and each person told so once', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('Hello'))
    await bot.stop()
    await ada.dm('My cat is called Luna')
    const last = await ada.dm('Are you there?')
    minutesPass(20)
    await bot.restart()
    const notice = await discord.reply(last)
    await discord.reply(await ada.dm('And now?'))

    expect(notice.content).toBe(en.answers.missed)
    expect(discord.messages(ada.dmChannel).filter(({ content }) => content === en.answers.missed)).toHaveLength(1)
    expect(model.calls).toHaveLength(2)
    expect(model.calls[1]?.question).toMatch(/My cat is called Luna.*Are you there\?.*And now\?/su)
  })

  test('was not missed where an answer stands, though nobody was told of it; one that was left in the middle is marked as cut off', async ({
    discord,
    bot,
    model,
    ada,
    bob,
  }) => {
    for (const person of [ada, bob]) await discord.reply(await person.dm('Hello'))
    await bot.stop()
    await ada.dm('I have a cat now') // answered with what comes next
    await answerElsewhere(discord, [await ada.dm('My cat is called Luna')], 'A lovely name.')
    const story = await bob.dm('Tell me a story.')
    await answerElsewhere(discord, [story], 'Once, **there**', [stopButton(story)])
    minutesPass(20)
    await bot.start()
    await bot.logged('looked for what was said while the bot was away')
    await discord.reply(await ada.dm('And now?'))

    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello', 'A lovely name.', 'You said: And now?'])
    expect(model.calls.at(-1)?.question).toMatch(/My cat is called Luna.*And now\?/su)
    const [, cut, ...more] = botMessages(discord, bob.dmChannel)
    expect(cut).toMatchObject({ content: `Once, **there**\n\n${en.answers.cutOff}`, components: [] })
    expect(more).toEqual([])
  })

  test('is answered after more than a day, too; what was said a day ago nobody waits for', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('Hello'))
    await bot.stop()
    await ada.dm('Wo ist mein Schirm?')
    minutesPass(25 * 60)
    const young = await ada.dm('Bist du da?')
    await bot.restart()
    const answer = await discord.reply(young)

    expect(answer.content).toBe('You said: Bist du da?')
    expect(model.calls).toHaveLength(2)
    expect(model.calls[1]?.question).not.toContain('Schirm')
    expect(discord.messages(ada.dmChannel).filter(({ content }) => content === en.answers.missed)).toEqual([])
  })
})
