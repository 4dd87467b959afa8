import { expect, test } from 'vitest'
import { findNearestFacts, relinkStatement } from '../../../src/memory/extraction/deduplicate.ts'
import type { FactIndex } from '../../../src/memory/ports/fact-index.ts'
import type { Fact, Knowledge } from '../../../src/memory/types.ts'

function fact(id: string, more: Partial<Fact> = {}): Fact {
  const said = { quote: '', kind: 'personal', subject: 'user', scope: 'dm', saidAt: Number(id), channel: '10' } as const
  return { ...said, id, text: `Fact ${id}.`, replaces: [], sources: [id], confirmations: 0, near: '', ...more }
}

const point = new Float32Array([1, 0])
const known: Knowledge = {
  user: '1',
  facts: [fact('1'), fact('2', { replaces: ['1'] }), fact('3', { scope: 'guild:5' })],
  statements: [],
}

/** Finds every fact, and notes which scopes it was asked for. */
function index(asked: unknown[] = []): FactIndex {
  return {
    async nearest({ visibleScopes }) {
      asked.push(visibleScopes)
      return known.facts.map(({ id }) => ({ fact: id, similarity: 0.9 }))
    },
  }
}

test('a new fact is held against what still holds, under its own scope', async () => {
  const asked: unknown[] = []
  const found = await findNearestFacts([fact('9')], new Map([['9', point]]), known, index(asked))

  expect(asked).toEqual([['dm']])
  expect(found.get('9')?.map(({ fact }) => fact.id)).not.toContain('1')
})

test('nothing is looked up for a fact without an embedding, or under a scope of which nothing is known', async () => {
  const asked: unknown[] = []
  const embeddings = new Map([['8', point]])
  await findNearestFacts([fact('9'), fact('8', { scope: 'channel:7' })], embeddings, known, index(asked))

  expect(asked).toEqual([])
})

test('a statement goes with the known fact that its own one repeats, and not at all where that is rejected', () => {
  const statement = {
    entity: 'user',
    field: 'attr:home',
    value: 'Oslo',
    scope: 'dm',
    saidAt: 9,
    sources: ['9'],
  } as const
  const said = { ...statement, fact: '9' }

  expect(relinkStatement(said, new Map(), new Map())).toEqual([said])
  expect(relinkStatement(said, new Map([['9', '2']]), new Map())).toEqual([{ ...statement, fact: '2' }])
  expect(relinkStatement(said, new Map(), new Map([['9', 'denied']]))).toEqual([])
  expect(relinkStatement(statement, new Map(), new Map([['9', 'denied']]))).toEqual([statement])
})
