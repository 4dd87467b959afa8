import { expect, test } from 'vitest'
import { decodeLearnedContent, encodeLearnedContent } from '../../../src/memory/content/learned-content.ts'
import { fc } from '../../support/property.ts'

const DIMENSIONS = 5
const weights = (count: number) => fc.float32Array({ minLength: count, maxLength: count, noNaN: true })
const numbers = fc.float({ min: -1, max: 1, noNaN: true })

const learned = fc.integer({ min: 1, max: 20 }).chain(count =>
  fc.record({
    embeddings: fc.array(
      fc.array(numbers, { minLength: DIMENSIONS, maxLength: DIMENSIONS }).map(values => Float32Array.from(values)),
      { minLength: count, maxLength: count },
    ),
    scale: numbers,
    kinds: fc.record({
      sensitive: fc.record({ weights: weights(count), threshold: numbers, caught: numbers }),
      instruction: fc.record({ weights: weights(count), threshold: numbers, caught: numbers }),
    }),
  }),
)

test('what was learned comes back as it was, its embeddings as exact as a byte is', () => {
  fc.assert(
    fc.property(learned, content => {
      const back = decodeLearnedContent(encodeLearnedContent(content), content.embeddings.length)
      expect(back?.kinds).toEqual(content.kinds)
      expect(back?.scale).toBe(content.scale)
      for (const [row, embedding] of content.embeddings.entries()) {
        const most = Math.max(...embedding.map(Math.abs))
        for (const [column, value] of embedding.entries()) {
          expect(Math.abs((back?.embeddings[row]?.[column] ?? 9) - value)).toBeLessThanOrEqual(most / 250)
        }
      }
    }),
  )
})

test('a record that was cut, or is of other examples, is none', () => {
  fc.assert(
    fc.property(learned, fc.double({ min: 0, max: 0.99, noNaN: true }), (content, share) => {
      const record = encodeLearnedContent(content)
      const count = content.embeddings.length
      expect(decodeLearnedContent(record.slice(0, Math.floor(record.length * share)), count)).toBeUndefined()
      expect(decodeLearnedContent(record, count + 1)).toBeUndefined()
    }),
  )
})
