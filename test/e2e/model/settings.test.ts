import { describe, expect } from 'vitest'
import { test } from '../support/running-bot.ts'

describe('CHAT_OPTIONS and MEMORY_OPTIONS', () => {
  test.override({
    settings: {
      CHAT_OPTIONS: '{"temperature":0.7,"provider":{"order":["Groq"]}}',
      MEMORY_OPTIONS: '{"reasoning_effort":"low"}',
    },
  })

  test('go along with each request of their model, and with no other', async ({ discord, bot, model, ada }) => {
    await discord.reply(await ada.dm('I like tea'))
    await bot.learned(ada)

    expect(model.calls[0]?.prompt).toMatchObject({ temperature: 0.7, provider: { order: ['Groq'] }, stream: true })
    expect(model.calls[0]?.prompt).not.toHaveProperty('reasoning_effort')
    expect(model.extractions[0]?.body).toMatchObject({ reasoning_effort: 'low' })
    expect(model.extractions[0]?.body).not.toHaveProperty('provider')
  })

  test('are left out where the server does not take them, and the answer comes all the same', async ({
    discord,
    model,
    ada,
    bob,
  }) => {
    model.plays(call => call.refuses(400, { message: 'Unsupported value: temperature does not support 0.7 here.' }))

    expect((await discord.reply(await ada.dm('Hi'))).content).toBe('You said: Hi')
    expect((await discord.reply(await bob.dm('Hi'))).content).toBe('You said: Hi')
  })
})
