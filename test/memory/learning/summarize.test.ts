import { expect, test } from 'vitest'
import { emptyExtraction, MONDAY, quarterTokenCounter, startLearner, textsOf } from '../support/learning.ts'

test('when the window is passed, the oldest turns become a summary in the call that learns', async () => {
  const { store, requests, learn } = startLearner()
  for (let n = 0; n < 11; n++) store.say(`Message ${n}.`, MONDAY + n)
  const report = await learn()

  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ summarize: { from: 1, to: 12, tokens: 150 } })
  expect(requests[0]?.learnFrom).toHaveLength(11)
  expect(requests[0]?.turns.map(({ number }) => number)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1))
  expect(store.at('10').segments).toMatchObject([{ scope: 'dm', from: MONDAY, to: MONDAY + 5 + 1000 }])
  expect(store.at('10').segments[0]?.covers).toHaveLength(12)
  expect(store.at('10').summarizedTo).toBe('a:105')
  expect(report).toMatchObject({ folds: 1, learnedTurns: 11 })
})

test('a question stays with its answer, and the newest one waits for it', async () => {
  const { store, learn } = startLearner(emptyExtraction, { windowMessages: 2, summaryKeep: 0 })
  store.say('One.', MONDAY)
  store.say('Two.', MONDAY + 1, { answer: null })
  await learn()

  expect(store.at('10').segments.map(({ covers }) => covers)).toEqual([['q:100', 'a:100']])
})

test('a question overtaken by a later one that is answered waits for its answer, and is folded with it', async () => {
  const { store, learn } = startLearner(emptyExtraction, { windowMessages: 3, summaryKeep: 0 })
  store.say('One.', MONDAY)
  store.say('A hard one.', MONDAY + 1, { answer: null })
  store.say('An easy one.', MONDAY + 2)
  await learn()

  expect(store.at('10').segments.map(({ covers }) => covers)).toEqual([['q:100', 'a:100']])
})

test('no summary covers turns of both before and after a conversation was begun anew, and none merges them', async () => {
  const { store, requests, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    ...(request.summarize && { summary: 's'.repeat(request.summarize.tokens * 4) }),
    ...(request.merge && { merged: 'm'.repeat(request.merge.tokens * 4) }),
  }))
  const BEGUN = 45
  for (let n = 0; n < 120; n++) {
    store.say(`Message ${n}.`, MONDAY + n)
    if (n === BEGUN) store.at('10').begunAfter = store.at('10').turns.at(-1)?.id ?? '0'
    await learn()
  }
  const { segments, begunAfter = '0' } = store.at('10')
  const sides = segments.map(({ covers }) => new Set(covers.map(turn => Number(turn.slice(2)) <= Number(begunAfter))))

  expect(sides.map(side => side.size)).toEqual(segments.map(() => 1))
  expect(new Set(sides.map(side => [...side][0]))).toEqual(new Set([true, false]))
  // What came before takes no room of what comes after.
  const later = segments.filter((_, at) => sides[at]?.has(false))
  expect(later.map(({ text }) => quarterTokenCounter.count(text))).toEqual([200, 150, 150])
  expect(requests.length).toBeGreaterThan(0)
})

test('a question that never got an answer is folded with the others', async () => {
  const { store, learn } = startLearner(emptyExtraction, { windowMessages: 2, summaryKeep: 0 })
  store.say('One.', MONDAY, { answer: null })
  store.say('Two.', MONDAY + 1)
  store.awaited.clear() // the model failed
  await learn()

  expect(store.at('10').segments.map(({ covers }) => covers)).toEqual([['q:100', 'q:101', 'a:101']])
})

test('the summary rolls on: every turn is covered once, and all segments together keep to their tokens', async () => {
  const { store, requests, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    ...(request.summarize && { summary: 's'.repeat(request.summarize.tokens * 4) }),
    ...(request.merge && { merged: 'm'.repeat(request.merge.tokens * 4) }),
  }))
  for (let n = 0; n < 100; n++) {
    store.say(`Message ${n}.`, MONDAY + n)
    await learn()
  }
  const { segments, turns, summarizedTo } = store.at('10')
  const covered = segments.flatMap(({ covers }) => covers)

  expect(summarizedTo).toBe(covered.at(-1))
  expect(new Set(covered).size).toBe(covered.length)
  expect(turns.length - covered.length).toBeLessThanOrEqual(20)
  expect(segments.map(({ text }) => quarterTokenCounter.count(text))).toEqual([200, 150, 150])
  expect(requests.flatMap(({ merge }) => merge ?? []).length).toBeGreaterThan(5)
})

test('of two merged summaries the new one covers all that they covered', async () => {
  const { store, learn } = startLearner(request => ({ ...emptyExtraction(request), summary: 's'.repeat(640) }))
  for (let n = 0; n < 30; n++) {
    store.say(`Message ${n}.`, MONDAY + n)
    await learn()
  }
  const oldest = store.at('10').segments[0]

  expect(oldest?.text).toMatch(/^Long ago/)
  expect(oldest?.from).toBe(MONDAY)
  expect(oldest?.covers.slice(0, 2)).toEqual(['q:100', 'a:100'])
  expect(oldest?.covers.length).toBeGreaterThan(20)
})

test('a merged summary that is no use leaves the two it was to be made of', async () => {
  const { store, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    summary: 's'.repeat(640),
    merged: '',
  }))
  for (let n = 0; n < 40; n++) {
    store.say(`Message ${n}.`, MONDAY + n)
    await learn()
  }

  expect(store.at('10').segments.length).toBeGreaterThan(4)
  expect(
    store
      .at('10')
      .segments.flatMap(({ covers }) => covers)
      .slice(0, 2),
  ).toEqual(['q:100', 'a:100'])
})

test('a secret does not get into a summary', async () => {
  const { store, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    summary: 'The password is hunter2hunter2.',
  }))
  for (let n = 0; n < 11; n++) store.say(`Message ${n}.`, MONDAY + n)
  await learn()

  expect(store.at('10').segments[0]?.text).not.toContain('hunter2')
})

test('a huge turn is shown by its head and its tail', async () => {
  const { store, requests, learn } = startLearner()
  store.say(`Begin. ${'word '.repeat(4000)} End.`, MONDAY)
  await learn(true)
  const [text = ''] = textsOf(requests[0])

  expect(quarterTokenCounter.count(text)).toBeLessThanOrEqual(1500)
  expect(text).toMatch(/^Begin\. .* \[…\] .* End\.$/s)
})

test('what one call folds is bounded', async () => {
  const { store, requests, learnDue } = startLearner()
  for (let n = 0; n < 40; n++) store.say('word '.repeat(300), MONDAY + n, { answer: 'answer '.repeat(100) })
  await learnDue()
  const sizes = requests
    .filter(({ summarize }) => summarize)
    .map(({ turns, summarize }) =>
      turns
        .filter(({ number }) => number >= (summarize?.from ?? 0) && number <= (summarize?.to ?? 0))
        .reduce((sum, { text }) => sum + quarterTokenCounter.count(text), 0),
    )

  expect(Math.max(...sizes)).toBeLessThanOrEqual(4000)
  expect(sizes.length).toBeGreaterThan(1)
})

test('where older summaries are what a fold fails for, it goes on without them', async () => {
  const { store, requests, learn } = startLearner(request =>
    request.merge ? 'filtered' : { ...emptyExtraction(request), summary: 's'.repeat(640) },
  )
  for (let n = 0; n < 40; n++) {
    store.say(`Message ${n}.`, MONDAY + n)
    await learn(true)
  }

  expect(requests.some(({ merge }) => merge)).toBe(true)
  expect(store.at('10').turns.length - store.at('10').segments.flatMap(({ covers }) => covers).length).toBeLessThan(21)
  expect(store.aside.size).toBe(0)
})

test('turns without a word are passed without a call', async () => {
  const { store, requests, learn } = startLearner()
  for (let n = 0; n < 21; n++) store.say('', MONDAY + n, { answer: null })
  store.awaited.clear()
  await learn(true)

  expect(requests).toEqual([])
  expect(store.at('10')).toMatchObject({ summarizedTo: 'q:110', segments: [] })
})
