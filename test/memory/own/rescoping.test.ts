import { describe, expect, test } from 'vitest'
import { rescopeEntity, rescopeFact } from '../../../src/memory/own/rescoping.ts'
import { DAY, fact, MONDAY } from '../known.ts'
import { overview, statement } from './holding.ts'

const tea = fact('The user likes tea.', { id: 'tea', near: 'words around', replaces: ['coffee'], confirmations: 2 })

describe('a fact under another scope', () => {
  test('is the same one, without the words around it', () => {
    expect(rescopeFact(tea, 'everywhere', overview([tea]))).toMatchObject({
      standing: ['tea'],
      facts: [{ ...tea, scope: 'everywhere', near: '' }],
      gone: { facts: [], statements: [] },
    })
  })

  test('is not touched under its own', () => {
    expect(rescopeFact(tea, 'dm', overview([tea]))).toMatchObject({ facts: [], standing: [] })
  })

  test('takes along what rests on it, unless something later stands there', () => {
    const drink = statement('user', 'attr:favourite drink', 'tea', { fact: 'tea' })
    const { statements, gone } = rescopeFact(tea, 'everywhere', overview([tea], [drink]))
    expect(statements).toEqual([{ ...drink, scope: 'everywhere' }])
    expect(gone.statements).toEqual([{ entity: 'user', field: 'attr:favourite drink', scope: 'dm' }])
    const later = { ...drink, value: 'mate', scope: 'everywhere' as const, saidAt: MONDAY + 1, fact: 'mate' }
    const moved = rescopeFact(tea, 'everywhere', overview([tea], [drink, later]))
    expect(moved.statements).toEqual([])
    expect(moved.gone.statements).toHaveLength(1)
  })

  test('becomes one with the same fact there, which said last stands', () => {
    const there = fact('the user likes tea', {
      id: 'there',
      scope: 'guild:7',
      saidAt: MONDAY + DAY,
      replaces: ['mate'],
    })
    const linked = statement('user', 'attr:drink:tea', 'tea', { scope: 'guild:7', fact: 'there' })
    const { facts, statements, gone } = rescopeFact(tea, 'guild:7', overview([tea, there], [linked]))
    expect(facts).toEqual([{ ...there, id: 'tea', replaces: ['mate', 'coffee'], confirmations: 3 }])
    expect(gone.facts).toEqual(['there'])
    expect(statements).toEqual([{ ...linked, fact: 'tea' }])
  })
})

describe('somebody under another scope', () => {
  const statements = [
    statement('e1', 'name', 'Sarah'),
    statement('e1', 'attr:employer', 'Google', { saidAt: MONDAY - DAY }),
    statement('e1', 'attr:employer', 'Apple', { scope: 'guild:7' }),
    statement('e1', 'attr:home', 'Lisbon', { fact: 'past' }),
    statement('e3', 'name', 'Tom'),
  ]
  const facts = [
    fact('Sarah lives in Lisbon.', { id: 'past', subject: 'e1', saidAt: MONDAY - DAY }),
    fact('Sarah lives in Oslo.', { id: 'now', subject: 'e1', replaces: ['past'] }),
  ]

  test('is known there as they are known last; what is past stays where it is', () => {
    const { statements: moved, gone } = rescopeEntity(['e1'], 'everywhere', overview(facts, statements))
    expect(moved.map(({ field, value, scope }) => [field, value, scope]).toSorted()).toEqual([
      ['attr:employer', 'Apple', 'everywhere'],
      ['name', 'Sarah', 'everywhere'],
    ])
    expect(gone.statements).toHaveLength(3)
  })

  test('is not touched where all of them is known there', () => {
    const change = rescopeEntity(['e3'], 'dm', overview([], statements))
    expect(change).toMatchObject({ statements: [], gone: { statements: [] } })
  })
})
