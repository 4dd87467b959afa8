import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { PATIENT, requestsIn, waitForTyping } from '../support/wait-for.ts'

describe.concurrent('the bot', () => {
  test('answers at once in one call, without typing, placeholder or edit', async ({ discord, bot, ada }) => {
    await discord.reply(await ada.dm('Hello!'), PATIENT)
    await bot.stop()

    expect(requestsIn(discord, ada.dmChannel)).toEqual(['POST messages'])
  })

  test('types while the model is silent, and then answers in one call', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('What is the answer to everything?')
    await waitForTyping(discord, ada.dmChannel)

    ;(await call).says('Forty-two').says(', they say.').ends()
    const reply = await discord.reply(question, PATIENT)
    await bot.stop()

    expect(reply.content).toBe('Forty-two, they say.')
    expect(requestsIn(discord, ada.dmChannel)).toEqual(['POST typing', 'POST messages'])
  })

  test('types once for all who wait in a channel', async ({ discord, bot, model, general }) => {
    const calls = [model.nextCall(), model.nextCall(), model.nextCall()]
    const questions = await Promise.all(
      ['Ada', 'Bob', 'Cleo'].map(name => discord.user(name).says(general, 'What is new?', { mention: true })),
    )
    await waitForTyping(discord, general)

    for (const call of await Promise.all(calls)) call.says('Nothing.').ends()
    await Promise.all(questions.map(question => discord.reply(question, PATIENT)))
    await bot.stop()

    expect(requestsIn(discord, general).filter(call => call === 'POST typing')).toHaveLength(1)
    expect(requestsIn(discord, general).filter(call => call.endsWith('messages') && !call.startsWith('GET'))).toEqual([
      'POST messages',
      'POST messages',
      'POST messages',
    ])
  })

  test('goes on typing for those whose answers are not there yet', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    const slow = model.nextCall()
    const question = await ada.says(general, 'What is the meaning of life?', { mention: true })
    const call = await slow
    const quick = await bob.says(general, 'What is two and two?', { mention: true })
    await discord.reply(quick, PATIENT)

    await waitForTyping(discord, general)
    call.says('To be kind.').ends()

    expect((await discord.reply(question, PATIENT)).content).toBe('To be kind.')
    expect(bot.lost).toEqual([])
  })

  test('answers although typing is refused', async ({ discord, bot, model, ada }) => {
    discord.fail({
      method: 'POST',
      path: /typing$/u,
      status: 403,
      body: { code: 50_013, message: 'Missing Permissions' },
    })
    const call = model.nextCall()
    const question = await ada.dm('Are you there?')
    await bot.logged('typing indicator failed')

    ;(await call).says('Yes.').ends()

    expect((await discord.reply(question, PATIENT)).content).toBe('Yes.')
  })
})
