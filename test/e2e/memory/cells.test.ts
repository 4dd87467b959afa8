import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { messageOf } from '../support/panels.ts'
import { readRedis } from '../support/redis-content.ts'
import { test as story } from '../support/running-bot.ts'

const CELLS = 4
const test = story.extend('settings', { LEARN_BATCH: '1' })

test('a bot that is given more cells moves people there, remembers each of them, and forgets each for themselves', async ({
  discord,
  bot,
  model,
}) => {
  const homes = ['Lisbon', 'Oslo', 'Rome', 'Bergen', 'Porto'] as const
  const people = homes.map(home => ({ home, person: discord.user(`of ${home}`) }))
  for (const { home, person } of people) {
    model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts(home, extraction) })
    await discord.reply(await person.dm(`I live in ${home}.`))
    await bot.learned(person)
  }

  await bot.restart({ LEARN_BATCH: '1', CELLS: String(CELLS) })
  await bot.logged('the memory has grown')
  for (const { home, person } of people) {
    await discord.reply(await person.dm('Where do I live?'))
    const notes = model.calls.at(-1)?.notes.join() ?? ''
    expect(homes.filter(other => notes.includes(other))).toEqual([home])
  }
  const [{ person: first }] = people as [(typeof people)[0]]
  const everything = await first.command('forget', { what: 'everything' })
  const form = await first.clicks(messageOf(everything), en.forget.everythingButton, { until: 'acknowledged' })
  const receipt = await first.submits(form, { phrase: en.forget.phrase }, { until: 'updated' })

  expect(receipt.text).toContain(en.forget.lookedAgain)
  expect(receipt.text).toContain(en.forget.goneFacts(1))
  const stored = await readRedis(bot.keyPrefix)
  const places = new Set(people.map(({ person }) => cellOf(person.id, CELLS)))
  expect(places.size).toBeGreaterThan(1)
  for (const { home, person } of people) {
    const cell = cellOf(person.id, CELLS)
    const key = `${cell === 0 ? '' : `{${cell}}:`}facts:{${person.id}}`
    expect(stored.has(key), home).toBe(person !== first)
  }
})
