import { describe, expect, test } from 'vitest'
import { splitAnswer } from '../../../src/discord/outgoing/split-answer.ts'
import { fc, runs } from '../../support/property.ts'
import { readShownWords } from './shown-marks.ts'

const known: ReadonlySet<string> = new Set()
const growing = (text: string) => splitAnswer(text, { known, isGrowing: true })
const final = (text: string) => splitAnswer(text, { known })

/** Words of one letter, by what they stand for: `o` in the open, `S` behind a spoiler, `C` in code. */
const words = (letter: string, maxLength = 120) =>
  fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength, size: 'max' })
    .map(lengths => lengths.map(length => letter.repeat(length)).join(' '))
const lines = (letter: string, maxLength = 40) =>
  fc.array(words(letter, 12), { minLength: 1, maxLength, size: 'max' }).map(all => all.join('\n'))
const within = (mark: string, text: fc.Arbitrary<string>) => text.map(inner => `${mark}${inner}${mark}`)
const joined = (gap: string, text: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(text, { minLength: 1, maxLength, size: 'max' }).map(all => all.join(gap))

const marked = (letter: string) =>
  fc.oneof(
    words(letter),
    ...['*', '**', '__', '~~', '***'].map(mark => within(mark, words(letter))),
    fc.tuple(words(letter), words(letter)).map(([bold, italic]) => `**${bold} *${italic}* ${bold}**`),
    fc.tuple(words(letter), words(letter)).map(([bold, italic]) => `*${bold} **${italic}** __${bold}__ ${letter}*`),
  )
const spoiler = within('||', joined(' ', fc.oneof(marked('S'), lines('S')), 6))
const boldSpoiler = fc.tuple(words('o'), lines('S')).map(([open, hidden]) => `**${open} ||${hidden}|| ${open}**`)
const code = within('`', words('C'))
const block = fc
  .tuple(fc.constantFrom('```\n', '```ts\n', '```c++\n', '``` '), lines('C', 90))
  .map(([fence, text]) => `${fence}${text}\n\`\`\``)
const alone = fc.constantFrom('2 * 3', 'o_o', '\\*o', '\\|\\|', '<@1>', '~', '|', '[1]', '<')
const paragraph = joined(' ', fc.oneof(words('o'), marked('o'), code, spoiler, boldSpoiler, alone), 8)
const line = fc.oneof(
  words('o'),
  words('S').map(text => `o ||${text}||`),
  code,
)
const quote = joined(
  '\n',
  line.map(text => `> ${text}`),
  9,
)
const quotedCode = lines('C').map(text => `> o\n> \`\`\`\n${text.replaceAll(/^/gmu, '> ')}\n> \`\`\``)
const list = joined(
  '\n',
  line.map(text => `- ${text}`),
  20,
)
const heading = line.map(text => `## ${text}`)
const answer = joined('\n\n', fc.oneof(paragraph, block, quote, quotedCode, list, heading, spoiler), 8)

/** What is shown as something else than it is. */
const mistaken = (part: string) => {
  const { open, hidden, code: read } = readShownWords(part)
  return [open.match(/[SC]+/u), hidden.match(/[oC]+/u), read.match(/[oS]+/u)].flatMap(found => found ?? [])
}
const isFitting = (part: string) => part.length <= 2000 && part.trim() !== ''
const letters = (text: string) => text.replaceAll(/```(?:ts|c\+\+)/gu, '').replaceAll(/[^oSC]/gu, '')

test('wherever an answer is cut, what is hidden stays hidden, what is code stays code, and nothing is lost', () => {
  fc.assert(
    fc.property(answer, text => {
      const parts = final(text)
      expect(parts.flatMap(mistaken)).toEqual([])
      expect(parts.filter(part => !isFitting(part))).toEqual([])
      expect(parts.map(letters).join('')).toBe(letters(text))
    }),
    runs(300),
  )
})

test('however far an answer has come, what it will hide is hidden', () => {
  fc.assert(
    fc.property(answer, fc.double({ min: 0, max: 1, noNaN: true }), (text, share) => {
      const parts = growing(text.slice(0, Math.floor(text.length * share)))
      const seen = parts.map(readShownWords).map(({ open, code: read }) => `${open}${read}`.match(/S+/u)?.[0])
      expect(seen.filter(found => found !== undefined)).toEqual([])
      expect(parts.filter(part => !isFitting(part))).toEqual([])
    }),
    runs(300),
  )
})

/** Marks in any order, between words of up to so many characters that each stand for themselves. */
const soup = (marks: readonly string[], longestWord: number, maxLength: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...marks), fc.integer({ min: 1, max: longestWord })), { maxLength, size: 'max' })
    .map(pieces => {
      let next = 0x4e00
      const word = (length: number) => Array.from({ length }, () => String.fromCodePoint(next++)).join('')
      return pieces.map(piece => (typeof piece === 'number' ? word(piece) : piece)).join('')
    })
const inlineMarks = [
  '||',
  '|',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '\n',
  ' ',
  '\\',
  '[',
  '](',
  ')',
  '<',
  '>',
  '\n> ',
]
const wordsIn = (text: string) => text.match(/\p{sc=Han}/gu) ?? []

test('whatever marks a text has, in any order: what is hidden in it as a whole is hidden in each part', () => {
  fc.assert(
    fc.property(soup([...inlineMarks, '```'], 700, 40), text => {
      const parts = final(text)
      const hidden = new Set(wordsIn(readShownWords(text).hidden))
      const seen = parts.map(readShownWords).flatMap(({ open, code: read }) => wordsIn(`${open}${read}`))
      expect(seen.filter(word => hidden.has(word))).toEqual([])
      expect(parts.filter(part => !isFitting(part))).toEqual([])
      expect(wordsIn(parts.join(''))).toEqual(wordsIn(text))
    }),
    runs(80),
  )
})

test('whatever marks it has, none of its beginnings shows what it hides as a whole', () => {
  fc.assert(
    fc.property(soup(inlineMarks, 5, 16), text => {
      const hidden = new Set(wordsIn(readShownWords(text).hidden))
      const beginnings = Array.from(text, (_, at) => text.slice(0, at))
      const seen = beginnings.flatMap(growing).map(readShownWords)
      const inTheOpen = seen.flatMap(({ open, code: read }) => wordsIn(`${open}${read}`))
      expect(inTheOpen.filter(word => hidden.has(word))).toEqual([])
    }),
    runs(300),
  )
})

describe('a mark that is open where an answer is cut is closed and opened again', () => {
  const long = (text: string, count = 150) => Array.from({ length: count }, (_, at) => `${text}${at}`)

  test.each([
    ['spoiler', '||', '||'],
    ['bold', '**', '**'],
    ['italic', '*', '*'],
    ['italic with underscores', '_', '_'],
    ['bold and italic', '***', '***'],
    ['underlined', '__', '__'],
    ['struck through', '~~', '~~'],
    ['code', '`', '`'],
    ['code that holds a backtick', '`` ` ', '``'],
    ['spoiler in bold', '**||', '||**'],
    ['heading', '## ', ''],
    ['small print', '-# ', ''],
    ['quote', '> ', ''],
    ['quote to the end', '>>> ', ''],
    ['quoted spoiler', '> ||', '||'],
  ])('%s', (_, opening, closing) => {
    const text = long('a long sentence, number ', 110).join(' ')
    const [first = '', second = '', ...others] = final(`${opening}${text}${closing}`)
    const again = opening.replace('` ', '')

    expect(others).toEqual([])
    expect(first).toBe(`${opening}${first.slice(opening.length, first.length - closing.length)}${closing}`)
    expect(second.replace('`` ', '``')).toMatch(
      new RegExp(`^${RegExp.escape(again.trimEnd())} ?(?:a|long|sentence|number|\\d)`, 'u'),
    )
    expect(second.endsWith(closing)).toBe(true)
  })

  test('a quote of many lines goes on as one', () => {
    const [first, second] = final(long('> **a** line ').join('\n'))

    expect(`${first}\n${second}`).toBe(long('> **a** line ').join('\n'))
  })

  test('quoted code is code in both messages, and quoted', () => {
    const [first, second] = final(`> \`\`\`ts\n${long('> const line = ').join('\n')}\n> \`\`\``)

    expect(first).toMatch(/^> ```ts\n(?:> const line = \d+\n)+> ```$/u)
    expect(second).toMatch(/^> ```ts\n(?:> const line = \d+\n)+> ```$/u)
  })

  test('a list counts on, also where all its items are 1.', () => {
    const [, second] = final(long('1. an item of a long list, ').join('\n'))

    expect(second).toMatch(/^(\d{2,3})\. an item of a long list, \d+\n/u)
    const [, number, said] = /^(\d+)\. an item of a long list, (\d+)\n/u.exec(second ?? '') ?? []
    expect(Number(number)).toBe(Number(said) + 1)
  })

  test('items further in stay beside each other at the beginning of a message', () => {
    const [, second] = final(`- all of them:\n${long('  - an item that is further in, ').join('\n')}`)

    expect(second).toMatch(/^- an item that is further in, \d+\n- an item/u)
  })

  test.each([
    ['a link with words of its own', '[the whole guide](https://docs.example.org/guide/to/everything_that_there_is)'],
    ['a bare link', 'https://docs.example.org/guide/to/everything_that_there_is'],
    ['a link in angle brackets', '<https://docs.example.org/guide/to/everything_that_there_is>'],
    ['an emoji', '<:cat:123>'],
    ['a time', '<t:1700000000:R>'],
    ['a command', '</know about it:123>'],
    ['short code', '`npm run something with words`'],
  ])('%s is never cut', (_, atom) => {
    for (let before = 1999 - atom.length; before < 2001; before += 1) {
      const links = new Set([atom.replaceAll(/^.*\(|[()<>]/gu, '')])
      const parts = splitAnswer(`${'x'.repeat(before)} ${atom} ${'y '.repeat(300)}`, { known: links })
      expect(parts.filter(part => part.includes(atom))).toHaveLength(1)
    }
  })

  test('a sentence is not cut so that the next message begins with a mark', () => {
    const text = `${'x'.repeat(1990)} is 5 - 3 # 2 > 1`

    expect(final(text)[1]).not.toMatch(/^[-#>]/u)
  })
})
