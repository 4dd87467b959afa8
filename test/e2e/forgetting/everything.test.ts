import { expect } from 'vitest'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { customId } from '../../../src/discord/interactions/components.ts'
import { en } from '../../../src/locales/en.ts'
import { textsFor } from '../../../src/locales/locales.ts'
import { messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedis, readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { forget } = en

/** Opens the form, types the words and sends it. */
async function confirms(who: Person, panel: Interaction, phrase: string): Promise<Interaction> {
  const form = await who.clicks(messageOf(panel), forget.everythingButton)
  return await who.submits(form, { [forget.formLabel]: phrase })
}

const places = [
  ['in the DM', (ada: Person) => ada.dmChannel],
  ['in a server', (_: Person, general: Channel) => general],
] as const

test('that somebody wrote to the bot is not noted once more, when it ends after that', async ({
  discord,
  bot,
  ada,
}) => {
  await discord.reply(await ada.dm('I keep bees.'))
  const panel = await ada.command('forget', { what: 'everything' }, { in: ada.dmChannel })
  await discord.reply(await ada.dm('I grow tea.'))

  await confirms(ada, panel, forget.phrase)
  await bot.stop()

  expect([...(await readRedis(bot.keyPrefix)).keys()]).not.toContain('direct')
})

test.for(places)(
  'everything goes %s, of every place, and what is said then is remembered afresh',
  async ([, at], { discord, bot, model, ada, bob, general }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
    await sayAndSeedFact({ discord, bot }, [ada, general], 'I play the cello.')
    await sayAndSeedFact({ discord, bot }, [bob, general], 'I play the drums.')
    const where = at(ada, general)
    const panel = await ada.command('forget', { what: 'everything' }, { in: where })
    const offered = panel.text
    await bot.restart()

    const receipt = await confirms(ada, panel, `  ${forget.phrase.toUpperCase()} `)
    const afterwards = await readRedisAsText(bot.keyPrefix)
    await discord.reply(await ada.dm('I grow tea.'))
    await discord.reply(await ada.dm('What do I grow?'))

    expect(offered).toContain(`- ${forget.goneFacts(2)}\n- ${forget.goneTurns(4)}`)
    expect(receipt.ephemeral).toBe(true)
    expect(receipt.text).toContain(forget.everythingReceipt)
    expect(receipt.text).toContain(forget.goneFacts(2))
    expect(receipt.text).toContain(forget.lookedAgain)
    expect(receipt.text).toContain(forget.startsAfresh)
    expect(receipt.text.match(/https:\/\/discord\.com\/channels\//gu)).toHaveLength(2)
    expect(afterwards).not.toMatch(/bees|cello/u)
    expect(await readStoredFacts(bot, bob)).toHaveLength(1)
    expect(model.calls.at(-1)?.text).not.toMatch(/bees|cello/u)
    expect(model.calls.at(-1)?.text).toContain('I grow tea.')
  },
)

test('what is said right after that is answered, without what was asked before and had no answer yet', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const panel = await ada.command('forget', { what: 'everything' })
  const calling = model.nextCall()
  await ada.dm('What do bees eat?')
  await calling

  await confirms(ada, panel, forget.phrase)
  const reply = await discord.reply(await ada.dm('I grow tea.'))
  await bot.stop()

  expect(reply.content).toContain('I grow tea.')
  expect(model.calls.at(-1)?.question).not.toContain('bees')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('other words than the phrase do nothing', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = await ada.command('forget', { what: 'everything' })

  const answer = await confirms(ada, panel, 'yes')

  expect(answer.text).toBe(forget.wrongPhrase(forget.phrase))
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
})

test('the button of the first panel leads there too, and everything can be kept', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = messageOf(await ada.command('forget'))

  const { panel: offered } = await pressAndReadTexts(ada, panel, forget.everything)
  const { panel: kept } = await pressAndReadTexts(ada, panel, forget.keepIt)

  expect(offered).toContain(forget.everythingTitle)
  expect(kept).toBe(forget.keptIt)
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
})

test('the form sent twice, at once or again, forgets what there is and says so', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const panel = await ada.command('forget', { what: 'everything' })

  const receipts = await Promise.all([confirms(ada, panel, forget.phrase), confirms(ada, panel, forget.phrase)])
  const again = await ada.forges(messageOf(panel), customId(ada.id, 'forget.everything'), {
    fields: { phrase: forget.phrase },
  })

  const texts = [...receipts, again].map(({ text }) => text)
  expect(texts.filter(text => text.includes(forget.goneFacts(1)))).toHaveLength(1)
  expect(texts.filter(text => text.includes(forget.goneBefore))).toHaveLength(2)
  for (const text of texts) expect(text).toContain(forget.lookedAgain)
})

test('whoever has told nothing hears that nothing is kept', async ({ cleo }) => {
  const panel = await cleo.command('forget', { what: forget.everything })

  expect(panel.text).toContain(forget.keepsNothing)
})

test('an earlier preview does not hold any more afterwards', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const preview = messageOf(await ada.command('forget', { what: 'last hour' }))
  await confirms(ada, await ada.command('forget', { what: 'everything' }), forget.phrase)

  const { panel } = await pressAndReadTexts(ada, preview, forget.forgetThis)

  expect(panel).toBe(forget.expired)
})

test.for([forget.phrase, textsFor('de').forget.phrase])(
  'in another language its own words do it, and the English ones: %s',
  async (phrase, { discord, bot, ada }) => {
    ada.locale = 'de'
    const texts = textsFor('de').forget
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
    const panel = messageOf(await ada.command('forget', { what: texts.everything }))

    const form = await ada.clicks(panel, texts.everythingButton)
    const receipt = await ada.submits(form, { [texts.formLabel]: phrase })

    expect(receipt.text).toContain(texts.everythingReceipt)
    expect(await readStoredFacts(bot, ada)).toEqual([])
  },
)

test('a place that the bot does not see hears all of it too, for it is told to them alone', async ({
  discord,
  bot,
  ada,
  bob,
}) => {
  const group = discord.createGroupDm(ada, bob)
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')

  const here = await ada.command('forget', { what: 'this channel' }, { in: group })
  const list = await ada.command('forget', { what: 'the bees' }, { in: group })

  expect(here.text).toBe(forget.nothingThere)
  expect(list.ephemeral).toBe(true)
  expect(list.controls[0]?.options?.map(({ label }) => label)).toEqual(['I keep bees.'])
})
