import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { openPanel } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'

const { privacy } = en
const updated = { until: 'updated' } as const

test('nobody in a server is told in which time zone somebody lives, the model neither', async ({
  discord,
  model,
  ada,
  general,
}) => {
  await ada.selects(await openPanel(ada, 'privacy'), privacy.chooseTimeZone, ['Pacific/Auckland'], updated)

  await discord.reply(await ada.dm('What time is it?'))
  await discord.reply(await ada.says(general, 'What time is it?', { mention: true }))

  const [inDm = '', inServer = ''] = model.calls.map(({ text }) => text)
  expect(inDm).toContain('Auckland')
  expect(inServer).toContain('UTC')
  expect(inServer).not.toMatch(/Auckland|NZ[SD]T|GMT\+1[23]/u)
})

test('nobody in a server is told that somebody has paused their memory, the model neither', async ({
  discord,
  model,
  ada,
  general,
}) => {
  await ada.clicks(await openPanel(ada, 'privacy'), privacy.pause, updated)

  const inDm = await discord.reply(await ada.dm('hello'))
  const inServer = await discord.reply(await ada.says(general, 'hello', { mention: true }))

  expect(inDm.content).not.toBe('You said: hello')
  expect(inServer.content).toBe('You said: hello')
  expect(inServer.message.components ?? []).toEqual([])
  expect(model.calls[1]?.text).not.toMatch(/paus/iu)
})
