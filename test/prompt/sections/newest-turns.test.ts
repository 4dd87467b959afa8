import { expect, test } from 'vitest'
import { fitNewestTurns } from '../../../src/prompt/sections/newest-turns.ts'
import { byteCounter } from '../../../src/prompt/tokens/counter.ts'
import { fc } from '../../support/property.ts'
import { questionTurn } from '../support/prompt-input.ts'

const LIMIT = 4000

function turnsOf(lengths: readonly number[]) {
  return lengths.map((length, at) => questionTurn('x'.repeat(length), String(at)))
}

test('all stay while they fit', () => {
  const turns = turnsOf([100, 100])
  expect(fitNewestTurns(turns, 208, LIMIT, byteCounter)).toEqual({ kept: turns, tokens: 208 })
})

test('the newest stay, within the room, and where that is narrow as well', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 40 })
  fc.assert(
    fc.property(lengths, fc.integer({ min: -50, max: LIMIT }), (all, room) => {
      const turns = turnsOf(all)
      const { kept, tokens } = fitNewestTurns(turns, room, LIMIT, byteCounter)
      expect(kept).toEqual(turns.slice(turns.length - kept.length))
      expect(tokens).toBeLessThanOrEqual(Math.max(0, room))
    }),
  )
})

test('a talk that goes on begins with the same turn for several answers', () => {
  const turns = turnsOf(Array.from({ length: 120 }, () => 96))
  const begins = Array.from(
    { length: 60 },
    (_, at) => fitNewestTurns(turns.slice(0, 2 * (at + 1)), 3000 - (at % 3) * 20, LIMIT, byteCounter).kept[0]?.id,
  )
  expect(new Set(begins).size).toBeLessThanOrEqual(60 / 4)
})
