import { expect, test } from 'vitest'
import { type DateRange, isInDateRange } from '../../../src/memory/retrieval/recall.ts'
import { fact } from '../support/knowledge.ts'

function isIn(span: DateRange, said: string, eventAt?: string) {
  return isInDateRange(fact('Ada flew.', { saidAt: Date.parse(said), ...(eventAt !== undefined && { eventAt }) }), span)
}

test('a month holds what was said in it', () => {
  const march = { from: '2026-03', to: '2026-03' }

  expect(isIn(march, '2026-03-15T12:00Z')).toBe(true)
  expect(isIn(march, '2026-02-15T12:00Z')).toBe(false)
  expect(isIn(march, '2026-04-15T12:00Z')).toBe(false)
})

test('a span holds what happens in it, whenever it was said', () => {
  const span = { from: '2026-03-10', to: '2026-03-20' }

  expect(isIn(span, '2025-01-01T12:00Z', '2026-03-15')).toBe(true)
  expect(isIn(span, '2025-01-01T12:00Z', '2026-03')).toBe(true)
  expect(isIn(span, '2025-01-01T12:00Z', '2026')).toBe(true)
  expect(isIn(span, '2025-01-01T12:00Z', '2026-03-20T21:30')).toBe(true)
  expect(isIn(span, '2025-01-01T12:00Z', '2026-03-21T00:30')).toBe(false)
  expect(isIn(span, '2025-01-01T12:00Z', '2026-03-21')).toBe(false)
  expect(isIn(span, '2025-01-01T12:00Z', '2026-04')).toBe(false)
})

test('a span can be open at either end', () => {
  expect(isIn({ from: '2026' }, '2026-03-15T12:00Z')).toBe(true)
  expect(isIn({ from: '2027' }, '2026-03-15T12:00Z')).toBe(false)
  expect(isIn({ to: '2026-03-15' }, '2026-03-15T12:00Z')).toBe(true)
  expect(isIn({}, '2026-03-15T12:00Z')).toBe(true)
})

test('midnight is where the user is', () => {
  expect(isIn({ from: '2026-03' }, '2026-02-28T11:00Z')).toBe(true)
  expect(isIn({ from: '2026-03' }, '2026-02-28T09:00Z')).toBe(false)
  expect(isIn({ to: '2026-02' }, '2026-03-01T11:00Z')).toBe(true)
  expect(isIn({ to: '2026-02' }, '2026-03-01T13:00Z')).toBe(false)
})
