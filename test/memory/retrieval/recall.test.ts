// biome-ignore-all lint/security/noSecrets: Chinese and Japanese put no spaces between words

import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { Embedder } from '../../../src/memory/ports/embedder.ts'
import type { FactIndex } from '../../../src/memory/ports/fact-index.ts'
import { type RecallDependencies, type RecallQuery, recallFacts } from '../../../src/memory/retrieval/recall.ts'
import type { Fact, Knowledge } from '../../../src/memory/types.ts'
import { fc } from '../../support/property.ts'
import { DAY, fact, knownOf, MONDAY } from '../support/knowledge.ts'

/** Counts what recall asks for; the index finds what it is given here, by id. */
function means(similarities: Readonly<Record<string, number>> = {}) {
  const asked: string[] = []
  const embedder: Embedder = {
    async embed(texts) {
      asked.push('embedder')
      return texts.map(() => Float32Array.of(1))
    },
  }
  const index: FactIndex = {
    async nearest({ limit }) {
      asked.push('index')
      return Object.entries(similarities)
        .map(([fact, similarity]) => ({ fact, similarity }))
        .slice(0, limit)
    },
  }
  return { asked, index, embedder, now: () => MONDAY }
}

/** Each fact costs one token: `room` is how many are wanted. */
async function ask(
  known: Knowledge,
  question: string,
  about: Partial<RecallQuery> = {},
  by: RecallDependencies = means(),
) {
  const wanted = { question, known, visibleScopes: 'all' as const, room: 1, cost: () => 1, ...about }
  const { scoresOf: _, ...recalled } = await recallFacts(wanted, by)
  return { ...recalled, texts: recalled.ranked.map(({ text }) => text) }
}

const ada = knownOf([
  'Ada lives in Lisbon.',
  'Ada plays the cello.',
  'Ada is allergic to peanuts.',
  'Ada works at Acme.',
  'Ada reads crime novels.',
])

test('all facts come while they fit, by date, and nothing is asked for', async () => {
  const by = means()

  const { facts, isAll } = await ask(ada, 'Where do I live?', { room: 5 }, by)

  expect(facts).toEqual(ada.facts)
  expect(isAll).toBe(true)
  expect(by.asked).toEqual([])
})

test('all facts that fit are still ranked, for a prompt that has less room after all', async () => {
  const { texts } = await ask(ada, 'Any peanuts in this?', { room: 5 })

  expect(texts[0]).toBe('Ada is allergic to peanuts.')
})

test('the facts that do not fit are left out from the lowest rank, after one embedding and one look into the index', async () => {
  const by = means()

  const { texts, facts, isAll } = await ask(ada, 'Do I play the cello at Acme?', { room: 2 }, by)

  expect(texts.toSorted()).toEqual(['Ada plays the cello.', 'Ada works at Acme.'])
  expect(facts.map(({ text }) => text)).toEqual(['Ada plays the cello.', 'Ada works at Acme.'])
  expect(isAll).toBe(false)
  expect(by.asked).toEqual(['embedder', 'index'])
})

test('a fact is found by its meaning', async () => {
  const { texts } = await ask(ada, 'What music do I make?', {}, means({ 0: 0.7, 1: 0.9, 2: 0.7, 3: 0.7, 4: 0.7 }))

  expect(texts).toEqual(['Ada plays the cello.'])
})

test('a fact is found by the words that were said around it', async () => {
  const known = knownOf([
    'Ada went.',
    fact('Ada said yes.', { near: 'Will you come to the opera?\nGreat!' }),
    'Ada ran.',
  ])

  expect((await ask(known, 'What about the opera?')).texts).toEqual(['Ada said yes.'])
})

test.each(['Sarah', 'sarah', 'my sister', 'Sally'])('a fact is found by its subject, called %s', async called => {
  const [name, relation, alias] = [
    { field: 'name', value: 'Sarah' },
    { field: 'relation', value: 'sister' },
    { field: 'alias:sally', value: 'Sally' },
  ].map(said => ({ ...said, entity: 's', scope: 'dm', saidAt: 0, sources: ['1'] }) as const)
  const known = knownOf(
    ['Ada reads.', fact('She climbs.', { subject: 's' }), 'Ada swims.', 'Ada cooks.'],
    [name, relation, alias].filter(said => said !== undefined),
  )

  expect((await ask(known, `What does ${called} do?`)).texts).toEqual(['She climbs.'])
})

test('the best facts of a memory that is all of one day come first', async () => {
  const about = (town: string, times: number) =>
    Array.from({ length: times }, (_, at) => `Ada saw ${town}, tower ${at}.`)
  const known = knownOf([
    ...about('Oslo', 300),
    'Ada loves the trams of Lisbon.',
    ...about('Lisbon', 3),
    ...about('Bergen', 300),
  ])

  const { texts } = await ask(known, 'Which trams are there in Lisbon?', { room: 4 })

  expect(texts[0]).toBe('Ada loves the trams of Lisbon.')
  expect(texts.every(text => text.includes('Lisbon'))).toBe(true)
})

test('what is beyond the nearest never passes what is near', async () => {
  const texts = Array.from({ length: 150 }, (_, at) => `note ${at}`)
  const known = knownOf(texts)
  const nearest = Object.fromEntries(known.facts.slice(0, 100).map(({ id }, at) => [id, 0.9 - at / 1000]))

  const { facts } = await ask(known, 'anything', { room: 40 }, means(nearest))

  expect(known.facts.slice(0, 100)).toEqual(expect.arrayContaining([...facts]))
})

test('a fact is found by the day on which others like it were told', async () => {
  const trip = [fact('Ada flew to Kyoto.'), fact('Ada saw temples in Kyoto.'), fact('Ada ate noodles.')]
  const other = ['Ada was ill.', 'Ada slept.', 'Ada sang.'].map((text, at) =>
    fact(text, { saidAt: MONDAY - DAY * (at + 1) }),
  )

  const { texts } = await ask(knownOf([...other, ...trip]), 'What about Kyoto?', { room: 3 })

  expect(texts).toContain('Ada ate noodles.')
})

test('of facts that match alike the later one comes first', async () => {
  const known = knownOf(['Ada ran.', 'Ada swam.', 'Ada slept.'])

  expect((await ask(known, '', { room: 2 })).texts).toEqual(['Ada slept.', 'Ada swam.'])
})

test.each([
  ['どこに住んでいますか？', '私は東京に住んでいます。', ['猫が好きです。', '毎朝コーヒーを飲みます。']],
  ['東京では何をしますか？', '東京の会社で働いています。', ['猫が好きです。', '妹の名前はさくらです。']],
  ['我住在哪里？', '我住在北京。', ['我喜欢喝茶。', '我妹妹叫小红。']],
  ['你知道我妹妹的名字吗？', '我妹妹叫小红。', ['我喜欢喝茶。', '我住在北京。']],
])('%s finds its fact by words alone', async (question, found, others) => {
  const { texts } = await ask(knownOf([found, ...others]), question)

  expect(texts).toEqual([found])
})

test('what a later fact took the place of comes with the past alone', async () => {
  const home = { facet: 'home', subject: 'user' }
  const known = knownOf([
    fact('Ada lives in Lisbon.', { ...home, id: 'old', saidAt: MONDAY - DAY }),
    fact('Ada lives in Oslo.', { ...home, id: 'new', replaces: ['old'] }),
  ])

  expect((await ask(known, 'Where did I live?', { room: 9 })).facts.map(({ id }) => id)).toEqual(['new'])
  expect((await ask(known, 'Where did I live?', { room: 9, withPast: true })).facts.map(({ id }) => id)).toEqual([
    'old',
    'new',
  ])
})

test('a span of time leaves out what was said and happened at other times', async () => {
  const { texts } = await ask(ada, 'What did I say?', { room: 9, span: { from: '2026-11-14', to: '2026-11-14' } })

  expect(texts).toContain('Ada works at Acme.')
  expect(texts).not.toContain('Ada lives in Lisbon.')
})

test('keywords do alone where there is no embedding, or the index is away', async () => {
  const away = new MemoryUnavailable('away')
  const noEmbedding = { ...means(), embedder: { embed: async () => undefined } }
  const noIndex = { ...means(), index: { nearest: () => Promise.reject(away) } }

  expect(await ask(ada, 'Do I play the cello?', {}, noEmbedding)).toMatchObject({ texts: ['Ada plays the cello.'] })
  expect(await ask(ada, 'Do I play the cello?', {}, noIndex)).toMatchObject({
    texts: ['Ada plays the cello.'],
    failure: away,
  })
})

test('tells what put a fact where it is', async () => {
  const known = ada
  const wanted = { question: 'Do I play the cello?', known, visibleScopes: 'all' as const, room: 3, cost: () => 1 }
  const { ranked, scoresOf } = await recallFacts(wanted, means())
  const scores = ranked.map(scoresOf)
  const sums = scores.map(each => Object.values(each).reduce((sum, score) => sum + score, 0))

  expect(scores[0]?.words).toBeGreaterThan(1)
  expect(sums).toEqual(sums.toSorted((a, b) => b - a))
})

test('similarities that are no numbers, and those of facts that may not be heard, change nothing', async () => {
  const odd = means({ 0: Number.NaN, 1: Number.NaN, 2: Number.POSITIVE_INFINITY, secret: 1 })

  expect(await ask(ada, 'Do I play the cello?', { room: 4 }, odd)).toEqual(
    await ask(ada, 'Do I play the cello?', { room: 4 }),
  )
})

test('without a word there is nothing to embed', async () => {
  const by = means()

  for (const question of ['', '   ', '?!', '👍']) expect((await ask(ada, question, {}, by)).facts).toHaveLength(1)
  expect(by.asked).toEqual([])
})

test('no secret of a question leaves for the embedding server', async () => {
  const by = means()
  const embedded: string[] = []
  const embedder: Embedder = {
    embed(texts, purpose) {
      embedded.push(...texts)
      return by.embedder.embed(texts, purpose)
    },
  }
  const question = 'Is sk-proj-AbCdefghijklmnop1234567890 my key at Acme?'
  await ask(ada, question, {}, { ...by, embedder })

  expect(embedded.join()).toMatch(/^is … ?my key at acme\?$/)
})

test('a question of grammar alone, and one of 10,000 characters, are questions', async () => {
  expect((await ask(ada, 'Who am I and what is it that you do?')).facts).toHaveLength(1)
  expect((await ask(ada, `${'Tell me. '.repeat(1100)} And do I play the cello?`)).texts).toEqual([
    'Ada plays the cello.',
  ])
})

test('a fact too long for what is left is passed over', async () => {
  const cost = ({ text }: Fact) => (text.includes('cello') ? 10 : 1)

  expect((await ask(ada, 'Do I play the cello at Acme?', { room: 3, cost })).texts).toContain('Ada works at Acme.')
})

const texts = fc.array(fc.constantFrom('Ada', 'tea', 'Lisbon', 'Oslo', 'cello', 'likes', '東京', '', '!'), {
  maxLength: 6,
})
const facts = fc.array(
  fc.record({ words: texts, near: texts, day: fc.integer({ min: 0, max: 3 }), cost: fc.integer({ min: 0, max: 9 }) }),
  { maxLength: 30 },
)

test('whatever is asked: facts that are known, each once, within the room, in both orders, and all if they fit', async () => {
  await fc.assert(
    fc.asyncProperty(
      facts,
      texts,
      fc.integer({ min: 0, max: 60 }),
      fc.double(),
      async (said, words, room, similarity) => {
        const known = knownOf(
          said.map(({ words, near, day }, at) =>
            fact(words.join(' '), { id: String(at), near: near.join(' '), saidAt: MONDAY + day * DAY }),
          ),
        )
        const cost = ({ id }: Fact) => said[Number(id)]?.cost ?? 0
        const by = means({ 0: similarity, 3: -similarity })

        const recalled = await recallFacts({ question: words.join(' '), known, visibleScopes: 'all', room, cost }, by)

        const total = (some: readonly Fact[]) => some.reduce((sum, fact) => sum + cost(fact), 0)
        expect(total(recalled.facts)).toBeLessThanOrEqual(room)
        expect(new Set(recalled.facts)).toEqual(new Set(recalled.ranked))
        expect(recalled.facts).toEqual(known.facts.filter(fact => recalled.ranked.includes(fact)))
        expect(recalled.isAll).toBe(total(known.facts) <= room)
        if (recalled.isAll) expect(recalled.facts).toEqual(known.facts)
      },
    ),
  )
})
