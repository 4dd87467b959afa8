import { Tiktoken } from 'js-tiktoken/lite'
import o200k from 'js-tiktoken/ranks/o200k_base'
import { describe, expect, test, vi } from 'vitest'
import { byteCounter, cacheCounts, loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { fc, runs } from '../../support/property.ts'

const counter = await loadTokenCounter()
const tiktoken = new Tiktoken(o200k)

function exact(text: string): number {
  return tiktoken.encode(text, [], []).length
}

/** Texts of few different characters make long words, and many ways to merge them. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', 'b', 'A', ' ', '\n', '漢', '字', 'é', '🎉', '1', '=', '\ufeff', '\ud800'),
    maxLength: 120,
  }),
  fc.string({ unit: fc.constantFrom('the', 'ing', 'tion', 'x', ' ', "'s"), maxLength: 60 }),
  fc.base64String({ maxLength: 200 }),
)

describe('the exact counter', () => {
  test('counts as js-tiktoken does', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(counter.count(text)).toBe(exact(text))
      }),
      runs(300),
    )
  })

  test.each([
    ['special tokens, as the characters they are', 'a <|endoftext|> b <|endofprompt|>'],
    ['lone surrogates', '\ud83d x \udc00\udc00 \ud800'],
    ['long words', `${'a'.repeat(700)} ${'漢字'.repeat(120)} ${'=-'.repeat(200)}`],
    ['long white space', `${' '.repeat(500)}a${'\n'.repeat(300)}\t\t\t`],
    ['nothing', ''],
  ])('counts %s', (_, text) => {
    expect(counter.count(text)).toBe(exact(text))
  })

  test('is loaded once', () => {
    expect(loadTokenCounter()).toBe(loadTokenCounter())
  })
})

test('bytes are an upper bound of tokens', () => {
  fc.assert(
    fc.property(texts, text => {
      expect(byteCounter.count(text)).toBeGreaterThanOrEqual(counter.count(text))
    }),
  )
})

describe('the cache of counts', () => {
  test('counts a text once while it is kept, and the least recently used goes first', () => {
    const count = vi.fn((text: string) => text.length)
    const counter = cacheCounts({ count }, 3)
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(400)) as [string, string, string, string]
    for (const text of [a, b, a, c, b, a]) expect(counter.count(text)).toBe(400)
    expect(count).toHaveBeenCalledTimes(3)

    counter.count(d)
    for (const text of [a, b, d]) counter.count(text)
    expect(count).toHaveBeenCalledTimes(4)

    counter.count(c)
    expect(count).toHaveBeenCalledTimes(5)
  })

  test('holds on to no text', () => {
    const kept = vi.spyOn(Map.prototype, 'set')
    const counter = cacheCounts({ count: text => text.length }, 3)
    counter.count('Zanzibar '.repeat(20))
    const keys = kept.mock.calls.map(([key]) => String(key))
    kept.mockRestore()

    expect(keys).toHaveLength(1)
    expect(keys[0]).not.toContain('Zanzibar')
  })
})
