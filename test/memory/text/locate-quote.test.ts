import { expect, test } from 'vitest'
import { locateQuote } from '../../../src/memory/text/locate-quote.ts'
import { fc } from '../../support/property.ts'

function located(quote: string, text: string): string | undefined {
  const range = locateQuote(quote, text)
  return range && text.slice(range.from, range.to)
}

test.each([
  ['as it stands', 'in lisbon', 'I live in Lisbon.', 'in Lisbon'],
  ['over lines and marks', 'a, b - c', 'x\nA\n b… c y', 'A\n b… c'],
  ['in full width and other forms', '70 m2', 'es sind ７０ m².', '７０ m²'],
  ['with accents of their own', 'café', 'im Cafe\u0301 dort', 'Cafe\u0301'],
  ['where a letter is two', 'strasse', 'in der Strasse dort', 'Strasse'],
  ['in scripts without spaces', '東京', 'いま 東京です', '東京'],
  ['behind characters of two units', 'Pixel', '👩‍👩‍👧 her name is Pixel', 'Pixel'],
  ['nowhere', 'Rome', 'I live in Lisbon.', undefined],
  ['nothing but marks', '…!', 'Hm…!', undefined],
])('a quote is found %s', (_, quote, text, words) => {
  expect(located(quote, text)).toBe(words)
})

test('any part of a text that has letters is found in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(20), (text, from, length) => {
      const units = [...text]
      const quote = units
        .slice(from % (units.length + 1))
        .slice(0, length)
        .join('')
      const range = locateQuote(quote, text)
      expect(range !== undefined).toBe(/[\p{L}\p{M}\p{N}\p{S}]/u.test(quote.normalize('NFKD')))
      if (range !== undefined) expect(locateQuote(quote, text.slice(range.from, range.to))).toBeDefined()
    }),
  )
})
