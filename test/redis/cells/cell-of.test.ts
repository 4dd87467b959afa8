import { expect, test } from 'vitest'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { fc } from '../../support/property.ts'

const id = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String)
const count = fc.integer({ min: 1, max: 64 })

/** Ids of accounts as Discord makes them: of all times, and many of one second. */
const USERS = 2000
const accounts = Array.from({ length: USERS }, (_, i) =>
  String((BigInt(i < USERS / 2 ? i * 40_000_000 : 80_000_000_000 + i) << 22n) + BigInt(i % 3)),
)

test('everybody has one cell, and stays or moves into a new one where some are added', () => {
  fc.assert(
    fc.property(id, count, fc.integer({ min: 0, max: 64 }), (user, cells, more) => {
      const [before, after] = [cellOf(user, cells), cellOf(user, cells + more)]
      expect(before).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThan(cells)
      expect(after === before || after >= cells).toBe(true)
      expect(after).toBeLessThan(cells + more)
    }),
  )
})

test.each([2, 4, 16])('%i cells have about as many users each, however like one another their ids are', cells => {
  const counts = Map.groupBy(accounts, user => cellOf(user, cells))

  const fair = USERS / cells
  expect(counts.size).toBe(cells)
  for (const { length } of counts.values()) expect(Math.abs(length - fair)).toBeLessThan(5 * Math.sqrt(fair)) // five standard deviations
})

test('no more users move than the new cells are of all cells', () => {
  const moving = accounts.filter(user => cellOf(user, 4) !== cellOf(user, 16)).length

  expect(Math.abs(moving / USERS - 12 / 16)).toBeLessThan(0.04)
})

test('the cell of a user is the same for ever', () => {
  const users = ['0', ...accounts.slice(1000, 1003)]

  expect(users.map(user => cellOf(user, 16))).toEqual([8, 12, 2, 11])
})
