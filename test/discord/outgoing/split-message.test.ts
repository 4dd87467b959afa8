import { describe, expect, test } from 'vitest'
import { MAX_MESSAGE_LENGTH, splitMessage } from '../../../src/discord/outgoing/split-message.ts'
import { fc, runs } from '../../support/property.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const codeFences = /```(?:[\w+#.-]{0,40}(?=\n))?/gu
const fencesIn = (text: string) => text.split('```').length - 1
const visible = (text: string) => text.replaceAll(/\s/gu, '')
const visibleProse = (text: string) => visible(text.replaceAll(codeFences, ''))
const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ')

/** Prose, code, Japanese and emoji in any mixture, long enough for some messages. */
const prose = fc.array(
  fc.oneof(
    fc.lorem({ maxCount: 60 }),
    fc.nat(2500).map(length => '日本語'.repeat(length / 10)),
    fc.nat(1500).map(length => '👩🏽‍🚀🇯🇵👍🏿é'.repeat(length / 10)),
    fc.nat(2500).map(length => 'x'.repeat(length)),
    fc.constantFrom(' ', '\n', '\n\n', '  \n', '\t', '. ', '- ', '    '),
  ),
  { maxLength: 14 },
)
const code = fc
  .tuple(fc.constantFrom('', 'ts', 'c++', 'objective-c'), fc.array(fc.lorem({ maxCount: 12 }), { maxLength: 60 }))
  .map(([language, lines]) => `\n\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`)
const plainTexts = prose.map(pieces => pieces.join(''))
const textsWithCode = fc.array(fc.oneof(plainTexts, code), { maxLength: 6 }).map(pieces => pieces.join(''))
/** Anything at all, of characters that a careless cut would tear. */
const anyTexts = fc.oneof(
  textsWithCode,
  fc.string({ unit: 'binary', maxLength: 5000 }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '```',
      '```js\n',
      '\n',
      ' ',
      'a',
      '漢',
      '👍🏽',
      '👨‍👩‍👧',
      '🇩🇪',
      '\u0301',
      '\ud83d',
      '\udc4d',
    ),
    maxLength: 5000,
  }),
)

describe('an answer in Discord’s messages', () => {
  test('fits, and no message is blank', () => {
    fc.assert(
      fc.property(anyTexts, text => {
        for (const part of splitMessage(text)) {
          expect(part.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH)
          expect(part.trim()).not.toBe('')
        }
      }),
    )
  })

  test('loses nothing but white space at the cuts', () => {
    fc.assert(
      fc.property(plainTexts, text => {
        expect(visible(splitMessage(text).join(''))).toBe(visible(text))
      }),
    )
    fc.assert(
      fc.property(textsWithCode, text => {
        expect(splitMessage(text).map(visibleProse).join('')).toBe(visibleProse(text))
      }),
    )
  })

  test('is whole code or whole prose in each message', () => {
    fc.assert(
      fc.property(textsWithCode, text => {
        for (const part of splitMessage(text)) expect(fencesIn(part) % 2, part).toBe(0)
      }),
    )
  })

  test('shows no empty code where it was cut', () => {
    const filled = fc.tuple(fc.nat(1980), fc.nat(60)).map(([before, after]) => {
      const lines = 'x'.repeat(before).replaceAll(/x{40}/gu, line => `${line.slice(1)}\n`)
      return `${lines}\n\`\`\`js\n${'y'.repeat(after + 1)}\n\`\`\`\n${words(300)}`
    })
    fc.assert(
      fc.property(filled, text => {
        for (const part of splitMessage(text)) expect(part).not.toMatch(/```\w*\s*```/u)
      }),
      runs(300),
    )
  })

  test('tears no character that a reader sees as one', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          plainTexts,
          fc.nat(1000).map(count => `${'a'.repeat(count % 30)}${'👨‍👩‍👧🇩🇪👍🏽'.repeat(count)}`),
        ),
        text => {
          const whole = new Set(Array.from(graphemes.segment(text), ({ segment }) => segment))
          for (const part of splitMessage(text)) {
            expect([...graphemes.segment(part)].filter(({ segment }) => !whole.has(segment))).toEqual([])
          }
        },
      ),
    )
  })

  test('grows at its end without changing messages before the last two', () => {
    fc.assert(
      fc.property(anyTexts, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
        const early = splitMessage(text.slice(0, Math.floor(text.length * share)))
        expect(splitMessage(text).slice(0, Math.max(0, early.length - 2))).toEqual(early.slice(0, -2))
      }),
    )
  })
})

describe('an answer is split', () => {
  test('not at all up to the limit', () => {
    const text = `${'x'.repeat(MAX_MESSAGE_LENGTH - 2)}  `
    expect(splitMessage(text)).toEqual([text])
    expect(splitMessage(`${text}y`)).toHaveLength(2)
  })

  test.each([
    ['paragraphs', `${words(200)}\nand\n${words(99)}`, '\n\n', words(250)],
    ['lines', words(300), '\n', words(250)],
    ['words', 'x'.repeat(1500), ' ', 'y'.repeat(1500)],
  ])('between %s', (_, before, gap, after) => {
    expect(splitMessage(before + gap + after)).toEqual([before, after])
  })

  test('late rather than after a first short paragraph', () => {
    const [first = '', second] = splitMessage(`Well.\n\n${words(600)}`)
    expect(first.length).toBeGreaterThan(1900)
    expect(second).toMatch(/^word/u)
  })

  test('between characters where there is no space, as in Japanese', () => {
    const text = '日本語'.repeat(1600)
    const parts = splitMessage(text)
    expect(parts).toHaveLength(3)
    expect(parts.join('')).toBe(text)
  })

  test('with code closed, and opened again in its language', () => {
    const lines = Array.from({ length: 150 }, (_, line) => `const value${line} = ${line}`)
    const [first = '', second = '', ...others] = splitMessage(
      `Here:\n\`\`\`ts\n${lines.join('\n')}\n\`\`\`\nThat is all.`,
    )
    expect(first).toMatch(/^Here:\n```ts\nconst value0 = 0\n[^`]*\n```$/u)
    expect(second).toMatch(/^```ts\n {0}const value\d+ = \d+\n[^`]*const value149 = 149\n```\nThat is all\.$/u)
    expect(others).toEqual([])
  })

  test('with the indentation of code kept', () => {
    const lines = Array.from({ length: 200 }, (_, line) => `    indented ${line}`)
    const [, second] = splitMessage(`\`\`\`py\n${lines.join('\n')}\n\`\`\``)
    expect(second).toMatch(/^```py\n {4}indented/u)
  })

  test('before a fence rather than inside it', () => {
    for (let length = 1986; length <= 1996; length += 1) {
      const before = 'x'.repeat(length)
      expect(splitMessage(`${before}\`\`\`js\nrun()\n\`\`\``)).toEqual([before, '```js\nrun()\n```'])
    }
  })

  test('into nothing where there is nothing to see', () => {
    for (const text of ['', ' ', '\n'.repeat(9000), ' \t\n'.repeat(3000)]) expect(splitMessage(text)).toEqual([])
  })
})

test.each(['x', ' ', '\n', '`', '```js\n', '漢', '👨‍👩‍👧', '\u0301', '\ud83d', 'x\n\n', '\n```\n'])(
  '100 kB of %j are split in a time that grows with their length alone',
  unit => {
    const took = (length: number) => {
      const text = unit.repeat(length / unit.length)
      const begun = performance.now()
      splitMessage(text)
      return performance.now() - begun
    }
    const best = (length: number) => Math.min(took(length), took(length), took(length))
    took(10_000)

    // A quadratic one would take 100 times as long.
    expect(best(100_000)).toBeLessThan(40 * Math.max(best(10_000), 5))
  },
)
