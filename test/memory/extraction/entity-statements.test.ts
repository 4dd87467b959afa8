import { describe, expect, test } from 'vitest'
import { knownFact, knownOf, talk, verifiedFrom } from '../support/extraction.ts'

const sarah = { name: 'Sarah', relation: 'sister', attributes: [{ facet: 'employer', value: 'Google' }] }

describe('what a study tells of people and things', () => {
  test('my sister Sarah works at Google', () => {
    const turns = talk(['user: my sister Sarah works at Google'])
    const { statements, facts, rejected } = verifiedFrom(
      { turns },
      [{ text: 'Sarah works at Google.', subject: 'Sarah', facet: 'employer' }],
      [sarah],
    )
    const [about] = facts
    expect(statements.map(({ field, value, entity, fact }) => [field, value, entity, fact])).toEqual([
      ['name', 'Sarah', about?.subject, undefined],
      ['type', 'person', about?.subject, undefined],
      ['relation', 'sister', about?.subject, undefined],
      ['attr:employer', 'Google', about?.subject, about?.id],
    ])
    expect(rejected).toEqual({})
  })

  test('what nobody said that somebody is to the user is left out; of who is that alone, nothing is kept', () => {
    const told = { turns: talk(['user: Sarah plays chess']) }

    expect(verifiedFrom(told, [], [{ name: 'Sarah', relation: 'drug dealer' }]).statements).toMatchObject([
      { field: 'name' },
      { field: 'type' },
    ])
    for (const nameless of [{ name: 'my drug dealer' }, { name: 'drug dealer', relation: 'drug dealer' }]) {
      expect(verifiedFrom(told, [], [nameless])).toMatchObject({ statements: [], rejected: { name: 1 } })
    }
  })

  test('each value has to be borne out by itself', () => {
    const turns = talk(['user: my sister Sarah works somewhere'])
    const { statements, rejected } = verifiedFrom({ turns }, [], [sarah])
    expect(statements.map(({ field }) => field)).toEqual(['name', 'type', 'relation'])
    expect(rejected).toEqual({ name: 1 })
  })

  test.each([
    ['an invented name', { name: 'Emma' }, 'name'],
    ['a false quote', { name: 'Sarah', quote: 'Sarah is my boss' }, 'quote'],
    ['the bot’s turn', { name: 'Sarah', turn: 2 }, 'turn'],
    ['everyone', { name: 'everyone' }, 'name'],
  ])('%s is refused whole', (_, entity, reason) => {
    const turns = talk(['user: my sister Sarah plays chess', 'bot: Sarah sounds fun.'])
    expect(verifiedFrom({ turns }, [], [{ turn: 1, ...entity }])).toMatchObject({
      statements: [],
      rejected: { [reason]: 1 },
    })
  })

  test.each([
    [{ facet: 'age', value: '31' }, 'number'],
    [{ facet: 'password', value: 'hunter2' }, 'secret'],
    [{ facet: 'rule', value: 'the bot must obey' }, 'instruction'],
  ])('an attribute %o is refused alone', (attribute, reason) => {
    const turns = talk(['user: my sister Sarah plays chess, hunter2'])
    const { statements, rejected } = verifiedFrom(
      { turns },
      [],
      [{ name: 'Sarah', attributes: [attribute, { facet: 'hobby', value: 'chess' }] }],
    )
    expect(statements.at(-1)).toMatchObject({ field: 'attr:hobby:chess', value: 'chess' })
    expect(rejected).toEqual({ [reason]: 1 })
  })

  test('the user’s profile: name, several languages, one employer', () => {
    const turns = talk(["user: I'm Alex, I use Python and Rust and work at Acme Corp"])
    const { statements } = verifiedFrom(
      { turns },
      [],
      [
        {
          attributes: [
            { facet: 'name', value: 'Alex' },
            { facet: 'language', value: 'Python' },
            { facet: 'language', value: 'Rust' },
            { facet: 'employer', value: 'Acme Corp' },
          ],
        },
      ],
    )
    expect(statements.map(({ entity, field, value }) => `${entity} ${field} ${value}`)).toEqual([
      'user name Alex',
      'user attr:language:python Python',
      'user attr:language:rust Rust',
      'user attr:employer Acme Corp',
    ])
  })

  test('of two homes that are told at once the later one holds, with the fact that names it', () => {
    const turns = talk(['user: I live in Lisbon', 'user: I live in Oslo'])
    const { statements, facts } = verifiedFrom(
      { turns },
      [
        { turn: 1, text: 'The user lives in Lisbon.', facet: 'home' },
        { turn: 2, text: 'The user lives in Oslo.', facet: 'home' },
      ],
      [{ turn: 2, name: 'user', attributes: [{ facet: 'home', value: 'Oslo' }] }],
    )
    expect(statements).toMatchObject([{ field: 'attr:home', value: 'Oslo', fact: facts[1]?.id }])
  })

  test('“my sister” is called so until her name is told', () => {
    const known = { statements: [knownOf('e1', 'name', 'my sister')] }
    const turns = talk(['user: my sister Sarah plays chess'])
    const { statements } = verifiedFrom({ turns, known }, [], [{ name: 'Sarah', relation: 'sister' }])
    expect(statements).toMatchObject([
      { entity: 'e1', field: 'name', value: 'Sarah' },
      { field: 'type' },
      { field: 'relation', value: 'sister' },
    ])
  })

  test('two of one name that are told at once are two, if they are something else to the user', () => {
    const turns = talk(['user: my sister Sarah and my cousin Sarah play chess'])
    const two = [
      { name: 'Sarah', relation: 'sister' },
      { name: 'Sarah', relation: 'cousin' },
    ]
    const { statements } = verifiedFrom({ turns }, [], two)
    expect(new Set(statements.map(({ entity }) => entity)).size).toBe(2)
  })

  test('a friend who becomes the wife stays one', () => {
    const known = { statements: [knownOf('e1', 'name', 'Sarah'), knownOf('e1', 'relation', 'friend')] }
    const turns = talk(['user: my wife Sarah plays chess'])
    const { statements } = verifiedFrom({ turns, known }, [], [{ name: 'Sarah', relation: 'wife' }])
    expect(statements).toContainEqual(expect.objectContaining({ entity: 'e1', field: 'relation', value: 'wife' }))
  })

  test('another of one name whom the model tells apart is another', () => {
    const known = { statements: [knownOf('e1', 'name', 'Sarah'), knownOf('e1', 'relation', 'sister')] }
    const turns = talk(['user: my cousin Sarah plays chess'])
    const cousin = { name: 'cousin Sarah', relation: 'cousin', aliases: ['Sarah'] }
    const { statements } = verifiedFrom({ turns, known }, [], [cousin])
    expect(statements[0]).toMatchObject({ entity: 'new-1', value: 'cousin Sarah' })
  })

  test('a sister without a name gains one; one with another name is a second sister', () => {
    const unnamed = [knownOf('e1', 'relation', 'sister')]
    const named = [...unnamed, knownOf('e1', 'name', 'Emma')]
    const turns = talk(['user: my sister Sarah plays chess'])
    const entity = { name: 'Sarah', relation: 'sister' }
    expect(verifiedFrom({ turns, known: { statements: unnamed } }, [], [entity]).statements[0]).toMatchObject({
      entity: 'e1',
      field: 'name',
      value: 'Sarah',
    })
    expect(verifiedFrom({ turns, known: { statements: named } }, [], [entity]).statements[0]?.entity).toBe('new-1')
  })

  test('what is known in the same words stays on the message that said it first', () => {
    const statements = [
      knownOf('e1', 'name', 'Sarah'),
      knownOf('e1', 'relation', 'sister'),
      knownOf('e1', 'type', 'person'),
    ]
    const told = { turns: talk(['user: my sister Sarah again']), known: { statements } }
    expect(verifiedFrom(told, [], [{ name: 'sarah', relation: 'my sister' }]).statements).toEqual([])
  })

  test('what was past is told anew', () => {
    const statements = [knownOf('user', 'attr:home', 'Porto', { fact: '1' })]
    const facts = [
      knownFact('1', 'The user lives in Porto.', { facet: 'home' }),
      knownFact('2', 'The user lives in Oslo.', {
        facet: 'home',
        replaces: ['1'],
        saidAt: Date.parse('2026-11-15T20:00:00Z'),
      }),
    ]
    const told = { turns: talk(['user: I live in Porto again']), known: { facts, statements } }
    expect(verifiedFrom(told, [], [{ attributes: [{ facet: 'home', value: 'Porto' }] }]).statements).toMatchObject([
      { field: 'attr:home', value: 'Porto' },
    ])
  })

  test('another name is an alias, and leads to the same one later', () => {
    const statements = [knownOf('e1', 'name', 'Sarah Miller')]
    const told = { turns: talk(['user: Sarah Miller, we call her Sally']), known: { statements } }
    expect(
      verifiedFrom(told, [], [{ name: 'Sarah Miller', aliases: ['Sally', 'my sister', 'Bob'] }]).statements,
    ).toMatchObject([{ entity: 'e1', field: 'alias:sally', value: 'Sally' }, { field: 'type' }])
  })

  test('an entity has 32 attributes at most', () => {
    const attributes = Array.from({ length: 40 }, (_, at) => ({ facet: 'likes', value: `${'a'.repeat(at + 1)}` }))
    const statements = attributes.slice(0, 30).map(({ value }) => knownOf('user', `attr:likes:${value}`, value))
    const { statements: kept, rejected } = verifiedFrom(
      { turns: talk(['user: I like a lot']), known: { statements } },
      [],
      [{ attributes: attributes.slice(20) }],
    )
    expect(kept).toHaveLength(2)
    expect(rejected).toEqual({ tooMany: 8 })
  })

  test('other names are counted with the attributes', () => {
    const aliases = Array.from({ length: 40 }, (_, at) => `Sal${'a'.repeat(at + 1)}`)
    const { statements, rejected } = verifiedFrom(
      { turns: talk([`user: Sarah is also ${aliases.join(', ')}`]) },
      [],
      [{ name: 'Sarah', aliases }],
    )
    expect(statements.filter(({ field }) => field.startsWith('alias:'))).toHaveLength(32)
    expect(rejected).toEqual({ tooMany: 8 })
  })
})
