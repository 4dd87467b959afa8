import { foldText } from '../fold.ts'
import { numberPhrases } from '../numbers/number-words.ts'

/** A text in which numbers that were told in words stand in digits, and for each of its characters, and for its end, where it stood. */
export interface SpelledOut {
  readonly text: string
  readonly starts: readonly number[]
}

/** What a number in words can be, by its language: `six` is English and French. */
type Values = ReadonlyMap<string, number>

interface NumberWords {
  readonly values: ReadonlyMap<string, Values>
  /** How many words the longest number has that begins with a word: `vingt et un`. */
  readonly lengths: ReadonlyMap<string, number>
}

/** What is told digit by digit, or two by two: greater numbers are amounts. */
const MAX_TOLD = 99
/** What people say for zero, and no kept source has. */
const SPOKEN_ZEROS = ['o', 'oh']
/** Fewer digits are no code. */
const MIN_DIGITS = 3
const WORD = /[\p{L}\p{M}']+/gu
const GAP = /^[\s,.\-\u2010-\u2015]{1,3}$/u
/** Chinese and Japanese numerals one by one, 幺 for a one that is heard well; with a power behind them they are an amount. */
const NUMERALS = '〇 一 二 三 四 五 六 七 八 九'.split(' ')
const SPOKEN_NUMERALS: Readonly<Record<string, string>> = { 零: '0', 幺: '1' }
const NUMERAL_RUN = /[〇零一二三四五六七八九幺](?:[\s-]?[〇零一二三四五六七八九幺]){2,18}(?![十百千万萬億亿])/gu

/** Made when they are first needed: all languages take a tenth of a second. */
let numberWords: NumberWords | undefined

function loadNumberWords(): NumberWords {
  const values = new Map<string, Map<string, number>>()
  const lengths = new Map<string, number>()
  const add = (parts: readonly string[], value: number, language: string) => {
    const [key, first = ''] = [parts.join(' '), parts[0]]
    values.set(key, (values.get(key) ?? new Map<string, number>()).set(language, value))
    lengths.set(first, Math.max(lengths.get(first) ?? 0, parts.length))
  }
  for (const { words, value, language, isOrdinal } of [...numberPhrases(MAX_TOLD)].flat()) {
    const spelled = language === 'uk' ? words.replaceAll('i', 'і') : words // the library has Latin letters there
    const parts = foldText(spelled).text.toLowerCase().match(WORD) ?? []
    if (!isOrdinal && parts.length > 0) add(parts, value, language)
  }
  for (const zero of SPOKEN_ZEROS) add([zero], 0, 'en')
  return { values, lengths }
}

/** A folded text with the numbers in digits that it tells in words, digit by digit; undefined where it tells none so. */
export function withDigits(folded: string): SpelledOut | undefined {
  const runs = [...runsOfWords(folded), ...runsOfNumerals(folded)].toSorted((a, b) => a.start - b.start)
  if (runs.length === 0) return undefined
  const starts: number[] = []
  let text = ''
  let done = 0
  const copyTo = (end: number) => {
    text += folded.slice(done, end)
    for (; done < end; done += 1) starts.push(done)
  }
  for (const { start, end, digits } of runs) {
    if (start < done) continue
    copyTo(start)
    for (const { digit, at } of digits) {
      text += digit
      starts.push(at)
    }
    done = end
  }
  copyTo(folded.length)
  return { text, starts: [...starts, folded.length] }
}

interface DigitRun {
  readonly start: number
  readonly end: number
  readonly digits: readonly { readonly digit: string; readonly at: number }[]
}

function runsOfNumerals(folded: string): readonly DigitRun[] {
  return [...folded.matchAll(NUMERAL_RUN)].map(({ 0: run, index }) => ({
    start: index,
    end: index + run.length,
    digits: [...run.matchAll(/[^\s-]/gu)].map(({ 0: sign, index: offset }) => ({
      digit: SPOKEN_NUMERALS[sign] ?? String(NUMERALS.indexOf(sign)),
      at: index + offset,
    })),
  }))
}

function runsOfWords(folded: string): readonly DigitRun[] {
  const words = [...folded.toLowerCase().matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }))
  const isNear = (at: number) => GAP.test(folded.slice(words[at - 1]?.end, words[at]?.start))
  const found: DigitRun[] = []
  for (let at = 0; at < words.length; ) {
    const { numbers, next, language } = numbersFrom(at, words, isNear)
    const digits = numbers.flatMap(({ of, start }) =>
      [...String(of.get(language) ?? '')].map(digit => ({ digit, at: start })),
    )
    if (digits.length >= MIN_DIGITS)
      found.push({ start: words[at]?.start ?? 0, end: words[next - 1]?.end ?? 0, digits })
    at = Math.max(next, at + 1)
  }
  return found
}

interface PlacedWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The numbers that stand one after the other from a word on, all of them in one language. */
function numbersFrom(from: number, words: readonly PlacedWord[], isNear: (at: number) => boolean) {
  const numbers: { readonly of: Values; readonly start: number }[] = []
  let languages: ReadonlySet<string> | undefined
  let next = from
  for (let number = numberAt(next, words, isNear); number !== undefined; number = numberAt(next, words, isNear)) {
    const possible = new Set(number.of.keys())
    const common = possible.intersection(languages ?? possible)
    if (common.size === 0 || (next > from && !isNear(next))) break
    languages = common
    numbers.push({ of: number.of, start: words[next]?.start ?? 0 })
    next += number.length
  }
  const [language = ''] = languages ?? []
  return { numbers, next, language }
}

/** The number in words at a place, of as many words as it may be. */
function numberAt(
  at: number,
  words: readonly PlacedWord[],
  isNear: (at: number) => boolean,
): { readonly of: Values; readonly length: number } | undefined {
  numberWords ??= loadNumberWords()
  const { values, lengths } = numberWords
  for (let length = lengths.get(words[at]?.word ?? '') ?? 0; length > 0; length -= 1) {
    const parts = words.slice(at, at + length)
    const of = parts.length < length ? undefined : values.get(parts.map(({ word }) => word).join(' '))
    if (of !== undefined && parts.every((_, offset) => offset === 0 || isNear(at + offset))) return { of, length }
  }
  return undefined
}
