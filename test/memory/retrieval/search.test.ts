import { expect, test } from 'vitest'
import { factsByKind } from '../../../src/memory/knowledge/active-facts.ts'
import type { RecallDependencies } from '../../../src/memory/retrieval/recall.ts'
import { entitiesAbout, searchFacts } from '../../../src/memory/retrieval/search.ts'
import type { FactId } from '../../../src/memory/types.ts'
import { fact, knownOf, MONDAY } from '../support/knowledge.ts'
import { overviewOf, statementOf } from '../support/user-data.ts'

const facts = [
  fact('The user plays the cello.', { id: 'cello', kind: 'personal' }),
  fact('The user broke up with Tom.', { id: 'tom', kind: 'relationship', scope: 'guild:7' }),
  fact('The user likes tea.', { id: 'tea', kind: 'preference', scope: 'channel:8' }),
]

/** One fact is near in meaning, whatever is asked; without it there is no embedder. */
function means(nearest?: FactId): RecallDependencies {
  return {
    embedder: { embed: async texts => (nearest === undefined ? undefined : texts.map(() => new Float32Array([1]))) },
    index: { nearest: async () => facts.map(({ id }) => ({ fact: id, similarity: id === nearest ? 0.9 : 0.1 })) },
    now: () => MONDAY,
  }
}

const idsOf = async (about: string, most: number, nearest?: FactId) =>
  (await searchFacts(about, overviewOf(facts), means(nearest), most)).map(({ id }) => id)

test('facts are found by meaning as in chat, best first, also where there is room for all', async () => {
  expect(await idsOf('my ex', 1, 'tom')).toEqual(['tom'])
  expect((await idsOf('my ex', 10, 'tom'))[0]).toBe('tom')
  expect(await idsOf('my ex', 10, 'tom')).toHaveLength(3)
})

test('where there is no meaning to be had, by their words', async () => {
  expect(await idsOf('the cello', 1)).toEqual(['cello'])
  expect(await idsOf('', 10)).toHaveLength(3)
  expect(await searchFacts('tea', overviewOf([]), means(), 5)).toEqual([])
})

test('of what shares no word only the nearest in meaning are shown', async () => {
  const many = Array.from({ length: 20 }, (_, i) => fact(`The user saw Place${i}.`, { id: `p${i}` }))
  const found = await searchFacts('cello', overviewOf([...facts, ...many]), means(), 25)
  expect(found.map(({ id }) => id).slice(0, 1)).toEqual(['cello'])
  expect(found).toHaveLength(6)
})

test('people and things are found by name, by what they are, and by what is said of them', () => {
  const known = knownOf(
    [],
    [
      statementOf('e1', 'name', 'Sarah Connor'),
      statementOf('e1', 'relation', 'sister'),
      statementOf('e1', 'attr:hobby:chess club', 'chess club'),
      statementOf('e3', 'name', 'Tom'),
    ],
  )
  const about = (words: string) => entitiesAbout(words, known).map(({ name }) => name)
  expect(about('what I said about my sister')).toEqual(['Sarah Connor'])
  expect(about('sarah')).toEqual(['Sarah Connor'])
  expect(about('chess')).toEqual(['Sarah Connor'])
  expect(about('tom')).toEqual(['Tom'])
  expect(about('')).toEqual([])
  expect(about('tea')).toEqual([])
})

test('topics come in their order, the newest fact first, and none is empty', () => {
  const cello = fact('The user owns a cello.', { id: 'new', saidAt: MONDAY + 1 })
  const topics = factsByKind(overviewOf([...facts, cello]).known)
  expect(topics.map(({ kind, facts }) => [kind, facts.map(({ id }) => id)])).toEqual([
    ['personal', ['new', 'cello']],
    ['preference', ['tea']],
    ['relationship', ['tom']],
  ])
})
