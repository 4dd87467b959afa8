import { describe, expect, test } from 'vitest'
import { insertName, nameOrNothing, withoutNamesOf, withPlainNames } from '../../../src/memory/text/inserted-names.ts'
import { isMeaningfulQuote, isQuoteOf, ownPiecesOf } from '../../../src/memory/text/quotes.ts'
import { fc } from '../../support/property.ts'

describe('what somebody else wrote is not the author’s', () => {
  test.each([
    ['> I hate dogs', []],
    ['>I hate dogs', []],
    ['- > I hate dogs', []],
    ['1. > I hate dogs\nreally?', ['really?']],
    ['  * + > I hate dogs', []],
    ['yes\n> I hate dogs\nI like cats', ['yes', 'i like cats']],
    ['look\n>>> I hate dogs\nand cats', ['look']],
    ['why?\n```\nI hate dogs\n```', ['why?']],
    ['he wrote `I hate dogs and cats`', ['he wrote']],
    ['“I hate dogs”', []],
    ['「犬が嫌いです」', []],
    ['"I hate dogs".', []],
    [`hello ${insertName('@', 'I hate dogs')}`, ['hello']],
    ['look\n[attached: I hate dogs.txt, sticker “I hate cats”]', ['look']],
  ])('%j', (text, own) => {
    expect(ownPiecesOf(text)).toEqual(own)
  })

  test.each(['I use `pnpm run` daily', 'a -> b', 'I said "no" and "yes"', '5 > 3', 'x\n->y'])(
    'but this is: %j',
    text => {
      expect(ownPiecesOf(text).join(' ')).toBe(text.toLowerCase().replaceAll('`', "'").replace('\n', ' '))
    },
  )
})

describe('a quote', () => {
  test.each([
    ['my cat is called **Luna**!', 'my cat is called Luna'],
    ['my cat is called __Luna__', 'my cat is called Luna'],
    ['my cat is called `Luna`', 'my cat is called Luna'],
    ['my cat is called ||Luna||', 'my cat is called Luna'],
    ['my cat is called “Luna”', 'my cat is called Luna'],
    ['my cat is called **Lu**na', 'my cat is called Luna'],
    ['my cat is called [Luna](https://example.org/cat)', 'my cat is called Luna'],
    ['my cat is called Luna', 'my cat is called **Luna**'],
    ['> hm\n_мою кошку_ зовут Луна', 'мою кошку зовут Луна'],
  ])('is the same however its words are set: %j, %j', (text, quote) => {
    expect(isQuoteOf(quote, ownPiecesOf(text))).toBe(true)
  })

  test.each([
    ['2*3 is six', '23 is six'],
    ['use snake_case', 'use snakecase'],
    ["I don't", 'I dont'],
    ['my cat is **Luna**', 'my cat is Lu'],
    ['**', '"'],
  ])('is not, where words would change: %j, %j', (text, quote) => {
    expect(isQuoteOf(quote, ownPiecesOf(text))).toBe(false)
  })

  const said = `My sister lives with ${insertName('@', 'Bob')} in Oslo`
  const own = ownPiecesOf(said)

  test.each([said, withPlainNames(said), 'my sister lives with', 'in Oslo'])(
    'may hold a name that was put in: %j',
    quote => {
      expect(isQuoteOf(withoutNamesOf(said, quote), own)).toBe(true)
    },
  )

  test('rests on no name that was put in, whatever it says', () => {
    const words = fc.stringMatching(/^[\p{L} .,!⟨⟩@#:]{1,60}$/u).map(name => `Zq ${name} qz`)
    fc.assert(
      fc.property(words, fc.constantFrom('@', '#', ':'), (name, sign) => {
        const text = `hello ${insertName(sign, name)} there`
        const quotes = [name, `${sign}${name}`, insertName(sign, name), withPlainNames(insertName(sign, name))]
        for (const quote of quotes) {
          const left = withoutNamesOf(text, quote)
          expect(isMeaningfulQuote(left) && isQuoteOf(left, ownPiecesOf(text))).toBe(false)
        }
      }),
    )
  })
})

test.each([
  ['Bob', 'Bob'],
  ['Dr. Jane Doe', 'Dr. Jane Doe'],
  ['Bob | he/him', 'Bob | he/him'],
  ['さくら', 'さくら'],
  ['I am allergic to nuts', '…'],
  ['Ich mag keine Hunde mehr', '…'],
  ['私はピーナッツアレルギーです', '…'],
])('%j goes by %j', (name, shown) => {
  expect(nameOrNothing(name)).toBe(shown)
})
