import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { openPanel } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

const { answers } = en

describe.concurrent('the first answer that somebody ever gets', () => {
  test.override({ acquainted: [] })

  test('says where their rights are to be found: once, in whatever place, also after a restart', {
    concurrent: false,
  }, async ({ discord, bot, model, ada, general, bob }) => {
    const first = await discord.reply(await ada.says(general, 'hello', { mention: true }))
    const second = await discord.reply(await ada.says(general, 'hello again', { mention: true }))
    await bot.restart()
    const third = await discord.reply(await ada.dm('and here?'))
    const another = await discord.reply(await bob.says(general, 'hi', { mention: true }))

    expect(first.content).toBe(`You said: hello\n\n${answers.firstTime}`)
    expect([second.content, third.content]).toEqual(['You said: hello again', 'You said: and here?'])
    expect(another.content).toBe(`You said: hi\n\n${answers.firstTime}`)
    expect(model.calls[1]?.window.map(({ content }) => content)).toEqual(['hello', 'You said: hello'])
  })

  test('is not one that failed', async ({ discord, model, ada }) => {
    model.plays(call => call.refuses(401))

    const failed = await discord.reply(await ada.dm('hello'))
    const first = await discord.reply(await ada.dm('hello again'))

    expect(failed.content).toBe(answers.modelKeyRefused)
    expect(first.content).toBe(`You said: hello again\n\n${answers.firstTime}`)
  })

  test('stands outside of a code block that the model left open', async ({ discord, model, ada }) => {
    model.plays(call => call.says('```js\nlet it = be').ends())

    const reply = await discord.reply(await ada.dm('some code, please'))

    expect(reply.content).toBe(`\`\`\`js\nlet it = be\n\`\`\`\n\n${answers.firstTime}`)
  })

  test('comes while memory is paused, too, and once', async ({ discord, ada }) => {
    await ada.clicks(await openPanel(ada, 'privacy'), en.privacy.pause, { until: 'updated' })

    const first = await discord.reply(await ada.dm('hello'))
    const second = await discord.reply(await ada.dm('hello again'))

    expect(first.content).toBe(`You said: hello\n\n${answers.paused}\n\n${answers.firstTime}`)
    expect(second.content).toBe(`You said: hello again\n\n${answers.paused}`)
  })

  test('is not counted where the server’s memory is off: nothing is kept of it', async ({
    discord,
    bot,
    ada,
    bob,
    general,
  }) => {
    await ada.command('server-memory', { state: 'off' }, { in: general })

    const inServer = await discord.reply(await bob.says(general, 'hello', { mention: true }))
    const keys = await readRedisAsText(bot.keyPrefix)
    const inDm = await discord.reply(await bob.dm('hello'))

    expect(inServer.content).toBe(`You said: hello\n\n${answers.serverOff}`)
    expect(keys).not.toContain(`user:{${bob.id}}`)
    expect(inDm.content).toBe(`You said: hello\n\n${answers.firstTime}`)
  })
})
