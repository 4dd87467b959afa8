import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/fixtures.ts'
import { botTexts, PATIENT, waitForButton, waitForText } from '../support/wait-for.ts'

describe.concurrent('the Stop button', () => {
  test('stands under an answer that takes long, and goes when it is whole', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    await ada.dm('Tell me everything.')
    const telling = (await call).keepsSaying('More. ')
    const message = await waitForText(discord, ada.dmChannel, 'More.')
    const buttonsAtFirst = message.components

    await waitForButton(discord, ada.dmChannel)
    const asOld = Date.now() - Date.parse(message.timestamp)
    telling.says('All.').ends()
    await bot.stop()

    expect(buttonsAtFirst).toEqual([])
    expect(asOld).toBeGreaterThan(2900)
    expect(message.components).toEqual([])
    expect(message.content).toMatch(/^(More\. )+All\.$/u)
  })

  test('stands under a stalled answer, and the asker’s click ends it there', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('Tell me everything.')
    const telling = (await call).says('It all began **with')
    const message = await waitForButton(discord, ada.dmChannel)

    const click = await ada.clicks(message, en.answers.stop, PATIENT)
    await telling.closed
    const reply = await discord.reply(question, PATIENT)
    await discord.reply(await ada.dm('Thanks!'), PATIENT)

    expect(click.ephemeral).toBe(false)
    expect(reply.parts).toEqual([message])
    expect(reply.content).toBe(`It all began **with\n\n${en.answers.stopped}`)
    expect(model.calls[1]?.window).toEqual([
      { role: 'user', content: 'Tell me everything.' },
      { role: 'assistant', content: 'It all began **with' },
    ])
    expect(bot.lost).toEqual([])
  })

  test('does nothing for anybody else, and tells them so alone', async ({ discord, bot, model, general, ada, bob }) => {
    const call = model.nextCall()
    await ada.says(general, 'Tell me everything.', { mention: true })
    const telling = (await call).says('It all began')
    const message = await waitForButton(discord, general)

    const click = await bob.clicks(message, en.answers.stop, PATIENT)
    telling.says(' with a bang.').ends()
    await bot.stop()

    expect(click).toMatchObject({ ephemeral: true, content: en.commands.stopNotYours })
    expect(message.content).toBe('It all began with a bang.')
  })

  test('stops an answer of several messages, and stands under the last of them alone', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const call = model.nextCall()
    const question = await ada.dm('Tell me everything.')
    const telling = (await call).says('first '.repeat(330))
    const first = await waitForButton(discord, ada.dmChannel)
    telling.says(`\n\n${'second '.repeat(50)}`)

    const second = await waitForText(discord, ada.dmChannel, 'second')
    const buttons = [first, second].map(({ components = [] }) => components.length)
    await ada.clicks(second, en.answers.stop, PATIENT)
    await discord.reply(question, PATIENT)
    await bot.stop()

    expect(buttons).toEqual([0, 1])
    expect(botTexts(discord, ada.dmChannel).at(-1)).toMatch(new RegExp(`second\\s+${en.answers.stopped}$`, 'u'))
  })

  test('that outlived its answer goes away when it is clicked', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    await ada.dm('Tell me everything.')
    const telling = (await call).says('It all began')
    const message = await waitForButton(discord, ada.dmChannel)
    discord.fail({ method: 'PATCH', status: 403, body: { code: 50_013, message: 'Missing Permissions' } })
    telling.says(' with a bang.').ends()
    await bot.restart()

    await ada.clicks(message, en.answers.stop, PATIENT)

    expect(message).toMatchObject({ components: [], content: 'It all began' })
  })
})
