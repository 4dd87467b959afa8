import { halfWords } from '../dates/everyday-words.ts'
import { languageOf } from '../detect-language.ts'
import { normalizeText } from '../normalize.ts'
import { compoundsIn } from './compound-numbers.ts'
import { isNumberWord, longestPhrase, magnitudes, phrases } from './number-lexicon.ts'
import type { NumberPhrase } from './number-words.ts'

/*
 * Numbers are compared by value, however they are written: `3`, `three`, `三` and `٣` are one. What a sentence claims is read
 * strictly, what a user's words may mean loosely: a number that is claimed and can't be read from those words is invented.
 */

/** Chinese and Japanese numerals, and the powers of ten that stand behind numerals and digits: 3万 is 30,000. */
const NUMERALS = new Map('〇 一 二 三 四 五 六 七 八 九'.split(' ').map((numeral, value) => [numeral, value]))
NUMERALS.set('两', 2).set('兩', 2)
const POWERS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1000, 万: 10_000, 萬: 10_000, 億: 1e8, 亿: 1e8 }))

const DIGITS = /[1-9]\d{0,2}(?: 000)+(?!\d)|\d{1,60}(?:[.,'’]\d{3}){0,20}(?!\d)(?:[.,]\d{1,60})?|\d+/u
const KANJI = new RegExp(`[${[...NUMERALS.keys(), ...POWERS.keys()].join('')}]+`, 'u')
const TOKEN = new RegExp(
  String.raw`(?<digits>${DIGITS.source})(?<power>[万萬億亿])?|(?<kanji>${KANJI.source})|(?<word>(?:(?!\p{sc=Han})[\p{L}\p{M}])+)`,
  'gu',
)

/** By themselves these are parts of words more often than numbers: 一緒, 十分, 千葉. */
const AMBIGUOUS_KANJI = new Set(['一', '十', '百', '千', '万', '两', '兩'])

/** The code points of the digit zero in other scripts: Arabic, Persian, Hindi, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

/** What people put behind digits for a power of ten, as `1.2k`. */
const SUFFIXES: ReadonlyMap<string, number> = new Map(Object.entries({ k: 1000, m: 1e6, mio: 1e6, mln: 1e6, bn: 1e9 }))

/**
 * The languages whose number words are claims, and the numbers among those that are another word there as well: `neuf` is
 * new, `sei` are. In the others a short word is too often both (`năm` is 5 and a year).
 */
const CLAIMING: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({ en: [], de: [], nl: [], es: [], pt: [], fr: [9], it: [6], pl: [], cs: [], ru: [], uk: [] }),
)

/**
 * The numbers that a sentence claims, by value: `1,000` is 1000, `5 million` is 5000000, `3万` is 30000. Words that only
 * may be numbers (`a`, `first`) claim none.
 */
export function claimedNumbers(text: string): readonly number[] {
  const tokens = tokensOf(text)
  const hasWords = tokens.some(({ word }) => word !== undefined && isNumberWord(word))
  const language = hasWords ? (languageOf(text) ?? '') : ''
  const unclear = CLAIMING.get(language)
  const isClaimed = (phrase: NumberPhrase) =>
    unclear !== undefined &&
    phrase.language === language &&
    !phrase.isOrdinal &&
    phrase.value > 1 &&
    !unclear.includes(phrase.value)
  return runsOf(tokens, isClaimed).map(({ values }) => values[0] ?? 0)
}

/** All numbers that a user's words can be read as: `1.000` is 1000 and 1, `5k` 5 and 5000, `7 pm` 7 and 19, `1m92` 1.92. */
export function possibleNumbers(text: string): ReadonlySet<number> {
  const tokens = tokensOf(text)
  const runs = runsOf(tokens, () => true)
  const ofDigits = tokens.flatMap(({ digits }) => (digits === undefined ? [] : readingsOf(digits)))
  const ofUnits = runs.flatMap(({ values: [value = 0], behind }, at) =>
    readingsWith(value, behind, runs[at + 1]?.values[0]),
  )
  const whole = [...runs.flatMap(({ values }) => values), ...ofDigits, ...ofUnits]
  const ofForms = tokens.flatMap(({ word }) => (word === undefined || isNumberWord(word) ? [] : valuesOfForm(word)))
  const ofKanji = tokens.flatMap(({ kanji }) => (kanji === undefined ? [] : shortenedKanji(kanji)))
  const ofCompounds = compoundsIn(tokens.map(({ word }) => word))
  return new Set([...whole, ...ofForms, ...halvesIn(tokens, whole), ...ofKanji, ...ofCompounds])
}

/** `half` is 0.5, or belongs to a number before it or a magnitude behind it; `zweieinhalb` is 2.5. */
function halvesIn(tokens: readonly Token[], whole: readonly number[]): readonly number[] {
  const words = tokens.map(({ word = '' }) => word)
  const halves = words.flatMap(word => halfWords.get(word) ?? [])
  const magnitudesTold = words.flatMap(word => magnitudes().get(word) ?? [])
  const ofHalf = halves.includes(0.5)
    ? [...whole.map(value => value + 0.5), ...magnitudesTold.map(value => value / 2)]
    : []
  const joined = words
    .filter(word =>
      [...halfWords.keys()].some(half => half.length > 3 && word.length > half.length && word.endsWith(half)),
    )
    .flatMap(word => beginningsOf(word).flatMap(begin => (phrases().get(begin) ?? []).map(({ value }) => value + 0.5)))
  return [...halves, ...ofHalf, ...joined]
}

function beginningsOf(word: string): readonly string[] {
  return Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => word.slice(0, at + 3))
}

/** Values of number words in forms that nobody spells: `thirties`, `dreißiger`, `трёх`, `двое`. */
function valuesOfForm(word: string): readonly number[] {
  const begin = beginOf(word)
  if (begin === undefined) return []
  return (byBeginning().get(begin) ?? []).filter(([known]) => isOtherForm(known, word)).map(([, value]) => value)
}

const LATIN = /^\p{sc=Latin}/u

/** Letters in which all forms of a number word agree: in Latin letters more of them, as there are more languages. */
function beginOf(word: string): string | undefined {
  const length = LATIN.test(word) ? 5 : 2
  return word.length > length ? word.slice(0, length) : undefined
}

function isOtherForm(known: string, word: string): boolean {
  return Math.abs(known.length - word.length) <= 3 && !word.startsWith(`${known}ein`)
}

let formsByBeginning: ReadonlyMap<string, readonly (readonly [word: string, value: number])[]> | undefined

function byBeginning() {
  formsByBeginning ??= Map.groupBy(
    [...phrases().values()]
      .flat()
      .map(({ words, value }) => [normalizeText(words), value] as const)
      .filter(([words, value]) => !/[\s-]/u.test(words) && words.length > 2 && (value <= 10 || value % 10 === 0)),
    ([words]) => words.slice(0, LATIN.test(words) ? 5 : 2),
  )
  return formsByBeginning
}

/** What digits with marks among them may mean beside what they mean most: `1.000` is 1 as well, `24.12` a day and a month. */
function readingsOf(digits: string): readonly number[] {
  const parts = digits.match(/\d+/gu) ?? []
  const isDateOrTime = parts.length > 2 || (parts[1]?.length === 2 && parts[0] !== undefined && parts[0].length < 3)
  return [Number.parseFloat(digits.replace(',', '.')), ...(isDateOrTime ? parts.map(Number) : [])]
}

/** What a number may mean with the unit behind it, and the number behind that. */
function readingsWith(value: number, unit: string, next: number | undefined): readonly number[] {
  if (unit === 'pm') return [value + 12, 0]
  if (unit === 'am') return [0]
  if (unit === 'cm') return [value / 100]
  if (unit === 'm' && next !== undefined && next < 100) return [value + next / 100, value * 100 + next]
  return [value * (SUFFIXES.get(unit) ?? 1)]
}

interface Token {
  readonly digits?: string | undefined
  readonly power?: string | undefined
  readonly kanji?: string | undefined
  readonly word?: string | undefined
  /** Whether nothing stands between it and the token before. */
  readonly isAttached: boolean
}

function tokensOf(text: string): readonly Token[] {
  const plain = normalizeText(text.replace(/[⁰¹²³⁴-⁹]/gu, ' ').replace(/(\d{0,20})([¼½¾⅓⅔⅛⅜⅝⅞])/gu, decimalOf)).replace(
    /(?![0-9])\p{Nd}/gu,
    toAsciiDigit,
  )
  let end = -1
  return [...plain.matchAll(TOKEN)].map(match => {
    const isAttached = match.index === end
    end = match.index + match[0].length
    return { ...match.groups, isAttached }
  })
}

/** `2½` is 2.5. */
function decimalOf(_: string, whole: string, sign: string): string {
  const [numerator = 0, denominator = 1] = sign.normalize('NFKC').split('⁄').map(Number)
  return ` ${Number(whole) + numerator / denominator} `
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = ZEROS.find(start => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** Tokens that tell one number, with all that they can mean, the likeliest first. */
interface NumberRun {
  readonly values: readonly number[]
  /** The word behind it; empty if there is none. */
  readonly behind: string
}

/** The numbers of a text in order; of those in words the ones that `isMeant`. */
function runsOf(tokens: readonly Token[], isMeant: (phrase: NumberPhrase) => boolean): readonly NumberRun[] {
  const runs: NumberRun[] = []
  for (let at = 0; at < tokens.length; ) {
    const found = numberAt(tokens, at, isMeant)
    if (found === undefined) {
      at += 1
      continue
    }
    const next = tokens[at + found.length]
    const magnitude = magnitudes().get(next?.word ?? '')
    const values = magnitude === undefined ? found.values : found.values.map(value => value * magnitude)
    at += found.length + (magnitude === undefined ? 0 : 1)
    const isFraction = magnitude !== undefined && found.values.length > 1
    runs.push({ values: isFraction ? [...values, ...found.values] : values, behind: tokens[at]?.word ?? '' })
  }
  return runs
}

function numberAt(
  tokens: readonly Token[],
  at: number,
  isMeant: (phrase: NumberPhrase) => boolean,
): { readonly values: readonly number[]; readonly length: number } | undefined {
  const token = tokens[at]
  if (token?.digits !== undefined) {
    if (isExponent(tokens, at)) return undefined
    return { values: [digitsValue(token.digits) * (POWERS.get(token.power ?? '') ?? 1)], length: 1 }
  }
  if (token?.kanji !== undefined) {
    const isUnclear = AMBIGUOUS_KANJI.has(token.kanji) && !isMeant(ANY_NUMBER)
    return isUnclear ? undefined : { values: [kanjiValue(token.kanji)], length: 1 }
  }
  if (token?.word === undefined) return undefined
  for (let length = longestPhrase(token.word); length > 0; length -= 1) {
    const words = tokens.slice(at, at + length).map(({ word }) => word ?? '')
    const values = (phrases().get(words.join(' ')) ?? []).filter(isMeant).map(({ value }) => value)
    if (values.length > 0) return { values: [...new Set(values)], length }
  }
  return undefined
}

/** Stands for a number in no language. */
const ANY_NUMBER: NumberPhrase = { words: '', value: 1, isOrdinal: true, language: '' }

/** `m2` behind a number: the 2 counts nothing. */
function isExponent(tokens: readonly Token[], at: number): boolean {
  const [number, unit, exponent] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  return (
    number?.digits !== undefined &&
    unit?.word !== undefined &&
    unit.word.length <= 3 &&
    exponent?.isAttached === true &&
    /^[23]$/u.test(exponent.digits ?? '')
  )
}

/** A mark before three digits groups thousands; before any other number of digits it begins the decimals. */
function digitsValue(digits: string): number {
  const isGrouped = /^[1-9]\d{0,2}\D/u.test(digits)
  const whole = isGrouped ? digits.replace(/[.,'’ ](?=\d{3}(?!\d))/gu, '') : digits
  return Number.parseFloat(whole.replace(',', '.'))
}

/** A digit behind a power of ten may stand for the power below it: `四千五` is 4500, `两万三` 23,000. */
function shortenedKanji(kanji: string): readonly number[] {
  const [digit, power] = [NUMERALS.get(kanji.at(-1) ?? '') ?? 0, POWERS.get(kanji.at(-2) ?? '') ?? 0]
  return digit > 0 && power >= 100 ? [kanjiValue(kanji.slice(0, -1)) + (digit * power) / 10] : []
}

function kanjiValue(kanji: string): number {
  let [sum, section, digit] = [0, 0, 0]
  for (const sign of kanji) {
    const power = POWERS.get(sign)
    if (power === undefined) digit = digit * 10 + (NUMERALS.get(sign) ?? 0)
    else if (power < 10_000) [section, digit] = [section + (digit || 1) * power, 0]
    else [sum, section, digit] = [sum + (section + digit || 1) * power, 0, 0]
  }
  return sum + section + digit
}
