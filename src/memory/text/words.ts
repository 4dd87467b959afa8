import { stemmer } from 'stemmer'
import { STOP_WORDS } from './common-words.ts'
import { compatibilityForm } from './normalize.ts'

/** Letters with their marks, or a number with its points and commas. */
const WORD = /[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*/gu

/** Scripts that put no spaces between words. */
export const UNSPACED_SCRIPT =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

const LATIN = /^[a-z]+$/

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/**
 * The words of a text, in order, in the form in which they are compared: NFKC, lower case, English endings cut.
 * Chinese, Japanese, Thai and the like are split by the dictionaries of Intl.Segmenter; where spaces part the words, a
 * pattern finds nearly the same ones, and faster.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const run of compatibilityForm(text).toLowerCase().match(WORD) ?? []) {
    const stem = stemCache.get(run)
    if (stem !== undefined) words.push(stem)
    else if (UNSPACED_SCRIPT.test(run)) for (const part of splitUnspaced(run)) words.push(part)
    else words.push(stemOf(run))
  }
  return words
}

function* splitUnspaced(run: string): Iterable<string> {
  for (const { segment, isWordLike } of segmenter.segment(run)) {
    if (isWordLike) yield LATIN.test(segment) ? stemOf(segment) : segment
  }
}

/** Stems by word: a language has few words. A plain map, as keeping the order of their use costs as much as the stemmer itself. */
const stemCache = new Map<string, string>()
const MAX_STEMS = 20_000
/** Longer runs of letters are no words, and would fill the memory of the process. */
const MAX_CACHED_LENGTH = 40

/** Removes the words that people used from the process. They are stemmed anew when they are used again. */
export function clearStemCache(): void {
  stemCache.clear()
}

/** Porter's algorithm. Other languages written in a–z lose some of their endings, alike in question and fact. */
function stemOf(word: string): string {
  const stem = LATIN.test(word) ? stemmer(word) : word
  if (word.length > MAX_CACHED_LENGTH) return stem
  if (stemCache.size >= MAX_STEMS) stemCache.clear()
  stemCache.set(word, stem)
  return stem
}

const stopWords = new Set(wordsOf(STOP_WORDS))

/** Whether a word is one of which every text has some, in English. */
export function isStopWord(word: string): boolean {
  return wordsOf(word).every(stem => stopWords.has(stem))
}

/**
 * The words of a question that tell what it is about: without stop words, unless there is nothing else (`Who is Will?`).
 * In other languages than English the rarity of a word has to do (docs/decisions/recall.md).
 */
export function keywordsIn(words: readonly string[]): readonly string[] {
  const telling = withoutStopWords(words)
  return telling.length > 0 ? telling : words
}

/** The same, and nothing where there is nothing else. */
export function withoutStopWords(words: readonly string[]): readonly string[] {
  return words.filter(word => !stopWords.has(word))
}
