import { plain, standsIn } from '../plain.ts'
import { wordsOf } from '../recalling/words.ts'
import type { Fact } from '../types.ts'
import { bare, cluesOf } from './clues.ts'
import { isNamed, type Name } from './names.ts'

/** Texts in which what is to be forgotten is looked for. They are named by their places. */
export interface Texts {
  /** The places of those that say what a fact says, in its quote or in its telling words: see clues.ts. */
  mentioning(fact: Pick<Fact, 'text' | 'quote'>): readonly number[]
  /** The places of those that somebody's name stands in. */
  naming(name: Name): readonly number[]
}

/** Whether a text says what a fact says. */
export function mentions(text: string, fact: Pick<Fact, 'text' | 'quote'>): boolean {
  return textsOf([text]).mentioning(fact).length > 0
}

/** Whether a plain text holds a fact's quote, where that is one to be known by in other words. */
export function holdsQuote(plainText: string, fact: Pick<Fact, 'text' | 'quote'>): boolean {
  const { quote, isWhole } = cluesOf(fact)
  return isWhole ? quote !== '' && bare(plainText) === quote : standsIn(quote, plainText)
}

/** Prepares texts once, for looking for many facts in them. */
export function textsOf(texts: readonly string[]): Texts {
  const plains = texts.map(plain)
  const places = once(() => placesOfWords(plains))
  const sentences = new Map<number, readonly ReadonlySet<string>[]>()

  return {
    mentioning(fact) {
      const { quote, isWhole, keys } = cluesOf(fact)
      const saying = isWhole ? whole(quote) : quoting(quote)
      const found = keys.length === 0 ? saying : new Set([...saying, ...telling(keys)])
      return [...found].sort((a, b) => a - b)
    },
    naming: name => texts.flatMap((text, place) => (isNamed(name, text, plains[place] ?? '') ? [place] : [])),
  }

  function whole(quote: string): readonly number[] {
    return quote === '' ? [] : plains.flatMap((text, place) => (bare(text) === quote ? [place] : []))
  }

  function quoting(quote: string): readonly number[] {
    const { written } = places()
    const found = (quote.match(WORDS) ?? []).map(word => written.get(word) ?? [])
    return fewest(found).filter(place => standsIn(quote, plains[place] ?? ''))
  }

  function telling(keys: readonly string[]): readonly number[] {
    const { stemmed } = places()
    const found = keys.filter(key => WHOLE_WORD.test(key)).map(key => stemmed.get(key) ?? [])
    // To find the words of a Chinese or Japanese text takes long; they stand in it as they are.
    const parts = keys.filter(key => UNSPACED.test(key))
    return fewest(found)
      .filter(place => parts.every(part => plains[place]?.includes(part) === true))
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
const WORDS = /[a-z]{3,}/gu
const WHOLE_WORD = /^[a-z]{3,}$/u
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+$/u
const SENTENCE_END = /(?<=[.!?…])\s+|[\n。！？]+/u

interface Places {
  readonly written: ReadonlyMap<string, readonly number[]>
  readonly stemmed: ReadonlyMap<string, readonly number[]>
}

/** The places at which each word of a to z stands, as it is written and by its stem. Each word is stemmed but once. */
function placesOfWords(plains: readonly string[]): Places {
  const written = new Map<string, number[]>()
  for (const [place, text] of plains.entries()) {
    for (const word of text.match(WORDS) ?? []) {
      const places = written.get(word)
      if (places === undefined) written.set(word, [place])
      else if (places.at(-1) !== place) places.push(place)
    }
  }
  const stemmed = Map.groupBy(written.keys(), word => wordsOf(word)[0] ?? word)
  return {
    written,
    stemmed: new Map([...stemmed].map(([stem, words]) => [stem, placesOfAll(words, written)])),
  }
}

function placesOfAll(words: readonly string[], written: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const [only, ...others] = words
  if (only !== undefined && others.length === 0) return written.get(only) ?? []
  return [...new Set(words.flatMap(word => written.get(word) ?? []))]
}

function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}
