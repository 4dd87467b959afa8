import { describe, expect, test } from 'vitest'
import { changeEntityScope, changeFactScope } from '../../../src/memory/editing/change-scope.ts'
import { DAY, fact, MONDAY } from '../support/knowledge.ts'
import { overviewOf, statementOf } from '../support/user-data.ts'

const tea = fact('The user likes tea.', { id: 'tea', near: 'words around', replaces: ['coffee'], confirmations: 2 })

describe('a fact under another scope', () => {
  test('is the same one, without the words around it', () => {
    expect(changeFactScope(tea, 'everywhere', overviewOf([tea]))).toMatchObject({
      requiredFacts: ['tea'],
      facts: [{ ...tea, scope: 'everywhere', near: '' }],
      removed: { facts: [], statements: [] },
    })
  })

  test('is not touched under its own', () => {
    expect(changeFactScope(tea, 'dm', overviewOf([tea]))).toMatchObject({ facts: [], requiredFacts: [] })
  })

  test('takes along what rests on it, unless something later stands there', () => {
    const drink = statementOf('user', 'attr:favourite drink', 'tea', { fact: 'tea' })
    const { statements, removed } = changeFactScope(tea, 'everywhere', overviewOf([tea], [drink]))
    expect(statements).toEqual([{ ...drink, scope: 'everywhere' }])
    expect(removed.statements).toEqual([{ entity: 'user', field: 'attr:favourite drink', scope: 'dm' }])
    const later = { ...drink, value: 'mate', scope: 'everywhere' as const, saidAt: MONDAY + 1, fact: 'mate' }
    const moved = changeFactScope(tea, 'everywhere', overviewOf([tea], [drink, later]))
    expect(moved.statements).toEqual([])
    expect(moved.removed.statements).toHaveLength(1)
  })

  test('becomes one with the same fact there, which said last stands', () => {
    const there = fact('the user likes tea', {
      id: 'there',
      scope: 'guild:7',
      saidAt: MONDAY + DAY,
      replaces: ['mate'],
    })
    const linked = statementOf('user', 'attr:drink:tea', 'tea', { scope: 'guild:7', fact: 'there' })
    const { facts, statements, removed } = changeFactScope(tea, 'guild:7', overviewOf([tea, there], [linked]))
    expect(facts).toEqual([{ ...there, id: 'tea', replaces: ['mate', 'coffee'], confirmations: 3 }])
    expect(removed.facts).toEqual(['there'])
    expect(statements).toEqual([{ ...linked, fact: 'tea' }])
  })
})

describe('somebody under another scope', () => {
  const statements = [
    statementOf('e1', 'name', 'Sarah'),
    statementOf('e1', 'attr:employer', 'Google', { saidAt: MONDAY - DAY }),
    statementOf('e1', 'attr:employer', 'Apple', { scope: 'guild:7' }),
    statementOf('e1', 'attr:home', 'Lisbon', { fact: 'past' }),
    statementOf('e3', 'name', 'Tom'),
  ]
  const facts = [
    fact('Sarah lives in Lisbon.', { id: 'past', subject: 'e1', saidAt: MONDAY - DAY }),
    fact('Sarah lives in Oslo.', { id: 'now', subject: 'e1', replaces: ['past'] }),
  ]

  test('is known there as they are known last; what is past stays where it is', () => {
    const { statements: moved, removed } = changeEntityScope(['e1'], 'everywhere', overviewOf(facts, statements))
    expect(moved.map(({ field, value, scope }) => [field, value, scope]).toSorted()).toEqual([
      ['attr:employer', 'Apple', 'everywhere'],
      ['name', 'Sarah', 'everywhere'],
    ])
    expect(removed.statements).toHaveLength(3)
  })

  test('is not touched where all of them is known there', () => {
    const change = changeEntityScope(['e3'], 'dm', overviewOf([], statements))
    expect(change).toMatchObject({ statements: [], removed: { statements: [] } })
  })
})
