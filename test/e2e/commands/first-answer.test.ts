import { expect } from 'vitest'
import { test } from '../support/fixtures.ts'

test('a direct message is answered, and the conversation goes on after a restart', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const hello = await ada.dm('I am Ada.')
  const reply = await discord.reply(hello)
  await bot.restart()

  const question = await ada.dm('Who am I?')
  await discord.reply(question)

  expect(reply.content).toBe('You said: I am Ada.')
  expect(model.calls.at(-1)?.window).toEqual([
    { role: 'user', content: 'I am Ada.' },
    { role: 'assistant', content: 'You said: I am Ada.' },
  ])
})
