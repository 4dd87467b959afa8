import { expect } from 'vitest'
import {
  ANSWER,
  allLiesRejected,
  answerExtractionWith,
  findLies,
  setClock,
  test,
} from '../support/learning-fixtures.ts'
import { readStoredFacts, readStoredStatements } from '../support/stored-memory.ts'

test('“Hi, I’m Alex!” … “What’s my name?”', async ({ bot, model, answered, ada }) => {
  const said = await answered(ada.dm("Hi, I'm Alex!"))
  answerExtractionWith(model, extraction => ({
    facts: [extraction.fact("I'm Alex", "The user's name is Alex.", { names: ['Alex'], facet: 'name' })],
    entities: [extraction.entity("I'm Alex", 'user', { attributes: [{ facet: 'name', value: 'Alex' }] })],
  }))
  await bot.learned(ada)
  await bot.restart()

  await answered(ada.dm("What's my name?"))

  expect(model.extractions.map(({ request }) => request)).toEqual([
    `Time zone: UTC

Turns:
[1] 2040-03-05 Mon 09:30 user: Hi, I'm Alex!
[2] 2040-03-05 Mon 09:30 bot: ${ANSWER}
Learn from: 1`,
  ])
  expect(await readStoredFacts(bot, ada)).toMatchObject([
    { text: "The user's name is Alex.", quote: "I'm Alex", subject: 'user', scope: 'dm', sources: [said.id] },
  ])
  expect(await readStoredStatements(bot, ada)).toEqual(['user name:dm: Alex'])
  expect(model.calls[1]?.profile).toEqual(['name: Alex'])
  expect(model.calls[1]?.notes).toEqual(["2040-03-05: The user's name is Alex."])
  expect(await findLies(bot, model)).toEqual(allLiesRejected)
})

test('who says “I’m Alex, I use Python and work at Acme Corp” has name, language and company in their profile', async ({
  bot,
  model,
  answered,
  ada,
}) => {
  const words = "I'm Alex, I use Python and work at Acme Corp"
  const attributes = [
    { facet: 'name', value: 'Alex' },
    { facet: 'programming language', value: 'Python' },
    { facet: 'employer', value: 'Acme Corp' },
    { facet: 'languages', value: 'Rust' }, // a lie
  ]
  await answered(ada.dm(words))
  answerExtractionWith(model, extraction => ({ entities: [extraction.entity(words, 'user', { attributes })] }))
  await bot.learned(ada)
  await bot.restart()

  await answered(ada.dm('What a fine day!'))

  expect(model.extractions[0]?.request).toContain(`[1] 2040-03-05 Mon 09:30 user: ${words}\n`)
  expect(model.extractions[0]?.learnFrom).toEqual([1])
  expect(await readStoredStatements(bot, ada)).toEqual([
    'user attr:employer:dm: Acme Corp',
    'user attr:programming language:python:dm: Python',
    'user name:dm: Alex',
  ])
  expect(model.calls[1]?.profile).toEqual(['name: Alex', 'employer: Acme Corp', 'programming language: Python'])
  expect(model.calls[1]?.text).not.toContain('Rust')
  expect(await findLies(bot, model)).toMatchObject({ believed: [] })
})

test('a friend of whom one tells in two sentences: the second is understood by the first', async ({
  bot,
  model,
  answered,
  ada,
}) => {
  const first = await answered(ada.dm('My friend Sarah works at Google as a software engineer.'))
  const second = await answered(ada.dm("She's been there for 3 years and loves it."))
  const [works, loves] = [
    { subject: 'Sarah', names: ['Sarah', 'Google'] },
    { subject: 'Sarah', names: ['Sarah', 'Google'], facet: 'time at work' },
  ]
  answerExtractionWith(model, extraction => ({
    facts: [
      extraction.fact('My friend Sarah works at Google', 'Sarah works at Google as a software engineer.', works),
      extraction.fact("She's been there for 3 years", 'Sarah has been at Google for 3 years and loves it.', loves),
    ],
    entities: [
      extraction.entity('My friend Sarah works at Google', 'Sarah', {
        relation: 'friend',
        aliases: ['my friend'],
        attributes: [
          { facet: 'employer', value: 'Google' },
          { facet: 'job', value: 'software engineer' },
        ],
      }),
    ],
  }))
  await bot.learned(ada)
  await bot.restart()

  await answered(ada.dm('What do you know about Sarah?'))

  expect(model.extractions.map(({ request }) => request)).toEqual([
    `Time zone: UTC

Turns:
[1] 2040-03-05 Mon 09:30 user: My friend Sarah works at Google as a software engineer.
[2] 2040-03-05 Mon 09:30 bot: ${ANSWER}
[3] 2040-03-05 Mon 09:30 user: She's been there for 3 years and loves it.
[4] 2040-03-05 Mon 09:30 bot: ${ANSWER}
Learn from: 1, 3`,
  ])
  expect(await readStoredFacts(bot, ada)).toMatchObject([
    { text: 'Sarah works at Google as a software engineer.', sources: [first.id] },
    {
      text: 'Sarah has been at Google for 3 years and loves it.',
      quote: "She's been there for 3 years",
      sources: [second.id, first.id],
    },
  ])
  expect(await readStoredStatements(bot, ada)).toEqual([
    'Sarah attr:employer:dm: Google',
    'Sarah attr:job:dm: software engineer',
    'Sarah name:dm: Sarah',
    'Sarah relation:dm: friend',
    'Sarah type:dm: person',
  ])
  expect(model.calls[2]?.people).toEqual(["Sarah (person, the user's friend): employer Google; job software engineer"])
  expect(model.calls[2]?.notes).toEqual([
    '2040-03-05: Sarah works at Google as a software engineer.',
    '2040-03-05: Sarah has been at Google for 3 years and loves it.',
  ])
  expect(await findLies(bot, model)).toEqual(allLiesRejected)
})

test('“my sister”, “Sarah” and “sarah” are one; what is known of her is shown to the learner and in the prompt, unasked', async ({
  bot,
  model,
  answered,
  ada,
}) => {
  await answered(ada.dm('my sister plays the harp'))
  answerExtractionWith(model, extraction => ({
    entities: [
      extraction.entity('my sister plays', 'my sister', {
        relation: 'sister',
        attributes: [{ facet: 'instrument', value: 'harp' }],
      }),
    ],
  }))
  await bot.learned(ada)
  setClock('2040-03-06T18:00Z')
  await answered(ada.dm('my sister Sarah has moved to Oslo'))
  answerExtractionWith(model, extraction => ({
    entities: [
      extraction.entity('my sister Sarah', 'Sarah', {
        relation: 'sister',
        attributes: [{ facet: 'home', value: 'Oslo' }],
      }),
    ],
  }))
  await bot.learned(ada)
  await answered(ada.dm('I had tea with sarah'))
  answerExtractionWith(model, extraction => ({
    facts: [extraction.fact('tea with sarah', 'The user had tea with Sarah.', { names: ['sarah'], subject: 'sarah' })],
  }))
  await bot.learned(ada)

  await answered(ada.dm('What a fine day!'))

  expect(model.extractions[1]?.request).toContain(
    "Known people and things:\n- sister (person, the user's sister): instrument harp",
  )
  expect(model.extractions[2]?.request).toContain(
    "Known people and things:\n- Sarah (person, the user's sister): home Oslo; instrument harp",
  )
  expect(await readStoredStatements(bot, ada)).toEqual([
    'Sarah attr:home:dm: Oslo',
    'Sarah attr:instrument:harp:dm: harp',
    'Sarah name:dm: Sarah',
    'Sarah relation:dm: sister',
    'Sarah type:dm: person',
  ])
  expect(model.calls.at(-1)?.people).toEqual(["Sarah (person, the user's sister): home Oslo; instrument harp"])
  expect(await findLies(bot, model)).toEqual(allLiesRejected)
})
