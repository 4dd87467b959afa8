import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { readStoredFacts, readStoredStatements } from '../support/stored-memory.ts'

const { forget } = en

const BEES = {
  facts: [{ text: 'The user keeps bees.', quote: 'I keep bees.' }],
  statements: [{ entity: 'user', field: 'attr:hobby', value: 'bees' }],
}
const SARAH = [
  { entity: 'sarah', field: 'name', value: 'Sarah' },
  { entity: 'sarah', field: 'alias:zanzibar', value: 'Zanzibar' },
  { entity: 'sarah', field: 'attr:hobby:stamps', value: 'stamps' },
]

test.for(['this channel', 'last hour'])(
  '%s: what is learned before the click is shown before it goes',
  async (what, { discord, bot, ada, general }) => {
    await discord.reply(await ada.says(general, 'I keep bees.', { mention: true }))
    const answer = await ada.command('forget', { what }, { in: general })
    const first = answer.text
    await seedMemory(bot, ada, general, BEES)

    const { panel: again } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
    const keptStill = await readStoredFacts(bot, ada)
    await bot.restart()
    const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
    await bot.stop()

    expect(first).not.toContain(forget.addedMeanwhile)
    expect(again).toContain(forget.addedMeanwhile)
    expect(again).toContain('You keep bees.')
    expect(keptStill).toHaveLength(1)
    expect(receipt).toContain(forget.lookedAgain)
    expect(await readStoredFacts(bot, ada)).toEqual([])
    expect(await readStoredStatements(bot, ada)).toEqual([])
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
  },
)

test('so is what is learned of somebody', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'Sarah works at Google.', {
    fact: { subject: 'sarah', facet: 'employer' },
    statements: SARAH.slice(0, 1),
  })
  await discord.reply(await ada.dm('Sarah drinks too much.'))
  const what = (await ada.autocompletes('forget', { option: 'what', value: 'sarah' })).at(-1)
  const answer = await ada.command('forget', { what: String(what?.value) })
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [{ text: 'Sarah drinks too much.', quote: 'Sarah drinks too much.', subject: 'sarah' }],
    statements: [{ entity: 'sarah', field: 'attr:habit', value: 'drinks' }],
  })

  const { panel: again } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
  await bot.stop()

  expect(again).toContain(forget.addedMeanwhile)
  expect(again).toContain('Sarah drinks too much.')
  expect(receipt).toContain(forget.lookedAgain)
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/drinks|Sarah/u)
})

test('what is learned of something else changes nothing', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'bees') })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')

  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  expect(receipt).toContain(forget.lookedAgain)
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I play the cello.' }])
})

test('what is offered holds no words of it, also where it was looked at and left', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My friend Sarah collects stamps.', {
    fact: { subject: 'sarah' },
    statements: SARAH,
  })
  const what = (await ada.autocompletes('forget', { option: 'what', value: 'sarah' })).at(-1)
  await ada.command('forget', { what: String(what?.value) })
  const answer = await ada.command('forget', { what: String(what?.value) })

  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
  await bot.stop()

  expect(receipt).toContain(forget.lookedAgain)
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/zanzibar|stamps/iu)
})
