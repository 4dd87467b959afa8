import { expect, test } from 'vitest'
import { disagrees } from '../../../src/memory/extraction/check-claim.ts'
import { dayAt } from '../../../src/memory/text/dates/calendar.ts'
import { MONDAY } from '../support/extraction.ts'

const today = dayAt(MONDAY, 'UTC')

test.each([
  ['event', 'past', '2027-04-18'],
  ['event', 'planned', '2026-04'],
  ['plan', 'past', undefined],
  ['promise', 'past', '2026-04-18'],
  ['plan', undefined, '2026-04-18T10:00'],
] as const)('a model that calls a fact %s and %s, on %s, does not agree with itself', (kind, status, eventAt) => {
  expect(disagrees({ kind, status, eventAt }, today)).toBe(true)
})

test.each([
  ['event', 'past', '2026-04-18'],
  ['event', 'past', '2026'],
  ['event', 'planned', '2027-04-18'],
  ['event', undefined, '2026-04-18'],
  ['plan', undefined, '2026-11'],
  ['plan', 'planned', undefined],
  ['decision', 'past', '2026-04-18'],
  ['personal', 'past', undefined],
] as const)('a model may call a fact %s and %s, on %s', (kind, status, eventAt) => {
  expect(disagrees({ kind, status, eventAt }, today)).toBe(false)
})
