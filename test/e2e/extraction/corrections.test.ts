import { describe, expect } from 'vitest'
import type { ExtractionCall } from '../support/extraction-call.ts'
import {
  ANSWER,
  allLiesRejected,
  answerExtractionWith,
  answerWithLies,
  findLies,
  setClock,
  test,
} from '../support/learning-fixtures.ts'
import { readRedis, readRedisAsText } from '../support/redis-content.ts'
import { readStoredFacts, readStoredStatements } from '../support/stored-memory.ts'

const home = (city: string) => ({ facet: 'home', names: [city] })
const livesIn = (city: string) => ({ attributes: [{ facet: 'home', value: city }] })

const corrections: [string, object][] = [
  ['the model names', { replaces: [1, 7] }], // there is no fact 7
  ['is of a facet that has one value', home('Oslo')],
]

test.for(corrections)(
  'a correction takes the place of an old fact that %s, which is told as the past only',
  async ([_, more], { bot, model, answered, ada }) => {
    await answered(ada.dm('I live in Lisbon.'))
    answerExtractionWith(model, extraction => ({
      facts: [extraction.fact('I live in Lisbon.', 'The user lives in Lisbon.', home('Lisbon'))],
      entities: [extraction.entity('I live in Lisbon.', 'user', livesIn('Lisbon'))],
    }))
    await bot.learned(ada)
    setClock('2040-03-13T08:00Z')
    await answered(ada.dm('I moved to Oslo last week.'))
    answerExtractionWith(model, extraction => ({
      facts: [extraction.fact('I moved to Oslo', 'The user lives in Oslo.', { names: ['Oslo'], ...more })],
      entities: [extraction.entity('I moved to Oslo', 'user', livesIn('Oslo'))],
    }))
    await bot.learned(ada)
    await bot.restart()

    await answered(ada.dm('Where do I live?'))

    expect(model.extractions[1]?.request).toBe(`Time zone: UTC

Turns:
[1] 2040-03-05 Mon 09:30 user: I live in Lisbon.
[2] 2040-03-05 Mon 09:30 bot: ${ANSWER}
[3] 2040-03-13 Tue 08:00 user: I moved to Oslo last week.
[4] 2040-03-13 Tue 08:00 bot: ${ANSWER}
Learn from: 3

Known facts:
(1) 2040-03-05: The user lives in Lisbon.

Known people and things:
- The user: home Lisbon`)
    const [lisbon, oslo] = await readStoredFacts(bot, ada)
    expect(lisbon).toMatchObject({ text: 'The user lives in Lisbon.', replaces: [] })
    expect(oslo).toMatchObject({ text: 'The user lives in Oslo.', replaces: [lisbon?.id] })
    expect(await readStoredStatements(bot, ada)).toEqual(['user attr:home:dm: Oslo'])
    expect(model.calls.at(-1)?.profile).toEqual(['home: Oslo'])
    expect(model.calls.at(-1)?.notes).toEqual([
      '2040-03-13: The user lives in Oslo.',
      '2040-03-05, until 2040-03-13: The user lives in Lisbon.',
    ])
    expect(await findLies(bot, model)).toMatchObject({ believed: [] })
  },
)

test('said again, a fact is kept once', async ({ bot, model, answered, ada }) => {
  for (const words of ['I live in Lisbon.', 'As I said: I live in Lisbon.']) {
    await answered(ada.dm(words))
    answerExtractionWith(model, extraction => ({
      facts: [extraction.fact('I live in Lisbon.', 'The user lives in Lisbon.', home('Lisbon'))],
    }))
    await bot.learned(ada)
  }

  await answered(ada.dm('Where do I live?'))

  expect(model.extractions[1]?.known).toEqual(['(1) 2040-03-05: The user lives in Lisbon.'])
  expect((await readStoredFacts(bot, ada)).map(({ text }) => text)).toEqual(['The user lives in Lisbon.'])
  expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: The user lives in Lisbon.'])
  expect(await findLies(bot, model)).toEqual(allLiesRejected)
})

test('when a message that was learned from is edited, its facts go, and the new words are learned', async ({
  bot,
  discord,
  model,
  answered,
  ada,
}) => {
  const slip = await answered(ada.dm('My sister Nora lives in Paris.'))
  await answered(ada.dm('Her cat is called Tom.'))
  answerExtractionWith(model, extraction => ({
    facts: [
      extraction.fact('My sister Nora lives in Paris.', 'Nora lives in Paris.', { subject: 'Nora', ...home('Paris') }),
      extraction.fact('Her cat is called Tom.', 'The cat of Nora is called Tom.', { subject: 'Nora' }),
    ],
    entities: [extraction.entity('My sister Nora', 'Nora', { relation: 'sister', ...livesIn('Paris') })],
  }))
  await bot.learned(ada)
  const rewritten = discord.until(({ kind }) => kind === 'edit')
  await ada.edits(slip, 'My sister Nina lives in Rome.')
  await rewritten
  await answered(ada.dm('So much for that.'))
  answerExtractionWith(model, extraction => ({
    facts: [extraction.fact('Nina lives in Rome', 'Nina lives in Rome.', { subject: 'Nina', ...home('Rome') })],
    entities: [extraction.entity('My sister Nina', 'Nina', { relation: 'sister', ...livesIn('Rome') })],
  }))
  await bot.learned(ada)
  await bot.restart()

  await answered(ada.dm('Where does my sister live?'))

  expect(model.extractions[1]?.request).toContain('user: My sister Nina lives in Rome.\n')
  expect(model.extractions[1]?.known).toEqual([])
  expect(model.extractions.slice(1).map(({ request }) => /Nora|Paris/u.test(request))).toEqual([false])
  // What the second message told of Nora rested on the first one, for her name: it went with that.
  expect((await readStoredFacts(bot, ada)).map(({ text }) => text)).toEqual(['Nina lives in Rome.'])
  expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: Nina lives in Rome.'])
  expect(model.calls.at(-1)?.people).toEqual(["Nina (person, the user's sister): home Rome"])
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/Nora|Paris/u)
  expect(await findLies(bot, model)).toMatchObject({ believed: [] })
})

const ofKim = (extraction: ExtractionCall) => ({
  facts: [
    extraction.fact('I like tea.', 'The user likes tea.'),
    extraction.fact('My neighbour Kim has', 'Kim has a secret safe.', { subject: 'Kim', names: ['Kim'] }),
    extraction.fact('I like chess.', 'The user likes chess.'),
  ],
  entities: [extraction.entity('My neighbour Kim', 'Kim', { relation: 'neighbour' })],
  summary: 'The user likes tea. Kim has a secret safe.',
})

describe('where summaries are made early', () => {
  test.override({ settings: { WINDOW_MESSAGES: '4', SUMMARY_KEEP: '2' } })

  test('a deleted message is gone with its facts, with what was told of people, its summary, and its words beside other facts', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    // Answers that repeat what was said are the words beside the facts of the next message.
    model.otherwise = call => call.says(`Well: ${call.question.split('\n').at(-1)}`).ends()
    model.otherwiseExtracts = extraction =>
      answerWithLies(extraction, extraction.request.includes('Kim') ? ofKim(extraction) : {})
    await answered(ada.dm('I like tea.'))
    const slip = await answered(ada.dm('My neighbour Kim has a secret safe.'))
    await answered(ada.dm('I like chess.'))
    await bot.learned(ada)
    const [learned, extractions] = [await readRedis(bot.keyPrefix), model.extractions.length]

    await ada.deletes(slip)
    await answered(ada.dm('What do you know of me?'))
    await bot.learned(ada)
    await bot.stop()

    const factHashes = [...learned].flatMap(([key, { value }]) => (key.startsWith('fact:') ? [value] : []))
    const near = factHashes.map(value => (value as Record<string, string>)['near'] ?? '')
    const conversation = learned.get(`conv:{${ada.id}}:${ada.dmChannel.id}`)?.value
    expect(near.filter(words => words.includes('Kim has a secret safe'))).toHaveLength(2)
    expect(JSON.stringify(conversation)).toContain('Kim has a secret safe')
    expect(model.extractions[0]?.learnFrom).toEqual([1, 3, 5])
    expect(model.extractions[0]?.summarizes).toBe(true)
    expect(model.extractions.at(-1)?.known).toEqual([
      '(1) 2040-03-05: The user likes tea.',
      '(2) 2040-03-05: The user likes chess.',
    ])
    expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: The user likes tea.', '2040-03-05: The user likes chess.'])
    expect(model.calls.at(-1)?.people).toEqual([])
    expect(model.calls.at(-1)?.text).not.toMatch(/Kim|safe/u)
    for (const { request } of model.extractions.slice(extractions)) expect(request).not.toMatch(/Kim|safe/u)
    expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/Kim|safe/u)
    expect(await findLies(bot, model)).toMatchObject({ believed: [] })
  })
})
