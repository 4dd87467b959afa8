import { expect } from 'vitest'
import { de } from '../../../src/locales/de.ts'
import { test } from '../support/running-bot.ts'

test('somebody who clicks before they talk is spoken to in their language, also after a restart', async ({
  discord,
  bot,
  model,
}) => {
  const pia = discord.user('Pia')
  pia.locale = 'de'
  await pia.command('whatdoyouknow')
  const first = await discord.reply(await pia.dm('Hallo'))
  await bot.restart()

  model.plays(call => call.refuses(401))
  const failed = await discord.reply(await pia.dm('Wie geht es dir?'))

  expect(first.content).toContain(de.answers.firstTime)
  expect(failed.content).toBe(de.answers.modelKeyRefused)
})
