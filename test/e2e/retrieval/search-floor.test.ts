import { describe, expect } from 'vitest'
import { controlsOf } from '../../../fake-discord/messages/controls.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { meaningOf } from '../../memory/support/embedders.ts'
import { customIdOf, messageOf, pressAndReadTexts, pressButton } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const noCats = ['a goose', 'a cello', 'an old Volvo', 'a flat in Ghent', 'two brothers', 'a garden'].map(
  what => `The user has ${what}.`,
)
/** As they are shown. */
const shown = (fact: string) => fact.replace('The user has', 'You have')

/** What a menu offers, as it is read. */
function optionsOf(panel: Parameters<typeof messageOf>[0]): readonly string[] {
  return controlsOf(messageOf(panel).components ?? []).flatMap(({ options = [] }) => options.map(({ label }) => label))
}

describe.each([
  { language: 'English', locale: 'en-US', texts: en, about: 'cat' },
  { language: 'German', locale: 'de', texts: de, about: 'Katze' },
] as const)('in $language', ({ locale, texts, about }) => {
  test('a search for a cat shows nothing that is no cat before *Look further* is pressed', async ({
    discord,
    bot,
    ada,
  }) => {
    ada.locale = locale
    await discord.reply(await ada.dm('Hello'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: noCats.map(text => ({ text })) })
    await bot.learned(ada)

    const found = await ada.command('whatdoyouknow', { about })
    const text = found.text
    await bot.restart()
    const further = await pressButton(ada, found, texts.know.lookFurther(6))

    expect(text).toContain(texts.know.nothingSurelyAbout(about))
    for (const fact of noCats) expect(text).not.toContain(shown(fact))
    expect(further.text).toContain(texts.know.further)
    expect(noCats.filter(fact => further.text.includes(shown(fact)))).toHaveLength(5)
  })

  test('nothing is said to be gone that may be there in other words: it can still be chosen', async ({
    discord,
    bot,
    ada,
  }) => {
    ada.locale = locale
    await discord.reply(await ada.dm('Hello'))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [...noCats, 'Luna scratches the sofa.'].map(text => ({ text })),
    })
    await bot.learned(ada)

    const list = await ada.command('forget', { what: about })
    const { text } = list
    const offered = optionsOf(list)
    await bot.restart()
    const further = await pressButton(ada, list, texts.forget.lookFurther)
    await ada.selects(messageOf(further), texts.forget.choosePlaceholder, ['Luna scratches the sofa.'], {
      until: 'updated',
    })
    const { panel: receipt } = await pressAndReadTexts(ada, messageOf(further), texts.forget.forgetThis)

    expect(text).toContain(texts.know.nothingSurelyAbout(about))
    expect(offered).toEqual([])
    expect(receipt).toContain(texts.forget.goneFacts(1))
    expect((await readStoredFacts(bot, ada)).map(fact => fact.text)).not.toContain('Luna scratches the sofa.')
  })
})

const { know, forget } = en

test('who is known to be a cat is found, and what else there is stands behind *Look further*', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [...noCats.map(text => ({ text })), { text: 'Luna, a Maine Coon, snores.', subject: 'luna' }],
    statements: [
      { entity: 'luna', field: 'name', value: 'Luna' },
      { entity: 'luna', field: 'type', value: 'cat' },
    ],
  })
  await bot.learned(ada)

  const known = await ada.command('whatdoyouknow', { about: 'my cats' })
  const list = await ada.command('forget', { what: 'my cats' })

  expect(known.text).toContain('Luna, a Maine Coon, snores.')
  for (const fact of noCats) expect(known.text).not.toContain(shown(fact))
  expect((await pressButton(ada, known, know.lookFurther(6))).text).toContain(know.further)
  expect(optionsOf(list)).toEqual([expect.stringContaining('Luna · cat'), 'Luna, a Maine Coon, snores.'])
})

test('sixty facts that begin alike are told apart, in menus, in the further ones and while typing', async ({
  discord,
  bot,
  ada,
  bob,
}) => {
  const beginning =
    'The user told at length of the garden behind the house where their grandparents lived before the war, and of '
  await discord.reply(await ada.dm('Hello'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: Array.from({ length: 60 }, (_, at) => ({ text: `${beginning}plant ${at}, which grew there for years.` })),
  })
  await bot.learned(ada)

  const typed = await ada.autocompletes('forget', { option: 'what', value: 'garden' })
  const list = await ada.command('forget', { what: 'plants of the garden' })
  const first = optionsOf(list)
  const bobs = await bob.forges(messageOf(list), customIdOf(messageOf(list), forget.lookFurther))
  const second = optionsOf(await pressButton(ada, list, forget.lookFurther))
  const third = optionsOf(await pressButton(ada, list, forget.lookFurther))

  expect(bobs.text).toBe(en.commands.notYours)
  for (const labels of [first, second, typed.map(({ name }) => name)]) {
    expect(labels).toHaveLength(25)
    expect(labels.every(label => /plant \d/u.test(label))).toBe(true)
  }
  expect(new Set([...first, ...second, ...third]).size).toBe(60)
})

describe('with a model that knows what words mean', () => {
  test('猫 finds a cat in English, “cat” a Maine Coon, and neither what is no cat', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.embeds = ({ input, model: name }, response) => {
      const texts = typeof input === 'string' ? [input] : input
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: [...meaningOf(text)] }))
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ object: 'list', model: name, data }))
    }
    const cats = ['Luna is a Maine Coon.', 'The user has a black cat.']
    const others = ['The user drives an old Volvo estate.', 'The user loves ramen.', 'The user gave up beer.']
    await discord.reply(await ada.dm('Hello'))
    await seedMemory(bot, ada, ada.dmChannel, {
      facts: [...cats, ...others].map(text => ({ text, quote: '' })),
      embeds: meaningOf,
    })
    await bot.learned(ada)

    const cat = optionsOf(await ada.command('forget', { what: 'cat' }))
    ada.locale = 'ja'
    const neko = optionsOf(await ada.command('forget', { what: '猫' }))

    expect(cat.toSorted()).toEqual(['Luna is a Maine Coon.', 'You have a black cat.'])
    expect(neko).toEqual(['You have a black cat.'])
  })
})
