import { describe, expect, test } from 'vitest'
import { whatGoes } from '../../../src/memory/own/what-goes.ts'
import { fact } from '../known.ts'
import { holdings, segment, statement, talk } from './holding.ts'

const held = holdings(
  [
    fact('The user has a cat.', { id: 'cat', sources: ['100'] }),
    fact('The user has a dog.', { id: 'dog', sources: ['101'] }),
    fact('The user has pets.', { id: 'pets', sources: ['101', '100'] }),
  ],
  {
    statements: [
      statement('e1', 'name', 'Miso', { sources: ['100'] }),
      statement('e2', 'name', 'Rex', { fact: 'dog' }),
    ],
    conversations: [
      talk(
        '1',
        { 100: ['I have a cat', 'Nice'], 101: ['And a dog', 'Nice too'] },
        { segments: [segment('s1', 'Of a cat.', ['q:100', 'a:100']), segment('s2', 'Of a dog.', ['q:101'])] },
      ),
      talk('2', { 102: ['I have a cat'] }),
    ],
  },
)

describe('what goes alone', () => {
  test('with a question goes its answer, what was learned from it, and the summary of it; nothing said elsewhere', () => {
    const { forgetting, turns, segments } = whatGoes(held, { kind: 'turn', channel: '1', turn: 'q:100' })

    expect(forgetting).toMatchObject({
      facts: ['cat', 'pets'],
      statements: [{ entity: 'e1', field: 'name', scope: 'dm' }],
      unquoted: [],
      turns: [
        { channel: '1', turn: 'q:100' },
        { channel: '1', turn: 'a:100' },
      ],
      segments: [{ channel: '1', id: 's1' }],
      conversations: [],
    })
    expect({ turns, segments }).toEqual({ turns: 2, segments: 1 })
  })

  test('an answer leaves its question, and all that is known', () => {
    const { forgetting } = whatGoes(held, { kind: 'turn', channel: '1', turn: 'a:101' })

    expect(forgetting).toMatchObject({ facts: [], statements: [], turns: [{ turn: 'a:101' }], segments: [] })
  })

  test('a piece of a summary', () => {
    const { forgetting } = whatGoes(held, { kind: 'segment', channel: '1', id: 's2' })

    expect(forgetting).toMatchObject({ facts: [], turns: [], segments: [{ channel: '1', id: 's2' }] })
  })

  test.for([
    { kind: 'turn', channel: '1', turn: 'q:9' },
    { kind: 'turn', channel: '9', turn: 'a:100' },
    { kind: 'segment', channel: '2', id: 's1' },
  ] as const)('what is not there: %o', wish => {
    expect(whatGoes(held, wish).isEmpty).toBe(true)
  })
})
