import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { openPanel } from '../support/panels.ts'
import { gatedTest as test } from '../support/running-bot.ts'

test('while nobody knows who has paused their memory, the asker’s own lines are all that is told of a channel', async ({
  discord,
  model,
  redis,
  general,
  ada,
  bob,
}) => {
  await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.pause, { until: 'updated' })
  await bob.says(general, 'my locker is number 12')
  await ada.says(general, 'mine is by the door')
  redis.cut()

  await discord.reply(await ada.says(general, 'which locker?', { mention: true }))

  expect(model.calls[0]?.question).toContain('> mine is by the door')
  expect(model.calls[0]?.question).not.toContain('number 12')
})
