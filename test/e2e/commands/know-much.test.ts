import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { factKinds } from '../../../src/memory/types.ts'
import { chooseFromMenu, messageOf, pressButton } from '../support/panels.ts'
import { monitorRedis } from '../support/redis-monitor.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { know } = en

const facts = Array.from({ length: 1000 }, (_, n) => ({
  text: `The user collects stamps of the year ${1000 + n}, 切手を集めています。`,
  kind: factKinds[n % 8] ?? 'plan',
  saidAt: Date.UTC(2025, 0, 1) + n,
}))

test('a thousand facts are shown after two looks into Redis at once, and can be leafed through to the last', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('I collect stamps'))
  await seedMemory(bot, ada, ada.dmChannel, { facts })
  await bot.learned(ada)
  await ada.command('whatdoyouknow') // so that the scripts are known
  const monitored = await monitorRedis()

  const first = await ada.command('whatdoyouknow')
  const trips = await monitored(new RegExp(`^${bot.keyPrefix}.*${ada.id}`, 'u'))
  const { text } = first
  const plans = await chooseFromMenu(ada, first, know.choose, know.counted(know.sections.plan, 125))
  const last = await ada.forges(messageOf(plans), `k:${ada.id}:know.page:plan.999:on`, { until: 'updated' })

  expect(trips).toEqual(['read-overview', 'read-rejected-quotes'])
  expect(text).toContain(know.facts(1000))
  expect(last.text).toContain(know.page(25, 25))
  expect(last.text).toContain('of the year 1004')
  expect((await pressButton(ada, last, know.previous)).text).toContain(know.page(24, 25))
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
