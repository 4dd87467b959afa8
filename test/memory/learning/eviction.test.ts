import { expect, test } from 'vitest'
import { planEviction } from '../../../src/memory/learning/eviction.ts'
import type { Knowledge, Statement } from '../../../src/memory/types.ts'
import { MONDAY } from '../support/learning.ts'

const DAY = 86_400_000

function said(entity: string, field: string, daysAgo: number): Statement {
  return { entity, field, value: field, scope: 'dm', saidAt: MONDAY - daysAgo * DAY, sources: ['1'] }
}

const known: Knowledge = {
  user: '1',
  facts: [],
  statements: [
    said('user', 'name', 900),
    said('sister', 'name', 400),
    said('sister', 'relation', 400),
    said('sister', 'attr:employer', 3),
    said('waiter', 'name', 400),
    said('friend', 'name', 1),
  ],
}

function evictedFor(statements: readonly Statement[], maxEntities: number) {
  const coming = { facts: 0, statements, confirmed: [] }
  return planEviction(coming, known, { maxFacts: 10, maxEntities }, MONDAY).evictedEntities
}

test('while there is room, nobody goes', () => {
  expect(evictedFor([said('boss', 'name', 0)], 4)).toEqual([])
})

test('who was told of little and long ago goes first', () => {
  expect(evictedFor([said('boss', 'name', 0)], 3)).toEqual(['waiter'])
  expect(evictedFor([said('boss', 'name', 0)], 2)).toEqual(['waiter', 'friend'])
})

test('neither the user nor who is told of just now goes', () => {
  expect(evictedFor([said('waiter', 'attr:age', 0), said('boss', 'name', 0)], 1)).toEqual(['friend', 'sister'])
})

test('nobody goes while nothing comes', () => {
  expect(evictedFor([], 1)).toEqual([])
})
