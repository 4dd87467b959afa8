import { beforeAll, expect, test } from 'vitest'
import { possibleNumbers } from '../../src/memory/text/numbers/numbers.ts'
import { growsTooFast, LENGTHS } from '../support/growth.ts'
import { worstTexts } from '../support/worst-texts.ts'
import { textFunctions } from './text-functions.ts'

const rows = LENGTHS.map(worstTexts)
const texts = rows[0]?.map(({ unit, text }, at) => ({ unit, short: text, long: rows[1]?.[at]?.text ?? '' })) ?? []

/** Of the texts of which something grows too fast. */
const slowUnits = (run: (text: string) => unknown, among = texts) =>
  among
    .filter(({ short, long }) =>
      growsTooFast(
        () => run(long),
        () => run(short),
      ),
    )
    .map(({ unit }) => unit)

beforeAll(() => {
  // Vocabularies are made when they are first needed.
  for (const run of Object.values(textFunctions)) run('I moved to Oslo on 3 May, twenty-one days ago.')
  possibleNumbers('zweihundertfünfzig')
})

test.each(Object.entries(textFunctions))(
  'no text makes %s slow',
  (_, run) => {
    expect(slowUnits(run)).toEqual([])
  },
  120_000,
)

test('one that looks at each place as far as the end is told', () => {
  const countPairs = (said: string) => {
    const text = said.normalize('NFKC')
    let pairs = 0
    for (let from = 0; from < text.length; from += 1)
      for (let at = from; at < text.length; at += 1) pairs += Number(text[from] === text[at])
    return pairs
  }
  const slow = texts.filter(({ unit }) => unit === '㌖')
  expect(slowUnits(countPairs, slow)).toEqual(['㌖'])
}, 120_000)

test('a pattern that is begun anew at each mark is told', () => {
  expect(slowUnits(text => text.normalize('NFKC').replace(/[.!]+$/u, ''))).toContain('… … \u0301!x')
}, 120_000)
