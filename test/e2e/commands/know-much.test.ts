import { describe, expect } from 'vitest'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import { controlsOf } from '../../../fake-discord/messages/controls.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import { factKinds } from '../../../src/memory/types.ts'
import {
  autocompletedValue,
  chooseFromMenu,
  customIdOf,
  messageOf,
  pressAndReadTexts,
  pressButton,
} from '../support/panels.ts'
import { monitorRedis } from '../support/redis-monitor.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { know } = en

const facts = Array.from({ length: 1000 }, (_, n) => ({
  text: `The user collects stamps of the year ${1000 + n}, 切手を集めています。`,
  kind: factKinds[n % 8] ?? 'plan',
  saidAt: Date.UTC(2025, 0, 1) + n,
  ...(n % 100 === 0 && { facet: 'rare stamps' }),
  ...(n % 50 === 0 && { subject: 'sarah' }),
}))
const sarah = { entity: 'sarah', field: 'name', value: 'Sarah' }

/** What a menu offers. */
function optionsOf(panel: Interaction, menu: string): readonly { label: string; value: string }[] {
  return controlsOf(messageOf(panel).components ?? []).find(({ placeholder }) => placeholder === menu)?.options ?? []
}

test('a thousand facts are shown after two looks into Redis at once, page by page, and every page is a jump away', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('I collect stamps'))
  await seedMemory(bot, ada, ada.dmChannel, { facts, statements: [sarah] })
  await bot.learned(ada)
  await ada.command('whatdoyouknow') // so that the scripts are known
  const monitored = await monitorRedis()
  const trips = () => monitored(new RegExp(`^${bot.keyPrefix}.*${ada.id}`, 'u'))

  const first = await ada.command('whatdoyouknow')
  const { text } = first
  const plans = await chooseFromMenu(ada, first, know.choose, know.counted(know.sections.plan, 125))
  const { text: plan } = plans
  const looks = await trips()
  const last = await chooseFromMenu(ada, plans, know.jump, know.page(5, 5))
  const { text: lastText } = last
  const stamps = await chooseFromMenu(ada, last, know.chooseTopic, know.counted('rare stamps', 10))
  const { text: rare } = stamps
  const told = await chooseFromMenu(ada, last, know.choosePerson, know.counted('Sarah', 20)).catch(() => undefined)

  expect(looks).toEqual(['read-overview', 'read-rejected-quotes', 'read-overview', 'read-rejected-quotes'])
  expect(text).toContain(know.facts(1000))
  expect(plan).toContain(know.page(1, 5))
  expect(plan.match(/of the year \d+/gu)).toHaveLength(25)
  expect(lastText).toContain('of the year 1004')
  expect(rare).toContain('## rare stamps')
  expect(rare).toContain(know.page(1, 2))
  expect(told).toBeUndefined() // a topic of ten has its buttons on each page: people stand on the first one
  const home = await pressButton(ada, stamps, know.home)
  const aboutSarah = await chooseFromMenu(ada, home, know.choosePerson, know.counted('Sarah', 20))
  expect(aboutSarah.text).toContain('## Sarah')
  expect(aboutSarah.text).toContain('**Sarah**')
  expect(aboutSarah.text).toContain('of the year 1950')
})

describe.each([
  { language: 'English', locale: 'en-US', texts: en },
  { language: 'Japanese', locale: 'ja', texts: ja },
] as const)('in $language', ({ locale, texts }) => {
  test('several are chosen over pages and a restart, and go with one preview and one receipt', async ({
    discord,
    bot,
    ada,
    bob,
  }) => {
    ada.locale = locale
    await discord.reply(await ada.dm('I collect stamps'))
    await seedMemory(bot, ada, ada.dmChannel, { facts: facts.slice(0, 400), statements: [sarah] })
    await bot.learned(ada)

    const panel = await ada.command('whatdoyouknow')
    await chooseFromMenu(ada, panel, texts.know.choose, texts.know.counted(texts.know.sections.plan, 50))
    const offered = optionsOf(panel, texts.know.pick).map(({ label }) => label)
    await ada.selects(messageOf(panel), texts.know.pick, offered.slice(0, 3), { until: 'updated' })
    const { text: three } = panel
    await bot.restart()
    await pressButton(ada, panel, texts.know.next)
    const { text: second } = panel
    const more = optionsOf(panel, texts.know.pick).map(({ label }) => label)
    await ada.selects(messageOf(panel), texts.know.pick, more.slice(0, 2), { until: 'updated' })
    const { text: five } = panel
    const bobs = await bob.forges(messageOf(panel), customIdOf(messageOf(panel), texts.know.forgetChosen))

    // Meanwhile one of them goes elsewhere.
    const elsewhere = await ada.command('forget', {
      what: await autocompletedValue(ada, /of the year \d+/u.exec(offered[0] ?? '')?.[0] ?? '?'),
    })
    await pressAndReadTexts(ada, messageOf(elsewhere), texts.forget.forgetThis)
    const preview = await ada.clicks(messageOf(panel), texts.know.forgetChosen)
    const { text: previewed } = preview
    const { panel: receipt } = await pressAndReadTexts(ada, messageOf(preview), texts.forget.forgetThis)

    expect(three).toContain(texts.know.chosen(3))
    expect(second).toContain(texts.know.chosen(3))
    expect(five).toContain(texts.know.chosen(5))
    expect(bobs.text).toBe(en.commands.notYours)
    expect(previewed).toContain(texts.forget.facts(4))
    expect(receipt).toContain(texts.forget.goneFacts(4))
    expect(receipt).toContain(texts.forget.lookedAgain)
    expect(await readStoredFacts(bot, ada)).toHaveLength(395)
  })

  test('all of a person are told elsewhere at once, by two people at the same time', async ({
    discord,
    bot,
    ada,
    bob,
  }) => {
    for (const person of [ada, bob]) {
      person.locale = locale
      await discord.reply(await person.dm('Of Sarah'))
      await seedMemory(bot, person, person.dmChannel, {
        facts: Array.from({ length: 30 }, (_, n) => ({ text: `Sarah walked to place ${n}.`, subject: 'sarah' })),
        statements: [sarah],
      })
      await bot.learned(person)
    }
    const moved = async (person: Person) => {
      const panel = await person.command('whatdoyouknow')
      await chooseFromMenu(person, panel, texts.know.choosePerson, texts.know.counted('Sarah', 30))
      await pressButton(person, panel, texts.know.chooseAll(31))
      const preview = await person.clicks(messageOf(panel), texts.know.showEverywhere)
      const { text } = preview
      const receipt = await pressButton(person, preview, texts.know.showEverywhere)
      return { text, receipt: receipt.text }
    }

    const both = await Promise.all([moved(ada), moved(bob)])

    for (const { text, receipt } of both) {
      expect(text).toContain(texts.know.movePreview.everywhere(31))
      expect(receipt).toBe(texts.know.moved.everywhere(31))
    }
    for (const person of [ada, bob])
      expect((await readStoredFacts(bot, person)).map(({ scope }) => scope)).toEqual(Array(30).fill('everywhere'))
  })
})

test('of one fact there is nothing to choose several from', async ({ discord, bot, ada }) => {
  await discord.reply(await ada.dm('I keep bees'))
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'The user keeps bees.' }] })
  await bot.learned(ada)

  const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)

  expect(page.text).toContain('keep bees')
  expect(controlsOf(messageOf(page).components ?? []).map(({ label }) => label)).not.toContain(know.several)
})

test('two are chosen from a short section, one is opened alone, and what is left as it was says so', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('I keep bees'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: ['bees', 'ants', 'moths'].map(kept => ({ text: `The user keeps ${kept}.` })),
  })
  await bot.learned(ada)

  const panel = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)
  await pressButton(ada, panel, know.several)
  const [one] = optionsOf(panel, know.pick)
  await ada.selects(messageOf(panel), know.pick, [one?.label ?? ''], { until: 'updated' })
  const opened = await ada.clicks(messageOf(panel), know.open)
  const preview = await ada.clicks(messageOf(panel), know.showEverywhere)
  const left = await pressButton(ada, preview, know.leave)

  expect(opened.text).toMatch(/keep \w+/u)
  expect(controlsOf(messageOf(opened).components ?? []).map(({ label }) => label)).toContain(know.edit)
  expect(left.text).toBe(know.leftAsItWas)
  expect((await pressButton(ada, panel, know.chooseNone)).text).not.toContain(know.chosen(1))
  expect((await readStoredFacts(bot, ada)).map(({ scope }) => scope)).toEqual(['dm', 'dm', 'dm'])
})

test('so are long texts in any script', async ({ discord, bot, ada }) => {
  await discord.reply(await ada.dm('私のこと'))
  const long = ['お茶が好き', '*_~`|# ', 'x'].map(piece => piece.repeat(1000).slice(0, 1000))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [...long, ...long].map((text, n) => ({ text: `${n} ${text}`, quote: text })),
    statements: long.map((value, n) => ({ field: `attr:hobby:${n}`, value })),
    summary: long.join(' ').repeat(3),
  })
  await bot.learned(ada)

  const first = await ada.command('whatdoyouknow')
  const page = await pressButton(ada, first, know.next)
  const form = await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' })
  const source = await ada.clicks(messageOf(page), know.source)

  expect(page.text).toContain('お茶が好き')
  expect(page.text).toContain('…')
  expect(form.modal?.title).toBe(know.formTitle)
  expect(source.text).toContain('> ')
  for (const section of ['you.1', 'summary.1', 'summary.2', 'summary.3', 'summary.9']) {
    const shown = await ada.forges(messageOf(page), `k:${ada.id}:know.page:${section}:on`, { until: 'updated' })
    expect(shown.followUps).toEqual([])
    expect(shown.text).not.toContain(know.title)
  }
})
