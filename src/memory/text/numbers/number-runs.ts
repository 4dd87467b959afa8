import { abbreviatedMagnitudes, conjunctions, longestPhrase, magnitudesOf, phrases } from './number-lexicon.ts'
import { type NumberToken, powerOf, scaleOfNumerals, valueOfNumerals } from './number-tokens.ts'
import type { NumberPhrase } from './number-words.ts'

/** Tokens that tell one number, with all that they can mean, the likeliest first. */
export interface NumberRun {
  readonly values: readonly number[]
  /** The places of the first token and of the one behind the last. */
  readonly from: number
  readonly to: number
  /** The power of ten that it ends with: of `2 thousand` 1000. What is smaller may follow. */
  readonly scale: number
  /** The word behind it; empty if there is none. */
  readonly behind: string
}

/** By themselves these are parts of words more often than numbers: 一緒, 十分, 千葉. */
const AMBIGUOUS_NUMERALS = new Set(['一', '十', '百', '千', '万', '两', '兩'])

/** What is read as a number. */
export interface NumberReader {
  /** Of number words, the ones that count. */
  isMeant(phrase: NumberPhrase): boolean
  /** Whether numerals count that are rather parts of words. */
  readonly isLoose: boolean
}

/** The numbers of a text in order. */
export function runsOf(tokens: readonly NumberToken[], reader: NumberReader): readonly NumberRun[] {
  const runs: NumberRun[] = []
  for (let at = 0; at < tokens.length; ) {
    const run = runAt(tokens, at, reader)
    if (run !== undefined) runs.push(run)
    at = run?.to ?? at + 1
  }
  return runs
}

function runAt(tokens: readonly NumberToken[], from: number, reader: NumberReader): NumberRun | undefined {
  const number = numberAt(tokens, from, reader)
  if (number === undefined) return undefined
  let { values, scale } = number
  let to = from + number.length
  for (let factors = magnitudesAt(tokens, to); factors.length > 0; factors = magnitudesAt(tokens, to)) {
    const plain = isUnclear(tokens[to]?.word ?? '') || values.length > 1 ? values : []
    values = [...new Set([...factors.flatMap(factor => values.map(value => value * factor)), ...plain])]
    scale = Math.min(...factors)
    to += 1
  }
  return { values, from, to, scale, behind: tokens[to]?.word ?? '' }
}

/** What the token at a place multiplies the number before it by. */
function magnitudesAt(tokens: readonly NumberToken[], at: number): readonly number[] {
  const token = tokens[at]
  if (token?.word === undefined || !token.isNear) return []
  const isMetre = token.word === 'm' && tokens[at + 1]?.isAttached === true // `1m92`
  if (isMetre) return []
  const isLetter = token.word.length === 1 && token.isAttached
  return isLetter ? (abbreviatedMagnitudes().get(token.word) ?? []) : magnitudesOf(token.word)
}

/** Short words are magnitudes of one language, and others in more: `bin` is a thousand in Turkish. */
function isUnclear(word: string): boolean {
  return abbreviatedMagnitudes().has(word) || /^\p{sc=Latin}{1,3}$/u.test(word)
}

function numberAt(
  tokens: readonly NumberToken[],
  at: number,
  { isMeant, isLoose }: NumberReader,
): { readonly values: readonly number[]; readonly length: number; readonly scale: number } | undefined {
  const token = tokens[at]
  if (token?.digits !== undefined) {
    if (isExponent(tokens, at)) return undefined
    const { factor, scale } = powerOf(token.power)
    const value = digitsValue(token.digits)
    // In Korea people leave out that a price is in tens of thousands.
    return { values: token.power === '만' ? [value * factor, value] : [value * factor], length: 1, scale }
  }
  if (token?.numeral !== undefined) {
    if (AMBIGUOUS_NUMERALS.has(token.numeral) && !isLoose) return undefined
    return { values: [valueOfNumerals(token.numeral)], length: 1, scale: scaleOfNumerals(token.numeral) }
  }
  if (token?.word === undefined) return undefined
  for (let length = longestPhrase(token.word); length > 0; length -= 1) {
    const words = tokens.slice(at, at + length).map(({ word }) => word ?? '')
    const values = (phrases().get(words.join(' ')) ?? []).filter(isMeant).map(({ value }) => value)
    if (values.length > 0) return { values: [...new Set(values)], length, scale: 1 }
  }
  return undefined
}

/** `m2` behind a number: the 2 counts nothing. */
function isExponent(tokens: readonly NumberToken[], at: number): boolean {
  const [number, unit, exponent] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  return (
    number?.digits !== undefined &&
    unit?.word !== undefined &&
    unit.word.length <= 3 &&
    (unit.word === 'm' || !abbreviatedMagnitudes().has(unit.word)) &&
    exponent?.isAttached === true &&
    /^[23]$/u.test(exponent.digits ?? '')
  )
}

/** A mark before three digits groups thousands; before any other number of digits it begins the decimals. */
export function digitsValue(digits: string): number {
  if (/^\d{1,2}(?:,\d\d)+,\d{3}$/u.test(digits)) return Number(digits.replaceAll(',', '')) // 1,50,000 in India
  const isGrouped = /^[1-9]\d{0,2}\D/u.test(digits)
  const whole = isGrouped ? digits.replace(/[.,'’ ](?=\d{3}(?!\d))/gu, '') : digits
  return Number.parseFloat(whole.replace(',', '.'))
}

/** Runs of which one goes on with the next: `2 thousand 500`, `7万8千`, `1 lakh 35`, and all that they can mean together. */
export function joinRuns(runs: readonly NumberRun[], tokens: readonly NumberToken[]): readonly NumberRun[] {
  const joined: NumberRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    const values = last !== undefined && goesOn(last, run, tokens) ? valuesTogether(last, run, tokens) : []
    if (last === undefined || values.length === 0) joined.push(run)
    else joined.splice(-1, 1, { ...run, values, from: last.from })
  }
  return joined
}

function goesOn({ to, scale }: NumberRun, { from }: NumberRun, tokens: readonly NumberToken[]): boolean {
  if (scale < 100) return false
  const areNear = tokens.slice(to, from + 1).every(({ isNear }) => isNear)
  return areNear && (from === to || (from === to + 1 && conjunctions().has(tokens[to]?.word ?? '')))
}

/** More ways to read one number would only let through what nobody said. */
const MAX_VALUES = 24

/** A number without a magnitude of its own may stand for the one below the other's: `2万5` is 25,000. */
function valuesTogether(run: NumberRun, next: NumberRun, tokens: readonly NumberToken[]): readonly number[] {
  const [lower = 0] = next.values
  if (lower <= 0 || lower >= run.scale) return []
  const powers = [...Array(9).keys()].map(power => lower * 10 ** power).filter(value => value < run.scale)
  const short = tokens[next.from]?.isAttached && next.scale === 1 ? powers.toReversed() : []
  const added = [...new Set([...short, lower, ...powers])]
  const together = run.values.flatMap(value => (value < run.scale ? [] : added.map(add => value + add)))
  return together.slice(0, MAX_VALUES)
}
