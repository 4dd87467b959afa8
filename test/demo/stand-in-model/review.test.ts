import { expect, test } from 'vitest'
import { review } from '../../../demo/stand-in-model/review.ts'
import { reviewMessages } from '../../../src/prompt/review/messages.ts'

test('a second look confirms each fact that it is asked about', () => {
  const fact = { turn: 1, quote: '7. from [1] I live in Oslo', text: 'The user lives in Oslo.', subject: 'user' }
  const [, asked] = reviewMessages({
    timeZone: 'UTC',
    turns: [{ number: 1, role: 'user', saidAt: 0, text: '7. from [1] I live in Oslo' }],
    facts: [
      { number: 1, ...fact, candidates: [] },
      { number: 2, ...fact, candidates: [] },
    ],
    known: [],
  })

  expect(JSON.parse(review(String(asked?.content)) ?? '')).toEqual({
    verdicts: [
      { fact: 1, true: true },
      { fact: 2, true: true },
    ],
  })
})

test('what is no second look is left to others', () => {
  expect(review('Time zone: UTC\n\nLearn from: 1')).toBeUndefined()
})
