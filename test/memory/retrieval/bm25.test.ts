import { expect, test } from 'vitest'
import { bm25, createKeywordIndex } from '../../../src/memory/retrieval/bm25.ts'

const texts = ['ada likes tea', 'ada likes tea tea', 'ada likes green tea from far away in china', 'bob swims'].map(
  text => text.split(' '),
)

/** The formula word for word, without anything prepared. */
function byHand(question: readonly string[], text: readonly string[]): number {
  const mean = texts.flat().length / texts.length
  let score = 0
  for (const word of new Set(question)) {
    const among = texts.filter(words => words.includes(word)).length
    const count = text.filter(other => other === word).length
    const idf = Math.log(1 + (texts.length - among + 0.5) / (among + 0.5))
    score += (idf * count * 1.9) / (count + 0.9 * (0.7 + (0.3 * text.length) / mean))
  }
  return score
}

test('scores are those of the formula', () => {
  const question = ['ada', 'green', 'tea', 'tea', 'swims', 'nothing']

  const scores = bm25(createKeywordIndex(texts), question)

  for (const [place, text] of texts.entries()) expect(scores[place]).toBeCloseTo(byHand(question, text), 10)
})

test('a rare word counts more than a common one', () => {
  const [, , green, swims] = bm25(createKeywordIndex(texts), ['ada', 'swims'])

  expect(swims).toBeGreaterThan(green ?? 0)
})

test('no text and no words make no trouble', () => {
  expect(bm25(createKeywordIndex([]), ['tea'])).toHaveLength(0)
  expect([...bm25(createKeywordIndex([[], []]), ['tea'])]).toEqual([0, 0])
  expect([...bm25(createKeywordIndex(texts), [])]).toEqual([0, 0, 0, 0])
})

test('words that every object has are words like others', () => {
  expect([...bm25(createKeywordIndex([['constructor'], ['tea']]), ['constructor', '__proto__', 'toString'])]).toEqual([
    expect.any(Number),
    0,
  ])
})
