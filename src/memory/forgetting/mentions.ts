import { isNameOfRelation } from '../knowledge/entity-matching.ts'
import { COMMON_WORDS, NAME_LIKE_WORDS, NAMING_WORDS } from '../text/common-words.ts'
import { compatibilityForm, normalizeText, occursIn, trimEnding } from '../text/normalize.ts'
import { findCapitalizedNames } from '../text/proper-nouns.ts'
import { isMeaningfulQuote } from '../text/quotes.ts'
import { withoutStopWords, wordsOf } from '../text/words.ts'
import type { Fact, Statement } from '../types.ts'

/** Texts in which what is to be forgotten is looked for. They are named by their places. */
export interface MentionIndex {
  /** The places of those that say what a fact says, in its quote or in its telling words: see `FactFingerprint`. */
  findMentions(fact: Pick<Fact, 'text' | 'quote'>): readonly number[]
  /** The places of those that somebody's name stands in. */
  findNamings(name: EntityName): readonly number[]
}

/** Whether a text says what a fact says. */
export function mentionsFact(text: string, fact: Pick<Fact, 'text' | 'quote'>): boolean {
  return createMentionIndex([text]).findMentions(fact).length > 0
}

/** Whether a plain text holds a fact's quote, where that is one to be known by in other words. */
export function containsQuote(plainText: string, fact: Pick<Fact, 'text' | 'quote'>): boolean {
  const { quote, isWhole } = fingerprintOfFact(fact)
  return isWhole ? quote !== '' && normalizeQuote(plainText) === quote : occursIn(quote, plainText)
}

/** Prepares texts once, for looking for many facts in them. */
export function createMentionIndex(texts: readonly string[]): MentionIndex {
  const plains = texts.map(normalizeText)
  const places = lazy(() => indexWords(plains))
  const sentences = new Map<number, readonly ReadonlySet<string>[]>()

  return {
    findMentions(fact) {
      const { quote, isWhole, keys } = fingerprintOfFact(fact)
      const saying = isWhole ? whole(quote) : quoting(quote)
      const found = keys.length === 0 ? saying : new Set([...saying, ...telling(keys)])
      return [...found].sort((a, b) => a - b)
    },
    findNamings: name => texts.flatMap((text, place) => (containsName(name, text, plains[place] ?? '') ? [place] : [])),
  }

  function whole(quote: string): readonly number[] {
    return quote === '' ? [] : plains.flatMap((text, place) => (normalizeQuote(text) === quote ? [place] : []))
  }

  function quoting(quote: string): readonly number[] {
    const { written } = places()
    const found = (quote.match(LATIN_WORDS) ?? []).map(word => written.get(word) ?? [])
    return fewest(found).filter(place => occursIn(quote, plains[place] ?? ''))
  }

  function telling(keys: readonly string[]): readonly number[] {
    const { stemmed } = places()
    const found = keys.filter(key => WHOLE_LATIN_WORD.test(key)).map(key => stemmed.get(key) ?? [])
    // To find the words of a Chinese or Japanese text takes long; they stand in it as they are.
    const plan = keys.filter(key => UNSPACED.test(key))
    return fewest(found)
      .filter(place => plan.every(part => plains[place]?.includes(part) === true))
      .filter(place => sentencesAt(place).some(said => keys.every(key => said.has(key))))
  }

  /** All places, where no word tells which. */
  function fewest(found: readonly (readonly number[])[]): readonly number[] {
    const [first = [...texts.keys()], ...others] = found
    return others.reduce((least, places) => (places.length < least.length ? places : least), first)
  }

  function sentencesAt(place: number): readonly ReadonlySet<string>[] {
    const known = sentences.get(place) ?? (texts[place] ?? '').split(SENTENCE_END).map(said => new Set(wordsOf(said)))
    sentences.set(place, known)
    return known
  }
}

/** Words of a to z: what stands in a plain text as whole words has these whole as well. */
const LATIN_WORDS = /[a-z]{3,}/gu
const WHOLE_LATIN_WORD = /^[a-z]{3,}$/u
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+$/u
const SENTENCE_END = /(?<=[.!?…])\s+|[\n。！？]+/u

interface WordPositions {
  readonly written: ReadonlyMap<string, readonly number[]>
  readonly stemmed: ReadonlyMap<string, readonly number[]>
}

/** The places at which each word of a to z stands, as it is written and by its stem. Each word is stemmed but once. */
function indexWords(plains: readonly string[]): WordPositions {
  const written = new Map<string, number[]>()
  for (const [place, text] of plains.entries()) {
    for (const word of text.match(LATIN_WORDS) ?? []) {
      const places = written.get(word)
      if (places === undefined) written.set(word, [place])
      else if (places.at(-1) !== place) places.push(place)
    }
  }
  const stemmed = Map.groupBy(written.keys(), word => wordsOf(word)[0] ?? word)
  return {
    written,
    stemmed: new Map([...stemmed].map(([stem, words]) => [stem, positionsOfAny(words, written)])),
  }
}

function positionsOfAny(words: readonly string[], written: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const [only, ...others] = words
  if (only !== undefined && others.length === 0) return written.get(only) ?? []
  return [...new Set(words.flatMap(word => written.get(word) ?? []))]
}

function lazy<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** By what a fact is known again in other texts. */
interface FactFingerprint {
  /** Its quote, plain; empty where it says nothing. */
  readonly quote: string
  /** The quote says too little to be looked for in other words: only a text that is the quote says it. */
  readonly isWhole: boolean
  /** The words that tell what it is about, stemmed; empty where they are too few or too common to know it by. */
  readonly keys: readonly string[]
}

/** Characters a quote must have to be looked for in longer texts; one of Chinese or Japanese counts twice. */
const MIN_QUOTE_LENGTH = 8

const namingWords = new Set(wordsOf(NAMING_WORDS))
const commonWords = new Set(wordsOf(COMMON_WORDS))

const fingerprints = new WeakMap<Pick<Fact, 'text' | 'quote'>, FactFingerprint>()

/**
 * By what a fact is known again. Its quote; and its telling words, all of them in one sentence, if there is a name or a
 * number among them, or two that are not common: by "The user likes tea" nothing but its quote is known again, by
 * "The user lives in Lisbon" also "You live in Lisbon", though not every question about Lisbon.
 */
function fingerprintOfFact(fact: Pick<Fact, 'text' | 'quote'>): FactFingerprint {
  const found = fingerprints.get(fact)
  if (found !== undefined) return found
  const quote = isMeaningfulQuote(fact.quote) ? normalizeQuote(fact.quote) : ''
  const clues = { quote, isWhole: quote === '' || isTooVague(quote), keys: keywordsOfFact(fact.text) }
  fingerprints.set(fact, clues)
  return clues
}

/** A text as quotes are compared: plain, without the marks around it. */
function normalizeQuote(text: string): string {
  return trimEnding(normalizeText(text).replace(/^["'(\s]+/u, ''), /["')\s.!?。！？]/u)
}

/** The words of a text that tell something, stemmed, each once. */
function distinctiveWords(text: string): readonly string[] {
  return [...new Set(withoutStopWords(wordsOf(text)))].filter(word => !namingWords.has(word))
}

/** Whether a stemmed word is one that stands in many sentences. */
function isCommonWord(word: string): boolean {
  return commonWords.has(word)
}

/** Words of which a text that draws on a fact holds at least one: those that are not common, if there are any. */
export function recognizableWords({ text }: Pick<Fact, 'text'>): ReadonlySet<string> {
  const telling = distinctiveWords(text)
  const rare = telling.filter(word => !commonWords.has(word))
  return new Set(rare.length > 0 ? rare : telling)
}

function keywordsOfFact(text: string): readonly string[] {
  const words = distinctiveWords(text)
  const names = new Set(findCapitalizedNames(text).flatMap(wordsOf))
  const isNamed = words.some(word => names.has(word) || /^\p{N}/u.test(word))
  return isNamed || words.filter(word => !commonWords.has(word)).length >= 2 ? words : []
}

function isTooVague(quote: string): boolean {
  const wide = quote.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0
  return quote.length + wide < MIN_QUOTE_LENGTH || distinctiveWords(quote).every(isCommonWord)
}

/** What somebody or something is called. */
export interface EntityName {
  /** As it was told, in compatibility form (NFKC). */
  readonly written: string
  readonly plain: string
  /** Other words are written the same: only in capitals it is a name. */
  readonly isWord: boolean
}

const nameLikeWords = new Set(wordsOf(NAME_LIKE_WORDS))

/** The names among what was said of an entity: `name` and `alias:…`; not what only says whose it is: `my sister`. */
export function entityNames(statements: readonly Statement[]): readonly EntityName[] {
  const relations = Map.groupBy(
    statements.filter(({ field }) => field === 'relation'),
    ({ entity }) => entity,
  )
  const names = statements
    .filter(({ field }) => field === 'name' || field.startsWith('alias:'))
    .filter(({ entity, value }) => !relations.get(entity)?.some(relation => isNameOfRelation(value, relation.value)))
    .map(({ value }) => parseEntityName(value))
    .filter(isUsableName)
  return [...new Map(names.map(name => [name.plain, name])).values()]
}

/** Whether a name stands in a text. @param plainText the same text, plain. */
export function containsName(name: EntityName, text: string, plainText: string): boolean {
  if (!occursIn(name.plain, plainText)) return false
  return !name.isWord || occursIn(name.written, compatibilityForm(text))
}

function parseEntityName(value: string): EntityName {
  const isWord = withoutStopWords(wordsOf(value)).every(word => isCommonWord(word) || nameLikeWords.has(word))
  const written = compatibilityForm(value).trim()
  const capital = written.slice(0, 1).toUpperCase() + written.slice(1)
  return { written: isWord ? capital : written, plain: normalizeText(value), isWord }
}

/** A single letter or character stands for too much. */
function isUsableName({ plain }: EntityName): boolean {
  return plain.length > 1
}
