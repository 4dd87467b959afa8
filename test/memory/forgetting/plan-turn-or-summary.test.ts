import { describe, expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { fact } from '../support/knowledge.ts'
import { conversationOf, statementOf, summaryOf, userDataOf } from '../support/user-data.ts'

const held = userDataOf(
  [
    fact('The user has a cat.', { id: 'cat', sources: ['100'] }),
    fact('The user has a dog.', { id: 'dog', sources: ['101'] }),
    fact('The user has pets.', { id: 'pets', sources: ['101', '100'] }),
  ],
  {
    statements: [
      statementOf('e1', 'name', 'Miso', { sources: ['100'] }),
      statementOf('e2', 'name', 'Rex', { fact: 'dog' }),
    ],
    conversations: [
      conversationOf(
        '1',
        { 100: ['I have a cat', 'Nice'], 101: ['And a dog', 'Nice too'] },
        { segments: [summaryOf('s1', 'Of a cat.', ['q:100', 'a:100']), summaryOf('s2', 'Of a dog.', ['q:101'])] },
      ),
      conversationOf('2', { 102: ['I have a cat'] }),
    ],
  },
)

describe('what goes alone', () => {
  test('with a question goes its answer, what was learned from it, and the summary of it; nothing said elsewhere', () => {
    const { plan, turns, summaries } = planDeletion(held, { kind: 'turn', channel: '1', turn: 'q:100' })

    expect(plan).toMatchObject({
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
    expect({ turns, segments: summaries }).toEqual({ turns: 2, segments: 1 })
  })

  test('an answer leaves its question, and all that is known', () => {
    const { plan } = planDeletion(held, { kind: 'turn', channel: '1', turn: 'a:101' })

    expect(plan).toMatchObject({ facts: [], statements: [], turns: [{ turn: 'a:101' }], segments: [] })
  })

  test('a piece of a summary', () => {
    const { plan } = planDeletion(held, { kind: 'segment', channel: '1', id: 's2' })

    expect(plan).toMatchObject({ facts: [], turns: [], segments: [{ channel: '1', id: 's2' }] })
  })

  test.for([
    { kind: 'turn', channel: '1', turn: 'q:9' },
    { kind: 'turn', channel: '9', turn: 'a:100' },
    { kind: 'segment', channel: '2', id: 's1' },
  ] as const)('what is not there: %o', request => {
    expect(planDeletion(held, request).isEmpty).toBe(true)
  })
})
