import { expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import type { Story } from '../support/fixtures.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, pressButton, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

/** Somebody tells of a sister, and the bot learns who she is to them. */
async function tellOfSister(story: Pick<Story, 'discord' | 'bot'>, who: Person, name: string, word: string) {
  const relation = [
    { entity: name, field: 'name', value: name },
    { entity: name, field: 'type', value: 'person' },
    { entity: name, field: 'relation', value: word },
  ]
  const fact = { subject: name, text: `${name} works at Google.` }
  await sayAndSeedFact(story, [who, who.dmChannel], `${name} works at Google.`, { fact, statements: relation })
}

test('forgetting a sister by her name takes what was kept by hand of "my sister", and nothing of a brother', async ({
  discord,
  bot,
  ada,
}) => {
  await tellOfSister({ discord, bot }, ada, 'Mia', 'sister')
  await ada.command('remember', { what: "my sister's birthday is in May" })
  await ada.command('remember', { what: "my brother's birthday is in June" })

  const shown = await ada.command('forget', { what: await autocompletedValue(ada, 'Mia ·') })
  const preview = shown.text
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(shown), en.forget.forgetThis)
  await bot.stop()

  expect(preview).toContain("my sister's birthday is in May")
  expect(preview).not.toContain('brother')
  expect(receipt).toContain(en.forget.lookedAgain)
  expect((await readStoredMemory(bot, ada)).facts).toEqual(["my brother's birthday is in June"])
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain("sister's")
})

test('of two sisters the bot says that it may be about her, and that it stays, until it is chosen', async ({
  discord,
  bot,
  ada,
}) => {
  ada.locale = 'de'
  await tellOfSister({ discord, bot }, ada, 'Mia', 'Schwester')
  await tellOfSister({ discord, bot }, ada, 'Lena', 'Schwester')
  await ada.command('remember', { what: 'Meine Schwester hat im Mai Geburtstag' })

  const mia = await autocompletedValue(ada, 'Mia ·')
  const wide = await pressButton(ada, await ada.command('forget', { what: mia }), de.forget.perhapsToo)
  const all = wide.text
  await pressButton(ada, wide, de.forget.keepIt)
  const shown = await ada.command('forget', { what: mia })
  const preview = shown.text
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(shown), de.forget.forgetThis)
  // Now there is one sister alone.
  const lena = await ada.command('forget', { what: await autocompletedValue(ada, 'Lena ·') })
  await pressAndReadTexts(ada, messageOf(lena), de.forget.forgetThis)

  expect(preview).toContain(`**${de.forget.perhaps(1)}**\n- Meine Schwester hat im Mai Geburtstag`)
  expect(receipt).toContain(de.forget.perhapsStay(1))
  expect(all).toContain('Meine Schwester hat im Mai Geburtstag')
  expect(all).not.toContain(de.forget.perhaps(1))
  expect((await readStoredMemory(bot, ada)).facts).toEqual([])
})

test('the last fact that names somebody goes alone, and what may be about them is offered with it', async ({
  discord,
  bot,
  ada,
}) => {
  await tellOfSister({ discord, bot }, ada, 'Mia', 'sister')
  await ada.command('remember', { what: "my sister's birthday is in May" })

  const shown = await ada.command('forget', { what: await autocompletedValue(ada, 'Mia works') })
  const preview = shown.text
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(shown), en.forget.forgetThis)

  expect(preview).toContain(`**${en.forget.perhaps(1)}**\n- my sister's birthday is in May`)
  expect(receipt).toContain(en.forget.perhapsStay(1))
  expect((await readStoredMemory(bot, ada)).facts).toEqual(["my sister's birthday is in May"])
})

test('whom only a sentence kept by hand introduces is found by name and by what they are', async ({ bot, ada }) => {
  await ada.command('remember', { what: 'My sister Mia lives in Oslo' })
  await ada.command('remember', { what: "my sister's birthday is in May" })
  await ada.command('remember', { what: 'I keep bees' })

  const list = await ada.command('forget', { what: 'Mia' })
  const offered = JSON.stringify(list.message?.components)
  await ada.selects(
    messageOf(list),
    en.forget.choosePlaceholder,
    ['My sister Mia lives in Oslo', "my sister's birthday is in May"],
    { until: 'updated' },
  )
  await pressAndReadTexts(ada, messageOf(list), en.forget.forgetThis)

  expect(offered).toContain("my sister's birthday is in May")
  expect((await readStoredMemory(bot, ada)).facts).toEqual(['I keep bees'])
})
