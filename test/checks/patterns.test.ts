import { describe, expect, test } from 'vitest'
import { findPatterns, recordCompositions } from '../../checks/patterns/collect.ts'
import { superLinearParts } from '../../checks/patterns/super-linear.ts'

const partsOf = ({ source, flags }: RegExp) => superLinearParts(source, flags)

test.each([
  ['marks at the end', /[.!。]+$/u],
  ['letters before a capital', /[\p{L}\p{N}]*\p{Lu}/u],
  ['a beginning of several characters', /<a>[\s\S]*?<\/a>/u],
  ['a beginning that may stand within', /\[note: [^\]\n]*\]/u],
  ['a line that begins with spaces, and \\s has line ends', /^\s*size (\d+)/mu],
  ['two that share spaces', /x\s+[^y]*y/u],
  ['one that can match in several ways', /(?:a|ab|b)*c/u],
  ['an earlier one that runs over the beginning', /^(?<user>.+)@https?:\/\/.+$/u],
  ['what is looked for ahead', /(?=.*b)c/u],
  ['what is looked for behind', /(?<=a*)b/u],
  ['a string that may end in a backslash', /"(?:[^"\\]|\\.)*(?:"|$)/u],
  ['a bound that is none', /<a>[^b]{0,20000}b/u],
])('a pattern that can take long is named: %s', (_, pattern) => {
  expect(partsOf(pattern)).not.toEqual([])
})

test.each([
  ['marks at the beginning', /^[.!。]+/u],
  ['a run that ends with whatever follows', /[.!]+/gu],
  ['a run that nothing of it begins', /(?<![\w-])[\w-]+\.x/u],
  ['a word between its bounds', /\b\w+:/u],
  ['to the end of a line', />.*$/gmu],
  ['to the end of a text', /<a>[\s\S]*?(?:<\/a>|$)/gu],
  ['a string with all of its escapes', /"(?:[^"\\]|\\[\s\S]?)*(?:"|$)/gu],
  ['bounds', /<a>.{0,200}b/u],
  ['a place that is told', /a+b/uy],
  ['a beginning that ends the run', /"[^"]*"x/u],
])('one that can not is left alone: %s', (_, pattern) => {
  expect(partsOf(pattern)).toEqual([])
})

describe('the patterns of a file', () => {
  test('are those that stand there, with their lines', () => {
    const { literals } = findPatterns('a.ts', 'const a = /x+/gu\nconst b: RegExp = /[/]/\n')
    expect(literals).toEqual([
      { path: 'a.ts', line: 1, source: 'x+', flags: 'gu' },
      { path: 'a.ts', line: 2, source: '[/]', flags: '' },
    ])
  })

  test('and those that it puts together, with 3 for what is put in', () => {
    const text = 'export const of = (n: number) => new RegExp(String.raw`\\w{$' + "{n}}`, 'u')\nnew RegExp(given)"
    expect(findPatterns('a.ts', text)).toMatchObject({
      compositions: [{ line: 1, source: '\\w{3}', flags: 'u' }],
      unclear: [2],
    })
  })
})

test('a pattern that is put together when its module is loaded is taken as it is, with its place', async () => {
  const here = new URL('.', import.meta.url)
  const made = await recordCompositions(here, async () => new RegExp(['a', 'b'].join('|'), 'gu'))
  const elsewhere = await recordCompositions(new URL('../../src/', here), async () => new RegExp(['a', 'b'].join('|')))
  expect(made).toEqual([{ path: 'patterns.test.ts', line: expect.any(Number), source: 'a|b', flags: 'gu' }])
  expect(elsewhere).toEqual([])
})
