import { expect, test } from 'vitest'
import { extract } from '../../../demo/stand-in-model/extract.ts'

interface Learned {
  facts: { turn: number; quote: string; text: string; subject: string; replaces: number[]; facet: string | null }[]
  entities: { name: string; relation: string | null; attributes: { facet: string; value: string }[] }[]
  summary: string | null
  merged: string | null
}

/** What is learned from the user's words, a turn each, after what is known. */
function learned(said: readonly string[], { known = '', more = '' } = {}): Learned {
  const turns = said.map((text, index) => `[${index + 1}] 2026-11-16 Mon 09:30 user: ${text}`).join('\n')
  const numbers = said.map((_, index) => index + 1).join(', ')
  return JSON.parse(extract(`Time zone: UTC\n\nTurns:\n${turns}\nLearn from: ${numbers}\n${known}${more}`)) as Learned
}

test('several things in one sentence', () => {
  const { facts, entities } = learned(["I'm Alex, I use Python and work at Acme Corp"])

  expect(facts.map(({ text }) => text)).toEqual([
    "The user's name is Alex.",
    'The user uses Python.',
    'The user works at Acme Corp.',
  ])
  expect(entities.map(({ name }) => name)).toEqual(['user', 'user'])
})

test('somebody, and who “she” is', () => {
  const { facts, entities } = learned(['My sister Mia works at Google.', "She's been there for 3 years."])

  expect(facts).toMatchObject([
    { turn: 1, quote: 'My sister Mia works at Google.', subject: 'Mia' },
    { turn: 2, text: "The user's sister Mia has been there for 3 years.", subject: 'Mia' },
  ])
  expect(entities).toMatchObject([
    { name: 'Mia', relation: 'sister', attributes: [{ facet: 'employer', value: 'Google' }] },
  ])
})

test('a correction takes the place of what was known', () => {
  const known = '\nKnown facts:\n(1) 2026-11-02: The user likes tea.\n(2) 2026-11-02: The user lives in Lisbon.\n'

  expect(learned(['I moved to Oslo.'], { known }).facts).toMatchObject([{ facet: 'home', replaces: [2] }])
})

test('a correction of what was just said is told in its place, and of what is known replaces it', () => {
  const said = ['my exam is on monday', 'no wait its on friday']
  const known = "\nKnown facts:\n(4) 2026-11-02: The user's exam is on monday.\n"

  expect(learned(said).facts).toMatchObject([{ turn: 2, text: "The user's exam is on friday." }])
  expect(learned(said, { known }).facts).toMatchObject([{ text: "The user's exam is on friday.", replaces: [4] }])
})

test('a date, by the day on which it was told', () => {
  expect(learned(['i sold my van last month']).facts).toMatchObject([
    { text: 'The user sold their van.', eventAt: '2026-10', dateWords: 'last month' },
  ])
})

test('nothing from questions, quotations and turns that are context only', () => {
  expect(learned(['Do you know that I like tea?', '> I work at Acme', 'it rains']).facts).toEqual([])
  const request = 'Time zone: UTC\n\nTurns:\n[1] 2026-11-16 Mon 09:30 user: I like tea.\nLearn from: none\n'
  expect((JSON.parse(extract(request)) as Learned).facts).toEqual([])
})

test('a summary of what is to be summarised, and of two older ones', () => {
  const more =
    '\nSummarise turns 1 to 2 in at most 200 tokens.\n\nMerge into one summary of at most 200 tokens:\n<1>\n> first\n<2>\n> second\n'

  expect(learned(['I like tea.', 'and soup', 'not this'], { more })).toMatchObject({
    summary: 'The user said: I like tea. / and soup',
    merged: 'first\nsecond',
  })
})
