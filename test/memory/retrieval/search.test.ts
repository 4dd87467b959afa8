import { describe, expect, test } from 'vitest'
import { factsByKind } from '../../../src/memory/knowledge/active-facts.ts'
import type { Embedder } from '../../../src/memory/ports/embedder.ts'
import type { RecallDependencies } from '../../../src/memory/retrieval/recall.ts'
import { entitiesAbout, searchFacts } from '../../../src/memory/retrieval/search.ts'
import type { Fact, Statement } from '../../../src/memory/types.ts'
import { modelThatKnows, wordCounter } from '../support/embedders.ts'
import { fact, knownOf, MONDAY } from '../support/knowledge.ts'
import { overviewOf, statementOf } from '../support/user-data.ts'

const away: Embedder = { embed: async () => undefined }

/** An index over what an embedder makes of some facts. */
function means(facts: readonly Fact[], embedder: Embedder): RecallDependencies {
  return {
    embedder,
    index: {
      async nearest({ point, limit }) {
        const points =
          (await embedder.embed(
            facts.map(({ text }) => text),
            'passage',
          )) ?? []
        return facts
          .map(({ id }, at) => ({
            fact: id,
            similarity: point.reduce((sum, value, place) => sum + value * (points[at]?.[place] ?? 0), 0),
          }))
          .sort((a, b) => b.similarity - a.similarity)
          .slice(0, limit)
      },
    },
    now: () => MONDAY,
  }
}

async function found(about: string, facts: readonly Fact[], embedder = away, statements: readonly Statement[] = []) {
  const { matches, others } = await searchFacts(about, overviewOf(facts, statements), means(facts, embedder))
  return { matches: matches.map(({ id }) => id), others: others.map(({ id }) => id) }
}

const told = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([id, text]) => fact(text, { id, quote: text }))

const other = told({
  crete: 'The user flies to Crete for two weeks in June.',
  nurse: 'The user is a nurse at the county hospital.',
  cello: 'The user plays the cello in a quartet.',
  volvo: 'The user drives an old Volvo estate.',
  ramen: 'The user loves ramen.',
  camus: "L'utilisateur relit Camus chaque été.",
})

describe('a search for a cat', () => {
  test('shows none of what is no cat, and keeps all of it at hand', async () => {
    for (const embedder of [away, wordCounter, modelThatKnows()]) {
      const { matches, others } = await found('cat', other, embedder)
      expect(matches).toEqual([])
      expect(others.toSorted()).toEqual(other.map(({ id }) => id).toSorted())
    }
  })

  const luna = fact('Luna is a Maine Coon.', { id: 'luna', subject: 'e1' })

  test('finds a Maine Coon, where the model knows what that is, or it is known of her', async () => {
    const facts = [...other, luna]
    const [name, type] = [statementOf('e1', 'name', 'Luna'), statementOf('e1', 'type', 'cat')]

    expect((await found('cat', facts, modelThatKnows())).matches).toEqual(['luna'])
    expect((await found('cat', facts, away, [name, type])).matches).toEqual(['luna'])
    expect((await found('cat', facts, away, [name])).matches).toEqual([])
  })

  test('in Japanese finds one in English', async () => {
    const facts = [...other, fact('The user has a black cat.', { id: 'black' })]

    expect((await found('猫', facts, modelThatKnows())).matches).toEqual(['black'])
  })

  test('finds it in whatever form the word stands', async () => {
    const forms = told({
      ru: 'Пользователь кормит кошку.',
      de: 'Die Nutzerin hat drei Katzen.',
      es: 'A la usuaria le gustan los gatos.',
      ko: '사용자는 고양이가 있다.',
    })
    const facts = [...other, ...forms]

    for (const [id, about] of [
      ['ru', 'кошка'],
      ['de', 'Katze'],
      ['es', 'gato'],
      ['ko', '고양이'],
    ] as const)
      expect((await found(about, facts)).matches).toEqual([id])
  })

  test('is not led astray by what every sentence of a language has', async () => {
    const spanish = told({
      lisbon: 'El usuario vive en Lisboa con su padre.',
      work: 'El usuario trabaja en el puerto con su primo.',
      tea: 'El usuario toma el té con su vecina.',
      chess: 'El usuario juega al ajedrez con su abuelo.',
    })

    expect((await found('con su gato', spanish)).matches).toEqual([])
    expect((await found('con su abuelo', spanish)).matches).toEqual(['chess'])
  })

  test('nor in a language of which no list has words', async () => {
    const swahili = ['Lisbon', 'Oslo', 'Ghent', 'Turin', 'Kyoto', 'Lyon', 'Porto'].map((place, at) =>
      fact(`Mtumiaji wa kampuni yake anafanya kazi ${place}.`, { id: `f${at}`, quote: '' }),
    )

    expect((await found('paka wa kampuni', swahili)).matches).toEqual([])
    expect((await found('Kyoto wa kampuni', swahili)).matches).toEqual(['f4'])
  })
})

test('what every fact has is found where nothing else is asked for', async () => {
  const cats = told({ a: 'The cat sleeps.', b: 'The cat eats.', c: 'The cat purrs.', d: 'The cat hides.' })

  expect((await found('my cat', cats)).matches).toHaveLength(4)
  expect((await found('the cat hides', cats)).matches).toContain('d')
})

test('of what is near in meaning alone five are shown at most', async () => {
  const many = Array.from({ length: 20 }, (_, at) => fact(`Somebody ${at}.`, { id: `f${at}` }))
  const model = modelThatKnows(Object.fromEntries(many.map(({ text }) => [text, 'cat'])))

  const { matches, others } = await found('cat', [...other, ...many], model)

  expect(matches).toHaveLength(5)
  expect(matches.every(id => id.startsWith('f'))).toBe(true)
  expect(others).toHaveLength(21)
})

test('an index that is out of reach takes no match by words', async () => {
  const facts = told({ cat: 'The user has a cat.', dog: 'The user has a dog.' })
  const lost = { ...means(facts, modelThatKnows()), index: { nearest: () => Promise.reject(new Error('away')) } }

  const { matches, others } = await searchFacts('cat', overviewOf(facts), lost)

  expect([matches, others].map(some => some.map(({ id }) => id))).toEqual([['cat'], ['dog']])
})

test('with no words everything is at hand, and of nothing nothing', async () => {
  expect((await found('', other)).others).toHaveLength(other.length)
  expect(await found('tea', [])).toEqual({ matches: [], others: [] })
})

test('people and things are found by name, by what they are, and by what is said of them', () => {
  const known = knownOf(
    [],
    [
      statementOf('e1', 'name', 'Sarah Connor'),
      statementOf('e1', 'relation', 'sister'),
      statementOf('e1', 'attr:hobby:chess club', 'chess club'),
      statementOf('e2', 'name', 'Luna'),
      statementOf('e2', 'type', 'cat'),
      statementOf('e3', 'name', 'Tom'),
    ],
  )
  const about = (words: string) => entitiesAbout(words, known).map(({ name }) => name)
  expect(about('what I said about my sister')).toEqual(['Sarah Connor'])
  expect(about('sarah')).toEqual(['Sarah Connor'])
  expect(about('chess')).toEqual(['Sarah Connor'])
  expect(about('tom')).toEqual(['Tom'])
  expect(about('my cats')).toEqual(['Luna'])
  expect(about('')).toEqual([])
  expect(about('tea')).toEqual([])
})

test('topics come in their order, the newest fact first, and none is empty', () => {
  const facts = [
    fact('The user plays the cello.', { id: 'cello', kind: 'personal' }),
    fact('The user broke up with Tom.', { id: 'tom', kind: 'relationship', scope: 'guild:7' }),
    fact('The user likes tea.', { id: 'tea', kind: 'preference', scope: 'channel:8' }),
    fact('The user owns a cello.', { id: 'new', saidAt: MONDAY + 1 }),
  ]
  const topics = factsByKind(overviewOf(facts).known)
  expect(topics.map(({ kind, facts }) => [kind, facts.map(({ id }) => id)])).toEqual([
    ['personal', ['new', 'cello']],
    ['preference', ['tea']],
    ['relationship', ['tom']],
  ])
})
