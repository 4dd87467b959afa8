import { expect, test } from 'vitest'
import { zScores } from '../../../src/memory/retrieval/rank.ts'
import { fc } from '../../support/property.ts'

test('scores are told in standard deviations from their mean', () => {
  expect([...zScores(Float64Array.of(2, 4, 6, 8), [0, 1, 2, 3])].map(score => score.toFixed(2))).toEqual([
    '-1.34',
    '-0.45',
    '0.45',
    '1.34',
  ])
})

test('only the places that take part are counted', () => {
  const [first, outsider, second] = zScores(Float64Array.of(1, 1000, 3), [0, 2])

  expect([first, outsider, second]).toEqual([-1, 0, 1])
})

test('what is not known is average', () => {
  expect([...zScores(Float64Array.of(1, Number.NaN, 3, Number.POSITIVE_INFINITY), [0, 1, 2, 3])]).toEqual([-1, 0, 1, 0])
})

test('there is always a number, of the same order and at any scale', () => {
  const score = fc.double({ min: -1e6, max: 1e6, noNaN: false })
  fc.assert(
    fc.property(fc.array(score, { maxLength: 20 }), scores => {
      const scaled = zScores(Float64Array.from(scores), [...scores.keys()])

      expect(scaled.every(Number.isFinite)).toBe(true)
      for (const [one, a] of scores.entries())
        for (const [other, b] of scores.entries())
          if (a < b) expect(scaled[one]).toBeLessThanOrEqual(scaled[other] as number)
    }),
  )
})
