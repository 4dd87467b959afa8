import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { botTexts, PATIENT, waitForText } from '../support/wait-for.ts'

describe.concurrent('a question that is deleted', () => {
  test('while the model thinks gets no answer, and is forgotten', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('My PIN is 4711, is that safe?')
    const thinking = await call

    await ada.deletes(question)
    await thinking.closed
    await discord.reply(await ada.dm('Hello!'), PATIENT)

    expect(model.calls[1]?.text).not.toContain('4711')
    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello!'])
    expect(bot.lost).toEqual([])
  })

  test('while its answer streams takes the answer along', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('My PIN is 4711, is that safe?')
    const answer = (await call).says('A PIN of 4711')
    await waitForText(discord, ada.dmChannel, '4711')

    await ada.deletes(question)
    await answer.closed
    await discord.reply(await ada.dm('Hello!'), PATIENT)
    await bot.stop()

    expect(model.calls[1]?.text).not.toContain('4711')
    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello!'])
  })

  test('while its answer is being posted takes the answer along', async ({ discord, bot, ada }) => {
    const posted = Promise.withResolvers<void>()
    discord.fail({ method: 'POST', path: /messages$/u, until: posted.promise })
    const question = await ada.dm('My PIN is 4711, is that safe?')
    await waitForText(discord, ada.dmChannel, '4711')

    await ada.deletes(question)
    posted.resolve()
    await bot.stop()

    expect(botTexts(discord, ada.dmChannel)).toEqual([])
  })

  test('while its answer is written for the last time takes the answer along', async ({ discord, bot, model, ada }) => {
    const edited = Promise.withResolvers<void>()
    discord.fail({ method: 'PATCH', until: edited.promise })
    const call = model.nextCall()
    const question = await ada.dm('My PIN is 4711, is that safe?')
    const answer = (await call).says('A PIN of 4711')
    await waitForText(discord, ada.dmChannel, '4711')
    answer.says(' is not safe.').ends()
    await waitForText(discord, ada.dmChannel, 'not safe')

    await ada.deletes(question)
    edited.resolve()
    await bot.restart()
    await discord.reply(await ada.dm('Hello!'), PATIENT)

    expect(model.calls[1]?.text).not.toContain('4711')
    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello!'])
  })

  test.for([
    ['is whole', 'Not safe.'],
    ['streams', undefined],
  ] as const)('unheard by the bot is found out when its answer %s', async ([, whole], { discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('My PIN is 4711, is that safe?')
    const answer = await call
    discord.world.history(question.channel_id).delete(question.id) // and no event tells

    if (whole === undefined) await answer.says('Not safe').closed
    else answer.says(whole).ends()
    await discord.reply(await ada.dm('Hello!'), PATIENT)
    await bot.stop()

    expect(model.calls[1]?.text).not.toContain('4711')
    expect(botTexts(discord, ada.dmChannel)).toEqual(['You said: Hello!'])
  })
})

describe.concurrent('an answer that a moderator deletes while it streams', () => {
  test('ends there, and is not begun again', async ({ discord, bot, model, general, cleo, ada }) => {
    const call = model.nextCall()
    await cleo.says(general, 'Say something rude.', { mention: true })
    const answer = (await call).says('You blithering')
    const message = await waitForText(discord, general, 'blithering')

    await ada.deletes(message)
    await answer.closed
    await bot.restart()
    await discord.reply(await cleo.says(general, 'Hello!', { mention: true }), PATIENT)
    await bot.stop()

    expect(botTexts(discord, general)).toEqual(['You said: Hello!'])
    expect(model.calls).toHaveLength(2)
    expect(model.calls[1]?.text).not.toContain('blithering')
  })
})
