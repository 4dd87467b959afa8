import { expect, test } from 'vitest'
import { activeFacts, isActiveFact } from '../../../src/memory/knowledge/active-facts.ts'
import { fact, knownOf, MONDAY } from '../support/knowledge.ts'

const lisbon = fact('The user lives in Lisbon.', { id: 'lisbon', facet: 'home', scope: 'guild:7' })
const oslo = fact('The user lives in Oslo.', { id: 'oslo', facet: 'home', scope: 'dm', saidAt: MONDAY + 1 })
const ids = (...facts: Parameters<typeof knownOf>[0]) => activeFacts(knownOf(facts)).map(({ id }) => id)

test('what a server is told still holds, though the user told something newer in a direct message', () => {
  expect(ids(lisbon, oslo)).toEqual(['lisbon', 'oslo'])
  expect(isActiveFact(knownOf([lisbon, oslo]), lisbon)).toBe(true)
})

test('what everybody knows to be past does not', () => {
  const madrid = fact('The user lives in Madrid.', {
    id: 'madrid',
    facet: 'home',
    scope: 'guild:7',
    saidAt: MONDAY + 2,
  })
  expect(ids(lisbon, oslo, madrid)).toEqual(['madrid'])
  expect(ids({ ...lisbon, scope: 'dm' }, oslo)).toEqual(['oslo'])
  expect(ids({ ...lisbon, scope: 'everywhere' }, { ...oslo, scope: 'everywhere' })).toEqual(['oslo'])
})

test('a private channel hears its server, and what is told everywhere', () => {
  const here = { scope: 'channel:8', guild: '7' } as const
  expect(ids({ ...lisbon, ...here }, { ...oslo, scope: 'guild:7' })).toEqual(['oslo'])
  expect(ids({ ...lisbon, ...here }, { ...oslo, scope: 'everywhere' })).toEqual(['oslo'])
  expect(ids({ ...lisbon, ...here }, { ...oslo, scope: 'guild:9' })).toEqual(['lisbon', 'oslo'])
})
