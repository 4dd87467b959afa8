import { describe, expect } from 'vitest'
import {
  ANSWER,
  allLiesRejected,
  answerExtractionWith,
  findLies,
  setClock,
  test,
} from '../support/learning-fixtures.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

test('a date in words that nothing reads is remembered with them', async ({ bot, model, answered, ada }) => {
  setClock('2040-01-09T09:30Z')
  await answered(ada.dm('We marry the weekend after Lent!'))
  answerExtractionWith(model, extraction => ({
    facts: [
      extraction.fact('We marry the weekend after Lent', 'The user marries.', {
        kind: 'plan',
        eventAt: '2040-04-07',
        dateWords: 'the weekend after Lent',
      }),
    ],
  }))
  await bot.learned(ada)

  await answered(ada.dm('What is new?'))

  expect(model.calls.at(-1)?.notes).toEqual(['2040-01-09: The user marries. (on 2040-04-07: "the weekend after Lent")'])
})

describe('a later session', () => {
  test.override({ settings: { WINDOW_MESSAGES: '4', SUMMARY_KEEP: '2' } })

  test('knows of the trip to Japan in March, on a budget, when the words themselves are long gone', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    setClock('2040-01-09T09:30Z')
    const trip = await answered(ada.dm("I'm planning a trip to Japan in March."))
    const stay = await answered(ada.dm('I need budget accommodation.'))
    const plan = { kind: 'plan', names: ['Japan'] }
    answerExtractionWith(model, extraction => ({
      facts: [
        extraction.fact('planning a trip to Japan in March', 'The user plans a trip to Japan in March.', {
          ...plan,
          eventAt: '2040-03',
        }),
        extraction.fact('budget accommodation', 'The user needs budget accommodation for the trip to Japan.', plan),
      ],
    }))
    await bot.learned(ada)
    model.playsExtractions(extraction => extraction.gives({ summary: 'They greeted each other.' }))
    for (const small of ['nice', 'fine', 'good']) await answered(ada.dm(small))
    await bot.learned(ada)
    await bot.restart()

    setClock('2040-02-01T20:00Z')
    await answered(ada.dm('Where should I stay on my trip?'))

    expect(model.extractions[0]?.request).toBe(`Time zone: UTC

Turns:
[1] 2040-01-09 Mon 09:30 user: I'm planning a trip to Japan in March.
[2] 2040-01-09 Mon 09:30 bot: ${ANSWER}
[3] 2040-01-09 Mon 09:30 user: I need budget accommodation.
[4] 2040-01-09 Mon 09:30 bot: ${ANSWER}
Learn from: 1, 3`)
    expect(await readStoredFacts(bot, ada)).toMatchObject([
      { text: 'The user plans a trip to Japan in March.', kind: 'plan', eventAt: '2040-03', sources: [trip.id] },
      {
        text: 'The user needs budget accommodation for the trip to Japan.',
        quote: 'budget accommodation',
        sources: [stay.id, trip.id],
      },
    ])
    const call = model.calls.at(-1)
    expect(JSON.stringify(call?.window)).not.toMatch(/Japan|accommodation/u)
    expect(call?.notes).toEqual([
      '2040-01-09: The user plans a trip to Japan in March. (in March 2040)',
      '2040-01-09: The user needs budget accommodation for the trip to Japan.',
    ])
    expect(await findLies(bot, model)).toMatchObject({ believed: [] })
  })
})

test('decisions and what was discussed at length are facts of their own kind', async ({
  bot,
  model,
  answered,
  ada,
}) => {
  await answered(ada.dm("Let's go with Postgres for the shop, not with MySQL."))
  await answered(ada.dm('I have read so much about database indexes for it.'))
  answerExtractionWith(model, extraction => ({
    facts: [
      extraction.fact("Let's go with Postgres", 'The user decided on Postgres for the shop.', {
        kind: 'decision',
        facet: 'database of the shop',
      }),
      extraction.fact('database indexes', 'The user discussed database indexes for the shop.', { kind: 'topic' }),
    ],
  }))
  await bot.learned(ada)
  await bot.restart()

  await answered(ada.dm('Hello again!'))

  expect(model.extractions[0]?.learnFrom).toEqual([1, 3])
  expect(await readStoredFacts(bot, ada)).toMatchObject([
    { kind: 'decision', text: 'The user decided on Postgres for the shop.', facet: 'database of the shop' },
    { kind: 'topic', text: 'The user discussed database indexes for the shop.' },
  ])
  expect(model.calls.at(-1)?.notes).toEqual([
    '2040-03-05: The user decided on Postgres for the shop.',
    '2040-03-05: The user discussed database indexes for the shop.',
  ])
  expect(await findLies(bot, model)).toEqual(allLiesRejected)
})

test('what is told on Monday in one channel is used on Friday in another one, after a restart', async ({
  bot,
  discord,
  model,
  answered,
  ada,
  general,
}) => {
  const random = discord.createChannel({ name: 'random' })
  await answered(ada.dm('The PIN of my bike is in the garden.'))
  await bot.learned(ada)
  await answered(ada.says(general, 'My flight to Rome is next Friday.', { mention: true }))
  answerExtractionWith(model, extraction => ({
    facts: [
      extraction.fact('My flight to Rome is next Friday.', 'The user flies to Rome.', {
        kind: 'plan',
        names: ['Rome'],
        eventAt: '2040-03-16',
      }),
      // What was said in the DM is no words of this turn, and no turn that was shown.
      extraction.fact('My flight', 'The bike is in the garden.', { quote: 'The PIN of my bike is in the garden.' }),
      { turn: 12, quote: 'The PIN of my bike is in the garden.', text: 'The bike is in the garden.' },
    ],
  }))
  await bot.learned(ada)
  await bot.restart()

  setClock('2040-03-09T18:00Z')
  await answered(ada.says(random, 'What should I pack?', { mention: true }))

  expect(model.extractions[1]?.request).toBe(`Time zone: UTC

Turns:
[1] 2040-03-05 Mon 09:30 user: My flight to Rome is next Friday.
[2] 2040-03-05 Mon 09:30 bot: ${ANSWER}
Learn from: 1`)
  expect(await readStoredFacts(bot, ada)).toMatchObject([
    { text: 'The user flies to Rome.', eventAt: '2040-03-16', scope: `guild:${discord.guild.id}`, kind: 'plan' },
  ])
  expect(model.calls.at(-1)?.window).toEqual([])
  expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: The user flies to Rome. (on 2040-03-16)'])
  expect(model.calls.at(-1)?.question).toContain('[2040-03-09 18:00 UTC, Ada:]')
  expect(model.calls.at(-1)?.text).not.toContain('garden')
  expect(await findLies(bot, model)).toMatchObject({ believed: [] })
})

describe('after 60 messages', () => {
  test.override({ loopback: { channelLimits: false }, settings: { MESSAGES_PER_MINUTE: '1000' } })

  test('a promise is in the summary of the prompt', async ({ bot, model, answered, ada }) => {
    // Each summary tells the one thing that is worth it; the rest is small talk.
    model.otherwiseExtracts = extraction => {
      const promised = extraction.turns.some(({ role, text }) => role === 'user' && text.includes('recipe'))
      extraction.gives({
        facts: [{ turn: 1, quote: 'I have a yacht.', text: 'The user has a yacht.', kind: 'promise' }], // a lie
        summary: promised ? 'The user promised to send Mia the recipe by Sunday.' : 'They talked about the weather.',
      })
    }
    await answered(ada.dm('I promise to send Mia the recipe by Sunday.'))
    for (let day = 1; day <= 30; day += 1) {
      await answered(ada.dm(`It rains again, the ${day}. day of it.`))
      if (day % 5 === 0) await bot.learned(ada)
    }

    await answered(ada.dm('What have I still to do?'))

    const folds = model.extractions.filter(({ summarizes }) => summarizes)
    expect(folds.length).toBeGreaterThan(2)
    expect(folds[0]?.turns[0]).toEqual({
      number: 1,
      role: 'user',
      at: '2040-03-05 Mon 09:30',
      text: 'I promise to send Mia the recipe by Sunday.',
    })
    expect(folds[0]?.request).toMatch(/\n\nSummarise turns 1 to \d+ in at most 150 tokens\.$/u)
    const call = model.calls.at(-1)
    expect(call?.summary[0]).toMatch(/^The user promised to send Mia the recipe by Sunday\./u)
    expect(call?.window.length).toBeLessThanOrEqual(20)
    expect(JSON.stringify(call?.window)).not.toContain('Mia')
    expect(call?.text).not.toContain('yacht')
  })
})
