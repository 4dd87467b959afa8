import { expect, test } from 'vitest'
import type { LearningReport } from '../../../src/memory/learning/report.ts'
import { emptyExtraction, MINUTE, MONDAY, startLearner, textsToLearn } from '../support/learning.ts'

/** Ten messages, the seventh of which no model can take. */
function withPoison() {
  const room = startLearner(request =>
    textsToLearn(request).includes('Poison.') ? 'malformed' : emptyExtraction(request),
  )
  for (let n = 1; n <= 10; n++) room.store.say(n === 7 ? 'Poison.' : `Message ${n}.`, MONDAY + n)
  room.clock.now = MONDAY + 10 * MINUTE
  return room
}

test('a batch that fails is halved at once', async () => {
  const { requests, store, learnDue } = withPoison()
  await learnDue()

  expect(requests.map(request => textsToLearn(request).length)).toEqual([10, 5, 5, 2, 1, 4, 2, 1])
  expect(store.at('10').learnedTo).toBe('a:105')
})

test('a turn that always fails is set aside after five tries of it alone, and the rest is learned', async () => {
  const { requests, store, clock, learnDue } = withPoison()
  const reports: LearningReport[] = []
  for (let run = 0; run < 6; run++) {
    reports.push(...(await learnDue()))
    clock.now = store.dueAt ?? clock.now
  }
  const alone = requests.filter(request => textsToLearn(request).join() === 'Poison.')
  const learned = requests.flatMap(textsToLearn)

  expect(alone).toHaveLength(5)
  expect(store.aside).toEqual(new Map([['q:106', 'malformed']]))
  expect(learned).toContain('Message 10.')
  expect(store.at('10')).toMatchObject({ learnedTo: 'a:109', trouble: {} })
  expect(store.dueAt).toBeUndefined()
  expect(reports.flatMap(({ setAside }) => setAside.malformed ?? [])).toEqual([1])
})

test('what fails beside a turn that was learned before is tried without it', async () => {
  const { requests, store, learn } = startLearner(request =>
    request.turns.some(({ text }) => text === 'Poison as an answer.') ? 'filtered' : emptyExtraction(request),
  )
  store.say('One.', MONDAY, { answer: null })
  await learn(true)
  store.answer('Poison as an answer.', MONDAY + 1)
  for (let n = 2; n < 6; n++) store.say(`Message ${n}.`, MONDAY + n)
  await learn(true)

  expect(requests.slice(1).map(request => textsToLearn(request).length)).toEqual([4, 2, 2, 1, 1])
  expect(store.at('10').learnedTo).toBe('a:104')
})

test('while nothing else works either, a failing turn is not given up for long', async () => {
  const { requests, store, clock, scripted, learn } = withPoison()
  scripted.script = () => 'refused'
  for (let run = 0; run < 15; run++) {
    await learn()
    clock.now = store.dueAt ?? clock.now
  }
  const early = store.aside.size
  scripted.script = emptyExtraction
  await learn()

  expect(early).toBe(0)
  expect(requests.length).toBeLessThan(15 + 4 + 15)
  expect(store.at('10').learnedTo).toBe('a:109')
  expect(store.aside.size).toBe(0)
})

test('a failing turn that is the only one is given up after five tries, the first with nothing around it', async () => {
  const { requests, store, clock, learn, scripted } = startLearner()
  store.say('Good morning.', MONDAY)
  await learn(true)
  scripted.script = () => 'filtered'
  store.say('Poison.', MONDAY + MINUTE)
  for (let run = 0; run < 6; run++) {
    await learn(true)
    clock.now = store.dueAt ?? clock.now
  }

  expect(requests.slice(1).map(({ turns }) => turns.length)).toEqual([4, 1, 1, 1, 1, 1])
  expect(store.aside).toEqual(new Map([['q:101', 'filtered']]))
  expect(store.dueAt).toBeUndefined()
})

test.each(['overloaded', 'unreachable', 'key', 'quota', 'busy', 'missing', 'spentToday'] as const)(
  'a model that is out of reach (%s) is thrown on and counts as no try',
  async failure => {
    const { store, scripted, learn } = startLearner(() => failure)
    for (let n = 0; n < 15; n++) store.say(`Message ${n}.`, MONDAY + n)
    for (let run = 0; run < 6; run++) await expect(learn()).rejects.toMatchObject({ failure })
    const before = { ...store.at('10') }
    scripted.script = emptyExtraction
    await learn()

    expect(before.trouble).toEqual({})
    expect(before).not.toHaveProperty('learnedTo')
    expect(store.aside.size).toBe(0)
    expect(store.at('10').learnedTo).toBe('a:114')
  },
)

test('an answer that comes too late is asked for with half the turns, until it comes', async () => {
  const { requests, store, scripted, learn } = startLearner()
  scripted.script = request => (request.learnFrom.length > 3 ? 'slow' : emptyExtraction(request))
  for (let n = 0; n < 10; n++) store.say(`Message ${n}.`, MONDAY + n)
  await learn(true)

  expect(requests.map(({ learnFrom }) => learnFrom.length).slice(0, 3)).toEqual([10, 5, 2])
  expect(store.at('10').learnedTo).toBe('a:109')
  expect(store.aside.size).toBe(0)
})

test('one turn that is always too late is passed once others are not, and kept while all are', async () => {
  const { store, clock, learn, scripted } = startLearner(() => 'slow')
  store.say('Poison.', MONDAY)
  for (let run = 0; run < 25; run++) {
    await learn(true)
    clock.now = store.dueAt ?? clock.now
  }
  expect(store.aside.size).toBe(0)

  store.say('Hello.', MONDAY + MINUTE)
  scripted.script = request =>
    request.turns.some(({ text }) => text === 'Poison.') ? 'slow' : emptyExtraction(request)
  for (let run = 0; run < 3; run++) {
    await learn(true)
    clock.now = store.dueAt ?? clock.now
  }

  expect([...store.aside.values()]).toEqual(['slow'])
  expect(store.at('10').learnedTo).toMatch(/^a:/)
})

test('when facts and summary fail together, they are tried apart, each whole', async () => {
  const { requests, store, learn, scripted } = startLearner()
  scripted.script = request => (request.summarize && request.learnFrom.length > 0 ? 'cut' : emptyExtraction(request))
  for (let n = 0; n < 12; n++) store.say(`Message ${n}.`, MONDAY + n)
  const report = await learn()

  expect(requests.map(({ learnFrom, summarize }) => [learnFrom.length, summarize !== undefined])).toEqual([
    [12, true],
    [12, false],
    [0, true],
  ])
  expect(report).toMatchObject({ learnedTurns: 12, folds: 1, failed: { cut: 1 } })
  expect(store.at('10').trouble).toEqual({})
})

test('what was learned beside a summary that is no use is kept', async () => {
  const { requests, store, learn, scripted } = startLearner()
  scripted.script = request => ({ ...emptyExtraction(request), summary: requests.length === 1 ? ' ' : 'They greeted.' })
  for (let n = 0; n < 12; n++) store.say(`Message ${n}.`, MONDAY + n)
  const report = await learn()

  expect(requests.map(({ learnFrom }) => learnFrom.length)).toEqual([12, 0])
  expect(report).toMatchObject({ learnedTurns: 12, lessons: 2, folds: 1, failed: { malformed: 1 } })
})

test('an exchange that can never be summarised is passed without a segment after five tries', async () => {
  const { store, requests, clock, learn, scripted } = startLearner()
  scripted.script = request =>
    request.summarize && request.turns[request.summarize.from - 1]?.text === 'Poison.'
      ? { ...emptyExtraction(request), summary: 'far too long '.repeat(1000) }
      : emptyExtraction(request)
  for (let n = 0; n < 12; n++) store.say(n === 0 ? 'Poison.' : `Message ${n}.`, MONDAY + n)
  await learn()
  const callsOfFirst = requests.length
  for (let run = 1; run < 6; run++) {
    clock.now = Math.max(clock.now, store.dueAt ?? 0)
    await learn()
  }
  const alone = requests.filter(({ turns, learnFrom }) => learnFrom.length === 0 && turns.length === 2)

  expect(callsOfFirst).toBe(3) // six exchanges beside what is learned, three, one
  expect(alone.filter(({ turns }) => turns[0]?.text === 'Poison.')).toHaveLength(5)
  expect(store.aside).toEqual(
    new Map([
      ['q:100', 'malformed'],
      ['a:100', 'malformed'],
    ]),
  )
  expect(store.at('10').segments.flatMap(({ covers }) => covers)).not.toContain('q:100')
  expect(store.at('10').summarizedTo).not.toBe(undefined)
})

test('an exchange that can’t be summarised is not tried again with every message, and learning goes on', async () => {
  const { store, requests, clock, learn, learnDue } = startLearner(request =>
    request.summarize ? 'refused' : emptyExtraction(request),
  )
  for (let n = 0; n < 12; n++) store.say(`Message ${n}.`, MONDAY + n)
  await learnDue()
  const callsOfFirst = requests.length
  for (let n = 12; n < 30; n++) {
    clock.now += MINUTE / 4
    store.say(`Message ${n}.`, clock.now)
    await learn()
  }
  const later = requests.slice(callsOfFirst)

  expect(later.flatMap(textsToLearn)).toHaveLength(10)
  expect(later.filter(({ summarize }) => summarize)).toEqual([])
  expect(store.dueAt).toBe(clock.now + 5 * MINUTE)

  clock.now = store.dueAt ?? clock.now
  await learn()
  expect(requests.at(-1)).toMatchObject({ summarize: {} })
})

test.each([
  ['as others wait as well', false, 3],
  ['more where somebody asks what is known', true, 12],
])('one run makes a bounded number of calls, %s, and the rest is due at once', async (_, isAsked, calls) => {
  const { requests, store, clock, learn } = startLearner(request =>
    textsToLearn(request).length > 1 ? 'malformed' : emptyExtraction(request),
  )
  for (let n = 0; n < 30; n++) store.say(`Message ${n}.`, MONDAY + n)
  clock.now = MONDAY + 10 * MINUTE
  await learn(isAsked)

  expect(requests).toHaveLength(calls)
  expect(store.dueAt).toBe(clock.now)
})

test('nothing is given up while the model refuses everything, however long, and a single turn neither', async () => {
  const { store, clock, scripted, learn } = startLearner(() => 'refused')
  store.say('Good morning.', MONDAY)
  for (let run = 0; run < 40; run++) {
    await learn(true)
    clock.now = store.dueAt ?? clock.now
  }
  const early = store.aside.size
  scripted.script = emptyExtraction
  await learn(true)

  expect(early).toBe(0)
  expect(store.aside.size).toBe(0)
  expect(store.at('10').learnedTo).toBe('a:100')
})
