import { expect, test } from 'vitest'
import { ActiveUsers } from '../../src/observability/active-users.ts'

const HOUR_MS = 3_600_000

test('each person counts once, by when they spoke last, for a day', () => {
  const users = new ActiveUsers()
  users.note('1', 0)
  users.note('2', HOUR_MS)
  users.note('1', 2 * HOUR_MS)

  expect(users.count(HOUR_MS, 2 * HOUR_MS)).toBe(2)
  expect(users.count(HOUR_MS, 2 * HOUR_MS + 1)).toBe(1)
  expect(users.count(24 * HOUR_MS, 26 * HOUR_MS)).toBe(1)
  expect(users.count(24 * HOUR_MS, 26 * HOUR_MS + 1)).toBe(0)
})

test('who has not spoken for a day is let go of', () => {
  const users = new ActiveUsers()
  users.note('1', 0)
  users.note('2', 25 * HOUR_MS)

  expect(users.count(Number.POSITIVE_INFINITY, 25 * HOUR_MS)).toBe(1)
})
