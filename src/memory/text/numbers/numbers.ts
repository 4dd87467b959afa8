import { halfWords } from '../dates/everyday-words.ts'
import { languageOf } from '../detect-language.ts'
import { compoundsIn } from './compound-numbers.ts'
import { beginningOfForms, formsWith, gluedEndings, isNumberWord, magnitudesOf, phrases } from './number-lexicon.ts'
import { digitsValue, joinRuns, type NumberReader, type NumberRun, runsOf } from './number-runs.ts'
import { hangulValues, type NumberToken, numberTokensOf, shortenedNumerals } from './number-tokens.ts'
import type { NumberPhrase } from './number-words.ts'

/*
 * Numbers are compared by value, however they are written: `3`, `three`, `三` and `٣` are one. What a sentence claims is read
 * strictly, what a user's words may mean loosely: a number that is claimed and can't be read from those words is invented.
 */

/**
 * The languages whose number words are claims, and the numbers among those that are another word there as well: `neuf` is
 * new, `sei` are. In the others a short word is too often both (`năm` is 5 and a year).
 */
const CLAIMING: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({ en: [], de: [], nl: [], es: [], pt: [], fr: [9], it: [6], pl: [], cs: [], ru: [], uk: [] }),
)

/** What a number that a sentence claims can mean, the likeliest first: of `84к` 84000 and 84. */
export type NumberClaim = readonly [number, ...number[]]

/**
 * The numbers that a sentence claims, by value: `1,000` is 1000, `5 million` is 5000000, `3万` is 30000. Words that only
 * may be numbers (`a`, `first`) claim none.
 */
export function claimedNumbers(text: string): readonly NumberClaim[] {
  const tokens = numberTokensOf(text)
  const hasWords = tokens.some(({ word }) => word !== undefined && isNumberWord(word))
  const language = hasWords ? (languageOf(text) ?? '') : ''
  const unclear = CLAIMING.get(language)
  const isMeant = (phrase: NumberPhrase) =>
    unclear !== undefined &&
    phrase.language === language &&
    !phrase.isOrdinal &&
    phrase.value > 1 &&
    !unclear.includes(phrase.value)
  const runs = joinRuns(runsOf(tokens, { isMeant, isLoose: false }), tokens)
  return runs.flatMap(({ values: [value, ...others] }) => (value === undefined ? [] : [[value, ...others] as const]))
}

/** Whether some numbers have one that a claim can mean. */
export function isClaimIn(claim: NumberClaim, numbers: ReadonlySet<number>): boolean {
  return claim.some(value => numbers.has(value))
}

const LOOSE: NumberReader = { isMeant: () => true, isLoose: true }

/** All numbers that a user's words can be read as: `1.000` is 1000 and 1, `5k` 5 and 5000, `7 pm` 7 and 19, `1m92` 1.92. */
export function possibleNumbers(text: string): ReadonlySet<number> {
  const tokens = numberTokensOf(text)
  const runs = runsOf(tokens, LOOSE)
  const ofUnits = runs.flatMap(({ values: [value = 0], behind }, at) =>
    readingsWith(value, behind, runs[at + 1]?.values[0]),
  )
  const ofTokens = tokens.flatMap(token => [...readingsOf(token), ...valuesOfWord(token)])
  const ofRuns = [...runs, ...joinRuns(runs, tokens)].flatMap(({ values }) => values)
  const ofCompounds = compoundsIn(tokens.map(({ word }) => word))
  const whole = [...ofRuns, ...ofTokens, ...ofUnits, ...ofCompounds, ...valuesOfMagnitudes(tokens, runs)]
  return new Set([...whole, ...halvesIn(tokens, runs, whole), ...valuesWithSpokenZero(tokens)])
}

function valuesOfWord({ word, numeral }: NumberToken): readonly number[] {
  if (numeral !== undefined) return shortenedNumerals(numeral)
  return word === undefined || isNumberWord(word) ? [] : [...valuesOfForm(word), ...hangulValues(word)]
}

/** A magnitude with no number before it: `a thousand`, `тысяч пять`. */
function valuesOfMagnitudes(tokens: readonly NumberToken[], runs: readonly NumberRun[]): readonly number[] {
  const alone = tokens.flatMap(({ word = '' }) => (/^\p{sc=Latin}{1,3}$/u.test(word) ? [] : magnitudesOf(word)))
  const before = runs.flatMap(({ from, values }) =>
    magnitudesOf(tokens[from - 1]?.word ?? '').flatMap(magnitude => values.map(value => value * magnitude)),
  )
  return [...alone, ...before]
}

/** `half` is 0.5, or belongs to a number before it or to a magnitude beside it; `zweieinhalb` is 2.5. */
function halvesIn(
  tokens: readonly NumberToken[],
  runs: readonly NumberRun[],
  whole: readonly number[],
): readonly number[] {
  const words = tokens.map(({ word = '' }) => word)
  const halves = words.flatMap(word => halfWords.get(word) ?? halfWords.get(word.replace(/^و/u, '')) ?? [])
  const joined = words.flatMap(valuesOfJoinedHalf)
  const scales = [...new Set([...words.flatMap(magnitudesOf), ...runs.map(({ scale }) => scale)])].filter(s => s > 1)
  const ofHalf = halves.includes(0.5)
    ? whole.flatMap(value => [value + 0.5, ...scales.flatMap(scale => [(value + 0.5) * scale, value + scale / 2])])
    : []
  return [...halves, ...joined, ...[...halves, ...joined].flatMap(half => scales.map(scale => half * scale)), ...ofHalf]
}

/** `zweieinhalb`, `anderthalbtausend`: a half behind a number in one word, with a magnitude behind it or without. */
function valuesOfJoinedHalf(word: string): readonly number[] {
  const multiplied = gluedEndings()
    .entries()
    .filter(([ending]) => word.endsWith(ending))
    .flatMap(([ending, magnitude]) => {
      const rest = word.slice(0, -ending.length)
      return [...[halfWords.get(rest) ?? []].flat(), ...valuesBeforeHalf(rest)].map(value => value * magnitude)
    })
  return [...valuesBeforeHalf(word), ...multiplied]
}

const joinableHalves = [...halfWords.keys()].filter(half => half.length > 3)

function valuesBeforeHalf(word: string): readonly number[] {
  const isHalved = joinableHalves.some(half => word.length > half.length && word.endsWith(half))
  return isHalved
    ? beginningsOf(word).flatMap(begin => (phrases().get(begin) ?? []).map(({ value }) => value + 0.5))
    : []
}

/** Characters. A longer word tells no number. */
const MAX_WORD = 80

function beginningsOf(word: string): readonly string[] {
  return Array.from({ length: Math.max(0, Math.min(word.length, MAX_WORD) - 3) }, (_, at) => word.slice(0, at + 3))
}

/** English says the zero of a year as a letter: `o seven`, `nineteen oh five`. */
function valuesWithSpokenZero(tokens: readonly NumberToken[]): readonly number[] {
  return tokens.flatMap(({ word = '' }, at) => {
    const [before, behind] = [englishValue(tokens[at - 1]), englishValue(tokens[at + 1])]
    if (!/^oh?$/u.test(word) || behind === undefined || behind < 1 || behind > 9) return []
    return before === undefined ? [1900 + behind, 2000 + behind] : [before * 100 + behind]
  })
}

function englishValue(token: NumberToken | undefined): number | undefined {
  return phrases()
    .get(token?.word ?? '')
    ?.find(({ language, isOrdinal }) => language === 'en' && !isOrdinal)?.value
}

/** Values of number words in forms that nobody spells: `thirties`, `dreißiger`, `трёх`, `двое`. */
function valuesOfForm(word: string): readonly number[] {
  const beginning = beginningOfForms(word)
  if (word.length <= beginning.length) return []
  return formsWith(beginning)
    .filter(([known]) => isOtherForm(known, word))
    .map(([, value]) => value)
}

function isOtherForm(known: string, word: string): boolean {
  return Math.abs(known.length - word.length) <= 3 && !word.startsWith(`${known}ein`)
}

/** What digits may mean beside what they mean most: `1.000` is 1 as well, `24.12` a day and a month, `'07` and `87` years. */
function readingsOf({ digits = '', isShortened }: NumberToken): readonly number[] {
  if (digits === '') return []
  const parts = digits.match(/\d+/gu) ?? []
  const isDateOrTime = parts.length > 2 || (parts[1]?.length === 2 && parts[0] !== undefined && parts[0].length < 3)
  const value = digitsValue(digits)
  const isYear = /^\d\d$/u.test(digits) && (isShortened || digits.startsWith('0') || value >= MIN_SHORT_YEAR)
  return [
    Number.parseFloat(digits.replace(',', '.')),
    ...(isDateOrTime ? parts.map(Number) : []),
    ...(isYear ? [1900 + value, 2000 + value] : []),
  ]
}

/** From here on two digits can be a year by themselves: `87` is when somebody was born, `26` rather how old they are. */
const MIN_SHORT_YEAR = 40

/** What a number may mean with the unit behind it, and the number behind that. */
function readingsWith(value: number, unit: string, next: number | undefined): readonly number[] {
  if (unit === 'pm') return [value + 12, 0]
  if (unit === 'am') return [0]
  if (unit === 'cm') return [value / 100]
  if (unit === 'm' && next !== undefined && next < 100) return [value + next / 100, value * 100 + next]
  return []
}
