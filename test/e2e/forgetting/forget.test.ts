import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts, readStoredStatements } from '../support/stored-memory.ts'

const { forget } = en
const DM_LINK = 'https://discord.com/channels/@me/'

test('a fact is shown, confirmed after a restart, gone, and the receipt says so', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'bees') })
  const preview = answer.text
  await bot.restart()

  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
  await discord.reply(await ada.dm('Hello.'))
  await bot.stop()

  expect(answer.ephemeral).toBe(true)
  expect(preview).toContain('I keep bees.')
  expect(preview).not.toContain('cello')
  // Question and answer, and the answer to the next question if it is kept by then: that one drew on the fact.
  expect(receipt).toMatch(/- one fact\n- [23] remembered messages/u)
  expect(receipt).toContain(forget.lookedAgain)
  expect(receipt).toContain(DM_LINK)
  expect(receipt).toContain(forget.answersMayTell)
  expect(receipt).not.toContain('bees')
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I play the cello.' }])
  expect(model.calls.at(-1)?.text).toContain('cello')
  expect(model.calls.at(-1)?.text).not.toContain('bees')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
})

test('in a server any words are searched, and what is chosen of the list goes, wherever it was said', async ({
  discord,
  bot,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My bees swarm in May.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'Bees need water.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'Honey from my bees is dark.')

  const list = await ada.command('forget', { what: 'the bees of mine' }, { in: general })
  const listed = list.text
  const both = ['My bees swarm in May.', 'Bees need water.']
  await ada.selects(messageOf(list), forget.choosePlaceholder, both, { until: 'updated' })
  const preview = list.text
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(list), forget.forgetThis)

  expect(list.ephemeral).toBe(true)
  expect(listed).toContain(forget.chooseTitle('the bees of mine'))
  for (const words of both) expect(preview).toContain(words)
  expect(preview).not.toContain('Honey')
  expect(receipt).toContain(forget.goneFacts(2))
  expect(receipt).toContain(`https://discord.com/channels/${discord.guild.id}/${general.id}/`)
  expect(receipt).toContain(DM_LINK)
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'Honey from my bees is dark.' }])
})

test('what is kept stays, and what is not there is not found', async ({ discord, bot, ada, bob }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'bees') })

  const { panel } = await pressAndReadTexts(ada, messageOf(answer), forget.keepIt)

  expect(panel).toBe(forget.keptIt)
  expect(await readStoredFacts(bot, ada)).toHaveLength(1)
  expect((await ada.command('forget', { what: ':fact:nonsense' })).text).toBe(forget.nothingThere)
  expect((await ada.command('forget', { what: ':channel:nonsense' })).text).toContain('nonsense')
  expect((await bob.command('forget', { what: 'bees' })).text).toBe(forget.nothingAbout('bees'))
  expect((await bob.command('forget', { what: 'last hour' })).text).toBe(forget.nothingThere)
})

test('the wrong older value goes with the one that replaced it', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I live in Lisbon.', {
    fact: { facet: 'home', saidAt: Date.now() - 60_000 },
  })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I live in Oslo.', { fact: { facet: 'home' } })
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'oslo') })
  const preview = answer.text

  const { panel } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  expect(preview).toContain(forget.olderGoesToo)
  expect(preview).toMatch(/Lisbon.*\(older/u)
  expect(panel).toContain(forget.goneFacts(2))
  expect(await readStoredFacts(bot, ada)).toEqual([])
})

test('somebody goes with all that was told of them', async ({ discord, bot, ada }) => {
  const sarah = [
    { entity: 'sarah', field: 'name', value: 'Sarah' },
    { entity: 'sarah', field: 'relation', value: 'sister' },
    { entity: 'sarah', field: 'attr:employer', value: 'Google' },
  ]
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My sister Sarah works at Google.', {
    fact: { subject: 'sarah', facet: 'employer' },
    statements: sarah,
  })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const what = (await ada.autocompletes('forget', { option: 'what', value: 'sarah ·' }))[0]
  const answer = await ada.command('forget', { what: String(what?.value) })
  const preview = answer.text

  const { panel } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
  await bot.stop()

  expect(what?.name).toContain('Sarah')
  expect(preview).toContain(forget.entities(1))
  expect(panel).toContain(forget.goneEntities(1))
  expect(await readStoredStatements(bot, ada)).toEqual([])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/sarah/iu)
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I keep bees.' }])
})

test.for([
  { of: 'the user', entity: 'user', entities: 0, details: 1 },
  { of: 'somebody', entity: 'sarah', entities: 1, details: 0 },
])(
  'the receipt counts as the preview did: details of $of',
  async ({ entity, entities, details }, { discord, bot, ada }) => {
    const name = entity === 'user' ? [] : [{ entity, field: 'name', value: 'Sarah' }]
    const statements = [...name, { entity, field: 'attr:home', value: 'Oslo' }]
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'Oslo is home.', {
      fact: { subject: entity },
      statements,
    })
    const answer = await ada.command('forget', { what: 'last hour' })
    const preview = answer.text

    const { panel } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

    expect([preview.includes(forget.entities(1)), preview.includes(forget.details(1))]).toEqual([!!entities, !!details])
    expect([panel.includes(forget.goneEntities(1)), panel.includes(forget.goneDetails(1))]).toEqual([
      !!entities,
      !!details,
    ])
  },
)

test('the last hour goes, what was said before stays', async ({ discord, bot, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.', {
    fact: { saidAt: Date.now() - 7_200_000 },
  })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I play the cello.')
  const answer = await ada.command('forget')

  const { panel: preview } = await pressAndReadTexts(ada, messageOf(answer), forget.lastHour)
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  expect(preview).toContain('I play the cello.')
  expect(preview).not.toContain('bees')
  expect(receipt).toContain(`- ${forget.goneFacts(1)}\n- ${forget.goneTurns(4)}`)
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I keep bees.' }])
})

test('a channel goes by its button there, and by its name from elsewhere', async ({ discord, bot, ada, general }) => {
  const staff = discord.createChannel({ name: 'tea' })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'I play the cello.')
  await sayAndSeedFact({ discord, bot }, [ada, staff], 'I grow tea.')

  const here = await ada.command('forget', {}, { in: general })
  const { panel: preview } = await pressAndReadTexts(ada, messageOf(here), forget.thisChannel)
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(here), forget.forgetThis)
  const there = await ada.command('forget', { what: await autocompletedValue(ada, 'in #tea') })
  const { panel: second } = await pressAndReadTexts(ada, messageOf(there), forget.forgetThis)
  await bot.stop()

  expect(preview).toContain('I play the cello.')
  for (const text of [receipt, second]) {
    expect(text).toContain(forget.goneConversations(1))
    expect(text).toContain(forget.lookedAgain)
  }
  expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I keep bees.' }])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/cello|grow tea/u)
})

test('the DM is offered in a server by what it is, and this conversation in the DM', async ({
  discord,
  bot,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await sayAndSeedFact({ discord, bot }, [ada, general], 'I play the cello.')
  await bot.restart()

  const offered = await ada.autocompletes('forget', { option: 'what', value: '' }, { in: general })
  const inDm = await ada.autocompletes('forget', { option: 'what', value: '' })

  expect(offered.map(({ name }) => name)).toEqual([
    ...[forget.everything, forget.lastHour, forget.thisChannel, 'I play the cello.', 'I keep bees.'],
    forget.conversationIn(forget.ourDm),
  ])
  expect(inDm.map(({ name }) => name)).toEqual([
    ...[forget.everything, forget.lastHour, forget.thisConversation, 'I play the cello.', 'I keep bees.'],
    forget.conversationIn('#general'),
  ])
})

test('more than a panel holds comes as a file too', async ({ discord, bot, ada }) => {
  for (const name of ['bees', 'ants', 'wasps', 'moths', 'flies'])
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], `I keep ${name}. ${`*${name}* `.repeat(100)}`.trim())
  const answer = await ada.command('forget', { what: 'this conversation' })

  const files = messageOf(answer).attachments
  const { panel: receipt } = await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  expect(files).toMatchObject([{ filename: forget.listFile }])
  expect(receipt).toContain(forget.goneFacts(5))
  expect(messageOf(answer).attachments).toEqual([])
})
