import { expect, test } from 'vitest'
import { isUnsure } from '../../../src/memory/knowledge/certainty.ts'
import { currentFacts } from '../../../src/memory/knowledge/facts.ts'
import type { ExtractedFact } from '../../../src/memory/ports/extraction-model.ts'
import type { FactVerdict, ReviewRequest } from '../../../src/memory/ports/review.ts'
import { emptyExtraction, extractedFact, MINUTE, MONDAY, type Script, startLearner } from '../support/learning.ts'

type Learner = ReturnType<typeof startLearner>

/** A model that tells what is said of each text, from the turn that has it. */
function telling(told: Readonly<Record<string, Partial<ExtractedFact>>>): Script {
  return request => ({
    ...emptyExtraction(request),
    facts: request.turns.flatMap(({ number, text }) => {
      const fact = request.learnFrom.includes(number) ? told[text] : undefined
      return fact === undefined ? [] : [extractedFact(number, text, '', fact)]
    }),
  })
}

/** Says that everything is true. */
const agree = ({ facts }: ReviewRequest): FactVerdict[] => facts.map(({ number }) => ({ fact: number, isTrue: true }))

/** Says something a minute later, and has it learned. */
async function say({ store, clock, learn }: Learner, text: string) {
  clock.now += MINUTE
  store.say(text, clock.now, { answer: null })
  return await learn(true)
}

const currentTexts = ({ store }: Learner) => currentFacts(store.known({ kind: 'user' })).map(({ text }) => text)

function numberOf({ known }: ReviewRequest, words: string): number {
  return known.find(({ text }) => text.includes(words))?.number ?? 0
}

const mushrooms = {
  'I never liked mushrooms.': { text: 'The user hates mushrooms.', facet: 'taste' },
  'Mushrooms are disgusting, sorry.': { text: 'The user finds mushrooms disgusting.', facet: 'taste' },
  'I actually like mushrooms now!': { text: 'The user likes mushrooms now.' },
}

test('what is new is looked at again with its words, its turn and those before it, in one call', async () => {
  const learner = startLearner(telling(mushrooms))
  const { store, reviews, scripted } = learner
  scripted.review = agree
  store.say('What is for dinner?', MONDAY, { answer: 'Risotto with mushrooms?' })
  const report = await say(learner, 'I never liked mushrooms.')

  expect(reviews).toHaveLength(1)
  expect(reviews[0]?.turns.map(({ text }) => text)).toEqual([
    'What is for dinner?',
    'Risotto with mushrooms?',
    'I never liked mushrooms.',
  ])
  expect(reviews[0]?.facts).toEqual([
    {
      ...{ number: 1, turn: 3, quote: 'I never liked mushrooms.', text: 'The user hates mushrooms.', subject: 'user' },
      candidates: [],
    },
  ])
  expect(report).toMatchObject({ facts: 1, unsure: 0, failedReviews: {} })
})

test('where nothing speaks against what is new, and it is likely to touch nothing known, nobody is asked', async () => {
  const learner = startLearner(telling({ 'I play the harp.': { text: 'The user plays the harp.' } }))
  const report = await say(learner, 'I play the harp.')

  expect(learner.reviews).toEqual([])
  expect(report).toMatchObject({ facts: 1, unsure: 0 })
})

test('where nothing is new nobody is asked', async () => {
  const learner = startLearner(telling(mushrooms))
  learner.scripted.review = agree
  await say(learner, 'Good morning!')
  await say(learner, 'I never liked mushrooms.')
  await say(learner, 'I never liked mushrooms.')

  expect(learner.reviews).toHaveLength(1)
  expect(learner.store.facts).toMatchObject([{ confirmations: 1 }])
})

test('what is denied is not kept, nor what goes with it', async () => {
  const learner = startLearner(request => ({
    ...(telling({
      'I do not live in Oslo.': { text: 'The user lives in Oslo.', names: [{ name: 'Oslo' }], facet: 'home' },
    })(request) as ReturnType<typeof emptyExtraction>),
    entities: [
      {
        ...{ turn: 1, quote: 'live in Oslo', name: 'user', type: 'person', aliases: [] },
        attributes: [{ facet: 'home', value: 'Oslo' }],
      },
    ],
  }))
  learner.scripted.review = () => [{ fact: 1, isTrue: false }]
  const report = await say(learner, 'I do not live in Oslo.')

  expect(learner.store.facts).toEqual([])
  expect(learner.store.statements.filter(({ field }) => field.startsWith('attr:'))).toEqual([])
  expect(report).toMatchObject({ facts: 0, refused: { denied: 1 }, outcomes: [{ reason: 'denied' }] })
})

test.each<[FactVerdict, string]>([
  [{ fact: 1, isTrue: true, isAboutBot: true }, 'instruction'],
  [{ fact: 1, isTrue: true, isSensitive: true }, 'sensitive'],
])('a rule for the bot and what is sensitive are not kept', async (verdict, reason) => {
  const learner = startLearner(telling(mushrooms))
  learner.scripted.review = () => [verdict]
  const report = await say(learner, 'I never liked mushrooms.')

  expect(learner.store.facts).toEqual([])
  expect(report.refused).toEqual({ [reason]: 1 })
})

test('the same in other words is found and confirmed, though the extraction did not say so', async () => {
  const learner = startLearner(telling(mushrooms))
  learner.scripted.review = agree
  await say(learner, 'I never liked mushrooms.')
  learner.scripted.review = request => [{ fact: 1, isTrue: true, repeats: numberOf(request, 'hates mushrooms') }]
  const report = await say(learner, 'Mushrooms are disgusting, sorry.')

  expect(learner.store.facts).toMatchObject([{ text: 'The user hates mushrooms.', confirmations: 1 }])
  expect(report).toMatchObject({ facts: 0, confirmed: 1, outcomes: [{ fact: learner.store.facts[0]?.id }] })
})

test('a contradiction is found and settled, though the extraction did not say so', async () => {
  const learner = startLearner(telling(mushrooms))
  learner.scripted.review = agree
  await say(learner, 'I never liked mushrooms.')
  learner.scripted.review = request => [{ fact: 1, isTrue: true, replaces: [numberOf(request, 'hates mushrooms')] }]
  const report = await say(learner, 'I actually like mushrooms now!')

  expect(currentTexts(learner)).toEqual(['The user likes mushrooms now.'])
  expect(report).toMatchObject({ facts: 1, replaced: 1 })
})

test('what says the same and more takes the place of the known one, which is no less true', async () => {
  const learner = startLearner(
    telling({
      'I run.': { text: 'The user runs.', facet: 'sport' },
      'I run 10 km every day.': { text: 'The user runs 10 km every day.', facet: 'sport' },
    }),
  )
  await say(learner, 'I run.')
  learner.scripted.review = request => [{ fact: 1, isTrue: true, repeats: numberOf(request, 'user runs') }]
  await say(learner, 'I run 10 km every day.')

  expect(currentTexts(learner)).toEqual(['The user runs 10 km every day.'])
  expect(learner.store.facts[1]).toMatchObject({ isRestatement: true, replaces: [learner.store.facts[0]?.id] })
})

const flat = {
  'Finja moves in as well.': { text: 'Finja moves in as well.', names: [{ name: 'Finja' }], subject: 'Finja' },
  'The flat share is off.': { text: 'The user does not move into the flat share.', replaces: [1] },
}

test.each([
  ['replaces what is about somebody else where the look agrees', true, 1],
  ['does not where the look is silent about it', false, 2],
])('a new fact %s', async (_, isAgreed, standing) => {
  const learner = startLearner(telling(flat))
  await say(learner, 'Finja moves in as well.')
  learner.scripted.review = request => [
    { fact: 1, isTrue: true, ...(isAgreed && { replaces: [numberOf(request, 'Finja')] }) },
  ]
  await say(learner, 'The flat share is off.')

  expect(learner.reviews[0]?.facts[0]?.candidates).toEqual([1])
  expect(learner.reviews[0]?.known).toMatchObject([{ number: 1, subject: 'Finja' }])
  expect(currentTexts(learner)).toHaveLength(standing)
})

test('what the look says of the time stands with the fact, and a plan is no present home', async () => {
  const home = { facet: 'home' }
  const learner = startLearner(
    telling({
      'I live in Lisbon.': { text: 'The user lives in Lisbon.', names: [{ name: 'Lisbon' }], ...home },
      'I would love to live in Oslo.': { text: 'The user lives in Oslo.', names: [{ name: 'Oslo' }], ...home },
    }),
  )
  await say(learner, 'I live in Lisbon.')
  learner.scripted.review = () => [{ fact: 1, isTrue: true, status: 'planned', replaces: [] }]
  await say(learner, 'I would love to live in Oslo.')

  expect(learner.store.facts[1]).toMatchObject({ status: 'planned', replaces: [] })
  expect(currentTexts(learner)).toEqual(['The user lives in Lisbon.', 'The user lives in Oslo.'])
})

test.each(['unreachable', 'slow', 'malformed', 'filtered'] as const)(
  'a look that fails (%s) is counted, loses nothing, and is not tried again',
  async failure => {
    const learner = startLearner(telling(mushrooms))
    learner.scripted.review = () => failure
    const report = await say(learner, 'I never liked mushrooms.')
    await learner.learn(true)

    expect(currentTexts(learner)).toEqual(['The user hates mushrooms.'])
    expect(report).toMatchObject({ lessons: 1, facts: 1, failedReviews: { [failure]: 1 } })
    expect(learner.reviews).toHaveLength(1)
    expect(learner.store.at('10').learnedTo).toBe('q:100')
  },
)

const denied = {
  "I don't live in Oslo.": { text: 'The user lives in Oslo.', names: [{ name: 'Oslo' }], facet: 'home' },
}

test.each<[string, FactVerdict[] | 'unreachable', boolean]>([
  ['is silent', [], true],
  ['can not tell', [{ fact: 1, isAboutBot: false }], true],
  ['fails', 'unreachable', true],
  ['confirms it', [{ fact: 1, isTrue: true }], false],
])('what is in doubt is unsure where the look %s: it is kept, and replaces nothing', async (_, verdicts, isInDoubt) => {
  const learner = startLearner(
    telling({
      'I live in Lisbon.': { text: 'The user lives in Lisbon.', names: [{ name: 'Lisbon' }], facet: 'home' },
      ...denied,
    }),
  )
  await say(learner, 'I live in Lisbon.')
  learner.scripted.review = () => verdicts
  const report = await say(learner, "I don't live in Oslo.")

  expect(learner.store.facts[1]?.isUnsure).toBe(isInDoubt || undefined)
  expect(currentTexts(learner)).toEqual([
    ...(isInDoubt ? ['The user lives in Lisbon.'] : []),
    'The user lives in Oslo.',
  ])
  expect(report.unsure).toBe(Number(isInDoubt))
})

test('what is unsure is sure once it is said again', async () => {
  const learner = startLearner(telling({ ...denied, 'I live in Oslo.': denied["I don't live in Oslo."] }))
  await say(learner, "I don't live in Oslo.")
  await say(learner, 'I live in Oslo.')

  expect(learner.store.facts).toMatchObject([{ isUnsure: true, confirmations: 1 }])
  expect(learner.store.facts.map(isUnsure)).toEqual([false])
})

test('what is forgotten while it is looked at is not written', async () => {
  const learner = startLearner(telling(mushrooms))
  const { store, scripted } = learner
  scripted.review = () => {
    store.at('10').turns.splice(0)
    return [{ fact: 1, isTrue: true }]
  }
  await say(learner, 'I never liked mushrooms.')

  expect(store.facts).toEqual([])
})
