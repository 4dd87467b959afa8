import { expect, test } from 'vitest'
import { countAdded, shownOf } from '../../../src/memory/own/shown.ts'
import { whatGoes } from '../../../src/memory/own/what-goes.ts'
import type { Wish } from '../../../src/memory/own-memory.ts'
import { USER_ENTITY } from '../../../src/memory/types.ts'
import { fact } from '../known.ts'
import { holdings, statement, talk } from './holding.ts'

const bees = fact('The user keeps bees.', { id: 'bees', sources: ['100'] })
const wish: Wish = { kind: 'things', facts: ['bees'], entities: ['sarah'] }
const name = statement('sarah', 'name', 'Sarah')
const stamps = statement('sarah', 'attr:hobby:stamps', 'stamps')
const before = holdings([bees], { statements: [name, stamps] })
const shown = shownOf(before.known, whatGoes(before, wish).forgetting)

function added(held: ReturnType<typeof holdings>): number {
  return countAdded(held.known, whatGoes(held, wish, shown).forgetting, shown)
}

test('what was shown is told by ids and marks, without a word of it', () => {
  expect(shown).toMatchObject({ facts: ['bees'], statements: [expect.any(String), expect.any(String)] })
  expect(JSON.stringify(shown)).not.toMatch(/sarah|stamps/iu)
})

test('nothing is added by what stays as it is, is gone, or tells of it in a talk', () => {
  const talks = [talk('1', { 200: ['The user keeps bees.', 'Nice.'] })]

  expect(added(before)).toBe(0)
  expect(added(holdings([], { statements: [name] }))).toBe(0)
  expect(added(holdings([bees], { statements: [name, stamps], conversations: talks }))).toBe(0)
})

test('facts and details that come in are counted, also another value under the same field', () => {
  const chess = fact('Sarah plays chess.', { id: 'chess', subject: 'sarah' })

  expect(added(holdings([bees, chess], { statements: [name, stamps] }))).toBe(1)
  expect(added(holdings([bees], { statements: [name, { ...stamps, value: 'coins' }] }))).toBe(1)
  expect(added(holdings([bees], { statements: [name, stamps, statement('sarah', 'type', 'person')] }))).toBe(1)
})

test('what was shown goes also where the wish alone finds it no more, and nothing else', () => {
  const tea = fact('The user drinks tea.', { id: 'tea' })
  const told = fact('Sarah knows of the bees.', { id: 'told' })
  const all = holdings([bees, told, tea], { statements: [name, stamps, statement(USER_ENTITY, 'attr:home', 'Oslo')] })
  const earlier = shownOf(all.known, whatGoes(all, wish).forgetting)
  const halfDone = holdings([told, tea], { statements: [statement(USER_ENTITY, 'attr:home', 'Oslo')] })

  expect(whatGoes(halfDone, wish).isEmpty).toBe(true)
  expect(whatGoes(halfDone, wish, earlier)).toMatchObject({ facts: [told], statements: [] })
})
