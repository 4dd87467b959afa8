import { describe, expect } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { beginAnew: say } = en

describe.concurrent('/new', () => {
  test('window and summary begin anew, what is known stays, and so it is after a restart', {
    concurrent: false,
  }, async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('I have a cat called Miso'))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [{ text: 'The user has a cat called Miso.' }],
      summary: 'They talked about boats.',
    })
    await discord.reply(await ada.dm('What about boats?'))
    const before = model.calls.at(-1) ?? expect.fail()

    const receipt = await ada.command('new')
    await bot.restart()
    await discord.reply(await ada.dm('Who waits for me?'))
    await discord.reply(await ada.dm('And what did I just ask?'))

    const [first, second] = model.calls.slice(-2)
    expect(before.text).toContain('They talked about boats.')
    expect(receipt.ephemeral).toBe(true)
    expect(receipt.content).toBe(say.begun)
    expect(first?.window).toEqual([])
    expect(first?.text).not.toContain('boats')
    expect(first?.notes).toEqual([expect.stringContaining('Miso')])
    expect(second?.window.map(({ content }) => content)).toEqual(['Who waits for me?', 'You said: Who waits for me?'])
    expect((await ada.command('whatdoyouknow')).text).toContain('They talked about boats.')
  })

  test('what was not learned yet is learned all the same; twice is as once', async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('I live in Lisbon'))
    await ada.command('new')
    const again = await ada.command('new')
    await bot.learned(ada)
    await discord.reply(await ada.dm('Hello'))

    expect(again.content).toBe(say.begun)
    expect(JSON.stringify(model.extractions.map(({ body }) => body))).toContain('I live in Lisbon')
    expect(model.calls.at(-1)?.window).toEqual([])
  })

  test('an answer that is still under way belongs to the conversation before', async ({ discord, model, ada }) => {
    const asked = model.nextCall()
    const question = await ada.dm('Tell me a story')
    const call = await asked
    await ada.command('new')
    call.says('Once upon a time.').ends()
    await discord.reply(question)
    await discord.reply(await ada.dm('Hello'))

    expect(model.calls.at(-1)?.window).toEqual([])
  })

  test('in a channel it is for whoever used it alone, and said in their language; where nothing is kept, too', async ({
    discord,
    model,
    ada,
    bob,
    general,
  }) => {
    ada.locale = 'de'
    const nothing = await ada.command('new', {}, { in: general })
    await discord.reply(await ada.says(general, 'I sail', { mention: true }))
    await discord.reply(await bob.says(general, 'I row', { mention: true }))

    const receipt = await ada.command('new', {}, { in: general })
    const asked: (typeof model.calls)[number][] = []
    for (const who of [ada, bob]) {
      await discord.reply(await who.says(general, 'And now?', { mention: true }))
      asked.push(model.calls.at(-1) ?? expect.fail())
    }

    expect(nothing.content).toBe(de.beginAnew.nothing)
    expect(receipt.content).toBe(`${de.beginAnew.begun}\n${de.beginAnew.inServer}`)
    const [ofAda, ofBob] = asked.map(call => call.window.map(({ content }) => content))
    expect(ofAda).toEqual([])
    expect(ofBob).toEqual(['I row', 'You said: I row'])
    expect(asked[0]?.text).toContain('I row')
    expect(asked[0]?.text).not.toContain('I sail')
  })
})
