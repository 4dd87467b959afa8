import { findDates } from '../dates/find-dates.ts'
import { languageOf } from '../detect-language.ts'
import { compatibilityForm } from '../normalize.ts'
import { findFacetWords } from './facet-words.ts'
import {
  AMBIGUOUS_THIRD_PERSON,
  COMPANIONS,
  COPULAS,
  FUNCTION_WORDS,
  HAVING,
  INDEFINITE_ARTICLES,
  OPENINGS,
  POSSESSIVES,
  THIRD_PERSON,
} from './function-words.ts'
import { sentenceTokens, type TellingWord, tellingWordsOf, withoutWords } from './sentence-parts.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' })

/** Sentences before one that begins with "she", in which she may be named. */
const MAX_LOOK_BACK = 4

/** Characters: what is longer names too many. */
const MAX_NAME = 60

/** Whether a sentence tells of somebody whom it does not name: "She works there", "Her brother does", "Last year he moved". */
export function hasOpenSubject(sentence: string): boolean {
  const whole = compatibilityForm(sentence)
  const dates = findDates(whole, 0).filter(({ isGuess }) => !isGuess)
  const undated = dates.reduce((rest, { words }) => withoutWords(rest, words), whole)
  const word = sentenceTokens(undated)
    .map(token => token.toLowerCase())
    .find(token => !OPENINGS.has(token))
  if (word === undefined) return false
  if (THIRD_PERSON.has(word)) return true
  return AMBIGUOUS_THIRD_PERSON[languageOf(sentence) ?? '']?.has(word) === true || isChineseHe(undated)
}

/** In Japanese it is "other", as it is in words of two characters. */
function isChineseHe(sentence: string): boolean {
  return /^\P{L}*他(?![人方日乡])/u.test(sentence) && !/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(sentence)
}

/**
 * Whom a sentence with an open subject tells of, in the words of what the same person said before it: `My friend Sarah`, `Tom`.
 * Undefined where nobody is named there, or where it may be one of two. @param before what was said before it, oldest first
 */
export function findAntecedent(before: readonly string[]): string | undefined {
  const sentences = before.flatMap(text => [...segmenter.segment(text)]).map(({ segment }) => segment.trim())
  for (const sentence of sentences.slice(-MAX_LOOK_BACK).toReversed()) {
    const [one, ...others] = namedIn(sentence)
    if (one !== undefined) return others.length === 0 && one.length <= MAX_NAME ? one : undefined
  }
  return undefined
}

/** Whom a sentence names, each in its own words. */
function namedIn(sentence: string): readonly string[] {
  const text = compatibilityForm(sentence)
  const tokens = sentenceTokens(text)
  const named: { from: number; to: number }[] = []
  for (const word of tellingWordsOf(text)) {
    const from = word.isPossessed ? word.at - 1 : word.at - lengthOf(word.stem) + 1
    const last = named.at(-1)
    if (last !== undefined && word.at <= last.to) continue
    // "My friend Sarah" is one.
    if (word.isName && last !== undefined && from === last.to + 1) last.to = word.at
    else if (canBeMeant(word, tokens)) named.push({ from, to: isOwner(word.at, tokens) ? word.at + 2 : word.at })
  }
  if (named.length === 0) named.push(...introducedIn(tokens))
  return named.map(({ from, to }) => textOfTokens(text, tokens, from, to))
}

/** "I have a younger sister": who is told of for the first time. */
function introducedIn(tokens: readonly string[]): readonly { from: number; to: number }[] {
  const words = tokens.map(token => token.toLowerCase())
  const from = words.findIndex((word, at) => INDEFINITE_ARTICLES.has(word) && HAVING.has(words[at - 1] ?? ''))
  if (from < 0) return []
  const end = words.findIndex((word, at) => at > from && isSmall(word))
  return [{ from, to: end < 0 ? tokens.length - 1 : end - 1 }]
}

/** In words. */
function lengthOf(name: string): number {
  return name.split(' ').length
}

/** Whether a word can be somebody of whom the next sentence tells: it names them, or is somebody of the user's. */
function canBeMeant({ at, stem, isName, isPossessed, canBeSubject }: TellingWord, tokens: readonly string[]): boolean {
  const token = tokens[at] ?? ''
  if (findFacetWords(token).length > 0 || findDates(token, 0).length > 0) return false
  if (isPossessed) return !COPULAS.has(tokens[at - 2]?.toLowerCase() ?? '')
  // "In Lisbon", "at Google", "I am Ada".
  const before = tokens[at - lengthOf(stem)]?.toLowerCase() ?? ''
  if (isName) return canBeSubject || COMPANIONS.has(before) || !isSmall(before)
  return canBeSubject && (at > 0 || tokens.length > 2) && /^[\p{Lu}\p{Lo}]/u.test(token)
}

/** "Sarah's brother": what follows is meant; "Sarah's a nurse" tells of her. */
function isOwner(at: number, tokens: readonly string[]): boolean {
  const [mark, next] = [tokens[at + 1], tokens[at + 2]]
  return mark?.toLowerCase() === 's' && next !== undefined && !isSmall(next.toLowerCase())
}

function isSmall(word: string): boolean {
  return FUNCTION_WORDS.has(word) || POSSESSIVES.has(word)
}

/** The text from one of its tokens to another. */
function textOfTokens(text: string, tokens: readonly string[], from: number, to: number): string {
  let [begin, end] = [0, 0]
  for (const [at, token] of tokens.slice(0, to + 1).entries()) {
    const found = text.indexOf(token, end)
    if (at === from) begin = found
    end = found + token.length
  }
  return text.slice(begin, end)
}
