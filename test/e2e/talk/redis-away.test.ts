import { expect } from 'vitest'
import { gatedTest as test } from '../support/running-bot.ts'

test('while nobody knows what was forgotten, and who has paused their memory, nothing is told of a channel', async ({
  discord,
  model,
  redis,
  general,
  ada,
  bob,
}) => {
  await bob.says(general, 'my locker is number 12')
  const calling = model.nextCall()
  await ada.says(general, 'what is a padlock?', { mention: true })
  await calling
  const callingAgain = model.nextCall()
  // It is part of the question, and so forgotten with it, though it does not mention the bot.
  const followUp = await ada.says(general, 'mine is by the door')
  ;(await callingAgain).says('A lock that hangs.').ends()
  await discord.reply(followUp)
  redis.cut()

  await discord.reply(await ada.says(general, 'which locker?', { mention: true }))

  expect(model.calls.at(-1)?.question).toMatch(/which locker\?$/u)
  expect(model.calls.at(-1)?.question).not.toMatch(/number 12|by the door/u)
})
