import { DAY_MS } from '../dates/calendar.ts'
import { type DateMention, findDates } from '../dates/find-dates.ts'
import { compatibilityForm } from '../normalize.ts'
import { claimedNumbers, type NumberClaim } from '../numbers/numbers.ts'
import { isDenial, isWish } from '../qualifiers.ts'
import { UNSPACED_SCRIPT, wordsOf } from '../words.ts'
import { findFacetWords } from './facet-words.ts'
import {
  COPULAS,
  DETERMINERS,
  FUNCTION_WORDS,
  PLACE_ENDING,
  PLACE_MARKERS,
  POSSESSIVES,
  TOPIC_ENDING,
  TOPIC_MARKERS,
  USER_WORDS,
} from './function-words.ts'

/** A word of a sentence that tells something. */
export interface TellingWord {
  /** As words are compared; the words of a name stand together. */
  readonly stem: string
  /** It is written as names are, within a sentence. */
  readonly isName: boolean
  /** Stands at the beginning, or is marked, as what a sentence is about does; or is somebody's: `my sister`. */
  readonly canBeSubject: boolean
  readonly isPossessed: boolean
  /** What stands before it, articles aside. */
  readonly before: string
  /** Which word of the sentence it is, small ones counted. */
  readonly at: number
}

/** A short sentence taken apart, to be compared with another: how it is put aside. */
export interface SentenceParts {
  /** What it tells, but for days, numbers and the words for facets. */
  readonly words: readonly TellingWord[]
  /** The words that only hold it together. */
  readonly functionWords: readonly string[]
  /** Facets of which somebody has one value at a time, with the words that tell so. */
  readonly facets: ReadonlyMap<string, string>
  readonly dates: readonly DateMention[]
  /** The day on which it was said: since 1970. */
  readonly saidOn: number
  readonly numbers: readonly NumberClaim[]
  readonly isDenial: boolean
  /** It tells what is wished, planned or supposed; a day in May aside. */
  readonly isWish: boolean
  readonly length: number
}

const WORD = /⟨|\p{L}[\p{L}\p{M}\p{N}]*|\p{N}[\p{N}.,:]*/gu
const CAPITAL = /^\p{Lu}/u
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
/** Characters: what is longer is no one statement, and compared with nothing. */
const MAX_LENGTH = 300

/** @param saidAt milliseconds since 1970: the days that a sentence tells are meant from there. */
export function sentenceParts(text: string, saidAt: number): SentenceParts {
  const saidOn = Math.floor(saidAt / DAY_MS)
  if (text.length > MAX_LENGTH) return { ...NO_PARTS, saidOn }
  const whole = compatibilityForm(text)
  const dates = findDates(whole, saidOn).filter(({ isGuess }) => !isGuess)
  const undated = dates.reduce((rest, { words }) => withoutWords(rest, words), whole)
  const mentions = findFacetWords(undated)
  const rest = withoutRanges(
    undated,
    mentions.filter(({ isValue }) => !isValue),
  )
  const numbers = claimedNumbers(rest)
  const words = sentenceTokens(rest)
  return {
    ...tellingWords(words, numbers.length > 0),
    facets: new Map(
      [...Map.groupBy(mentions, ({ facet }) => facet)].map(([facet, told]) => [
        facet,
        told.map(({ word }) => word).join(' '),
      ]),
    ),
    dates,
    saidOn,
    numbers,
    isDenial: isDenial(undated.replace(IN_THE, '')),
    isWish: isWish(undated),
    length: words.length,
  }
}

/** A text without words that are told in lower case. */
export function withoutWords(text: string, words: string): string {
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  return at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + words.length)}`
}

/** Portuguese `no Porto` is "in Porto". */
const IN_THE = /(?<!\p{L})no(?= \p{Lu})/gu

const NO_PARTS: Omit<SentenceParts, 'saidOn'> = {
  ...{
    words: [],
    functionWords: [],
    facets: new Map(),
    dates: [],
    numbers: [],
    isDenial: false,
    isWish: false,
    length: 0,
  },
}

/** The telling words of a text, the words for facets among them, without looking for days: quick. */
export function tellingWordsOf(text: string): readonly TellingWord[] {
  return text.length > MAX_LENGTH ? [] : tellingWords(sentenceTokens(compatibilityForm(text)), false).words
}

/** What a facet's word leaves, so that it counts as a word and tells nothing. */
export const PLACEHOLDER = '⟨'

function withoutRanges(text: string, ranges: readonly { readonly from: number; readonly to: number }[]): string {
  let rest = ''
  let done = 0
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    if (to <= done) continue
    rest += from < done ? '' : `${text.slice(done, from)} ${PLACEHOLDER} `
    done = to
  }
  return rest + text.slice(done)
}

/** The words of a text, small ones as well, in their order. */
export function sentenceTokens(text: string): readonly string[] {
  return (text.match(WORD) ?? []).flatMap(word =>
    UNSPACED_SCRIPT.test(word)
      ? [...segmenter.segment(word)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
      : [word],
  )
}

function tellingWords(tokens: readonly string[], hasNumbers: boolean): Pick<SentenceParts, 'words' | 'functionWords'> {
  const words: TellingWord[] = []
  const functionWords: string[] = []
  let isBeginning = true
  for (const [at, token] of tokens.entries()) {
    const plain = token.toLowerCase()
    const kind = kindOf(token, at, hasNumbers)
    if (kind === 'function') functionWords.push(plain)
    if (kind === 'telling') addTellingWord(words, tokens, at, isBeginning)
    if (!(DETERMINERS.has(plain) || POSSESSIVES.has(plain))) isBeginning = false
  }
  return { words, functionWords }
}

function kindOf(token: string, at: number, hasNumbers: boolean): 'telling' | 'function' | 'none' {
  if (token === PLACEHOLDER || /^\p{N}/u.test(token)) return 'none'
  if (hasNumbers && claimedNumbers(token).length > 0) return 'none'
  if (isCapitalized(token, at)) return 'telling'
  const plain = token.toLowerCase()
  const isSmall = isFunctionWord(plain) || (plain.length <= MAX_DENIAL && isDenial(plain))
  return isSmall ? 'function' : 'telling'
}

function isCapitalized(token: string, at: number): boolean {
  return at > 0 && CAPITAL.test(token) && token !== 'I' && !USER_WORDS.has(token.toLowerCase())
}

/** Adds a word, or to the name before it where the two are one. */
function addTellingWord(words: TellingWord[], tokens: readonly string[], at: number, isBeginning: boolean): void {
  const token = tokens[at] ?? ''
  const last = words.at(-1)
  const isName = isCapitalized(token, at)
  const isNext = last !== undefined && last.at === at - 1
  if (isName && isNext && last.isName && !last.isPossessed) {
    words[words.length - 1] = { ...last, stem: `${last.stem} ${stemOf(token)}`, at }
    return
  }
  const isPossessed = isPossessedAt(tokens, at)
  // "My friend Tom"
  const isIntroduced = isName && isNext && last.isPossessed
  const next = tokens[at + 1]?.toLowerCase() ?? ''
  words.push({
    stem: stemOf(token),
    isName,
    isPossessed,
    canBeSubject: isPossessed || isIntroduced || isSubject(token.toLowerCase(), next, isBeginning),
    before: wordBefore(tokens, at),
    at,
  })
}

/** The user's own: "my sister", "the user's sister". */
function isPossessedAt(tokens: readonly string[], at: number): boolean {
  const before = tokens[at - 1]?.toLowerCase() ?? ''
  return POSSESSIVES.has(before) || (before === 's' && /^users?$/iu.test(tokens[at - 2] ?? ''))
}

function wordBefore(tokens: readonly string[], at: number): string {
  const before = tokens.slice(0, at).findLast(token => !DETERMINERS.has(token.toLowerCase()))
  return before?.toLowerCase() ?? ''
}

/** Characters of a word that only denies; a longer one tells what is denied as well. */
const MAX_DENIAL = 8

function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word) || POSSESSIVES.has(word) || COPULAS.has(word)
}

/** Where a mark tells, it decides; else the first word is taken for what the sentence is about. */
function isSubject(word: string, next: string, isBeginning: boolean): boolean {
  if (PLACE_MARKERS.has(next) || PLACE_ENDING.test(word)) return false
  return isBeginning || TOPIC_MARKERS.has(next) || TOPIC_ENDING.test(word)
}

function stemOf(word: string): string {
  return wordsOf(word).join('') || word.toLowerCase()
}
