import { describe, expect, test } from 'vitest'
import { entitiesOf, findEntity } from '../../../src/memory/knowledge/entities.ts'
import type { Fact, Statement } from '../../../src/memory/types.ts'
import { knownFact, knownOf, MINUTE, MONDAY } from '../support/extraction.ts'

function entities(statements: readonly Statement[], facts: readonly Fact[] = []) {
  return entitiesOf({ user: '1', facts, statements })
}

const sister = [knownOf('e1', 'name', 'Sarah'), knownOf('e1', 'relation', 'sister'), knownOf('e1', 'type', 'person')]

describe('who is known', () => {
  test('statements make an entity, the user first', () => {
    const statements = [
      ...sister,
      knownOf('e1', 'alias:sally', 'Sally'),
      knownOf('e1', 'attr:employer', 'Google'),
      knownOf('user', 'attr:likes:tea', 'tea'),
    ]
    expect(entities(statements)).toMatchObject([
      { ids: ['user'], isUser: true, name: '', attributes: [{ facet: 'likes', value: 'tea' }] },
      {
        ids: ['e1'],
        isUser: false,
        name: 'Sarah',
        type: 'person',
        relation: 'sister',
        aliases: ['Sally'],
        attributes: [{ facet: 'employer', value: 'Google' }],
      },
    ])
    expect(entities([])).toEqual([])
  })

  test('what is known of one under two scopes is joined where both are heard; the later value holds', () => {
    const there = { scope: 'guild:5', saidAt: MONDAY } as const
    const statements = [
      ...sister,
      knownOf('e1', 'attr:employer', 'Google'),
      knownOf('e2', 'name', 'sarah', there),
      knownOf('e2', 'attr:employer', 'Acme', there),
    ]
    expect(entities(statements)).toMatchObject([
      { ids: ['e1', 'e2'], name: 'sarah', attributes: [{ value: 'Acme', saidAt: MONDAY }], saidAt: MONDAY },
    ])
  })

  test('a sister Sarah and a cousin Sarah are two; so are Paris the person and Paris the place', () => {
    const cousin = [knownOf('e2', 'name', 'Sarah'), knownOf('e2', 'relation', 'cousin')]
    expect(entities([...sister, ...cousin])).toHaveLength(2)
    const places = [knownOf('e3', 'name', 'Sarah'), knownOf('e3', 'type', 'place')]
    expect(entities([...sister, ...places])).toHaveLength(2)
    expect(entities([knownOf('user', 'name', 'Sarah'), ...sister])).toHaveLength(2)
  })

  test('words for the same relation make no two: mom Anna is my mom Anna', () => {
    const mom = [knownOf('e1', 'name', 'Anna'), knownOf('e1', 'relation', 'mom')]
    const mine = [knownOf('e2', 'name', 'Anna'), knownOf('e2', 'relation', 'my dear mom')]
    expect(entities([...mom, ...mine])).toHaveLength(1)
  })

  test('a statement goes with its fact', () => {
    const statements = [knownOf('user', 'attr:likes:tea', 'tea', { fact: '1' })]
    const facts = [
      knownFact('1', 'The user likes tea.'),
      knownFact('2', 'The user is done with tea.', { replaces: ['1'], saidAt: MONDAY }),
    ]
    expect(entities(statements, facts.slice(0, 1))).toHaveLength(1)
    expect(entities(statements, facts)).toEqual([])
  })

  test('who has neither name nor relation is nobody; who has a relation is called by it', () => {
    expect(entities([knownOf('e1', 'type', 'person')])).toEqual([])
    expect(entities([knownOf('e1', 'relation', 'sister')])).toMatchObject([{ name: 'sister' }])
  })

  test('the same object as long as what is known is the same', () => {
    const known = { user: '1', facts: [], statements: sister }
    expect(entitiesOf(known)).toBe(entitiesOf(known))
  })
})

describe('finding', () => {
  test.each(['Sarah', 'sarah', ' SARAH ', 'my sister', "the user's sister", 'sister'])('%s is Sarah', name => {
    expect(findEntity(entities(sister), name)?.ids).toEqual(['e1'])
  })

  test.each([
    ['Schwester', 'meine Schwester'],
    ['hermana', 'mi hermana'],
    ['妹', '私の妹'],
    ['妹妹', '我妹妹'],
    ['दादी', 'मेरी दादी'],
    ['сестра', 'моя сестра'],
    ['sister', 'my older sister'],
  ])('who is the user’s %s is meant by “%s”', (relation, name) => {
    const known = entities([knownOf('e1', 'name', 'Kim'), knownOf('e1', 'relation', relation)])
    expect(findEntity(known, name)?.ids).toEqual(['e1'])
  })

  test.each([
    ['sister', 'Twisted Sister'],
    ['brother', 'Big Brother'],
    ['sister', 'the sister of my boss'],
    ['wife', "my brother's wife"],
    ['夫', '妹の夫'],
    ['妹の夫', '夫'],
    ['vaimo', 'veljen vaimo'],
    ['cat', 'bobcat'],
    ['friend', 'everyone who is a friend'],
  ])('who is the user’s %s is not meant by “%s”', (relation, name) => {
    const known = entities([knownOf('e1', 'name', 'Kim'), knownOf('e1', 'relation', relation)])
    expect(findEntity(known, name)).toBeUndefined()
  })

  test('“my sister” is nobody where there are two', () => {
    const emma = [knownOf('e2', 'name', 'Emma', { saidAt: MONDAY + MINUTE }), knownOf('e2', 'relation', 'sister')]
    expect(findEntity(entities([...sister, ...emma]), 'my sister')).toBeUndefined()
    expect(findEntity(entities([...sister, ...emma]), 'emma')?.ids).toEqual(['e2'])
    expect(findEntity(entities(sister), '')).toBeUndefined()
  })
})
