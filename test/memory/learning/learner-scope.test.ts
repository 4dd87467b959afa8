import { expect, test } from 'vitest'
import type { Scope } from '../../../src/memory/scope.ts'
import { emptyExtraction, MINUTE, MONDAY, startLearner, textsOf, textsToLearn } from '../support/learning.ts'

const open: Scope = 'guild:5'
const closed: Scope = 'channel:10'

test('of a channel that was private for a while, nothing private is shown when the public part is learned', async () => {
  const { store, requests, learn } = startLearner()
  store.say('I play chess.', MONDAY, { scope: open })
  store.say('I am leaving my job.', MONDAY + 1, { scope: closed, answer: 'That stays between us.' })
  store.say('I climb as well.', MONDAY + 2, { scope: open })
  await learn(true)

  expect(requests.map(textsToLearn)).toEqual([['I play chess.'], ['I am leaving my job.'], ['I climb as well.']])
  expect(textsOf(requests[0])).toEqual(['I play chess.', 'I see.'])
  expect(textsOf(requests[1])).toEqual([
    'I play chess.',
    'I see.',
    'I am leaving my job.',
    'That stays between us.',
    // the channel hears what its server hears
  ])
  expect(textsOf(requests[2])).toEqual(['I play chess.', 'I see.', 'I climb as well.', 'I see.'])
})

test('known facts are shown only where they may be heard', async () => {
  const { store, requests, learn } = startLearner()
  const fact = { kind: 'personal', quote: '', subject: 'user', replaces: [], confirmations: 0, near: '' } as const
  const kept = (id: string, text: string, scope: Scope) =>
    store.facts.push({ ...fact, id, text, scope, saidAt: MONDAY, sources: ['1'], channel: '10' })
  kept('a', 'The user is leaving their job.', 'dm')
  kept('b', 'The user is ill-tempered on Mondays.', closed)
  kept('c', 'The user plays chess.', open)
  store.say('I climb.', MONDAY, { scope: open })
  store.say('I swim.', MONDAY, { channel: '20', scope: 'dm' })
  await learn(true)

  expect(requests.map(({ facts }) => facts.map(({ text }) => text))).toEqual([
    ['The user plays chess.'],
    ['The user is leaving their job.', 'The user is ill-tempered on Mondays.', 'The user plays chess.'],
  ])
})

test('a summary is of one scope, and made in no call that shows another', async () => {
  const { store, requests, clock, learn } = startLearner()
  for (let n = 0; n < 5; n++) store.say(`Public ${n}.`, MONDAY + n, { scope: open, answer: 'Public answer.' })
  for (let n = 0; n < 10; n++) store.say(`Private ${n}.`, MONDAY + 5 + n, { scope: closed, answer: 'Private answer.' })
  clock.now = MONDAY + MINUTE
  await learn(true)

  const summaries = requests.filter(({ summarize }) => summarize)
  expect(summaries.flatMap(textsOf).filter(text => text.startsWith('Private'))).toEqual([])
  expect(store.at('10').segments.map(({ scope, covers }) => [scope, covers.length])).toEqual([[open, 10]])
})

test('what was said in public is not summarised in the call that learns what became private', async () => {
  const { store, requests, learn } = startLearner()
  for (let n = 0; n < 5; n++) store.say(`Public ${n}.`, MONDAY + n, { scope: open })
  await learn(true)
  for (let n = 0; n < 10; n++) store.say(`Private ${n}.`, MONDAY + 10 + n, { scope: closed })
  await learn(true)

  expect(requests.map(({ learnFrom, summarize }) => [learnFrom.length, summarize !== undefined])).toEqual([
    [5, false],
    [10, false],
    [0, true],
  ])
  expect(textsOf(requests[2]).filter(text => text.startsWith('Private'))).toEqual([])
})

test('two summaries are merged only if they are of one scope', async () => {
  const { store, requests, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    summary: 'x'.repeat(560),
  }))
  const scopes = [open, closed, open, closed, open, closed]
  for (const [part, scope] of scopes.entries()) {
    for (let n = 0; n < 8; n++) store.say(`Turn ${part}.${n}`, MONDAY + part * 100 + n, { scope })
    await learn(true)
  }

  const { segments } = store.at('10')
  expect(requests.some(({ merge }) => merge)).toBe(true)
  for (const { covers, scope } of segments) {
    const covered = store.at('10').turns.filter(turn => turn.role === 'user' && covers.includes(`q:${turn.id}`))
    expect(new Set(covered.map(turn => turn.scope))).toEqual(new Set([scope]))
  }
})
