import { normalizeText } from '../normalize.ts'
import { gluedMagnitudes, magnitudeWords, type NumberPhrase, numberPhrases, shortMagnitudes } from './number-words.ts'

/** Numbers up to this, and whole hundreds, are found in words; greater ones are put together of these. */
const MAX_SPELLED = 100
const HUNDREDS = [200, 300, 400, 500, 600, 700, 800, 900]
/** A number word that counts, or one that multiplies what stands before it. */
export type GluedPart = { readonly count: number } | { readonly magnitude: number }

const conjunctionLocales = 'en de es fr it pt nl pl ru uk cs hr ro hu fi sv da lt lv el tr ar he hi vi id fil'.split(
  ' ',
)

let knownPhrases: ReadonlyMap<string, readonly NumberPhrase[]> | undefined
let knownMagnitudes: ReadonlyMap<string, number> | undefined
let knownShort: ReadonlyMap<string, readonly number[]> | undefined
let knownConjunctions: ReadonlySet<string> | undefined
let knownParts: readonly ReadonlyMap<string, GluedPart>[] | undefined
let lengths: ReadonlyMap<string, number> | undefined

/** By their words as tokens, `twenty one` for `twenty-one`. */
export function phrases(): ReadonlyMap<string, readonly NumberPhrase[]> {
  knownPhrases ??= Map.groupBy([...numberPhrases(MAX_SPELLED, HUNDREDS)].flat(), ({ words }) =>
    wordsOfPhrase(words).join(' '),
  )
  return knownPhrases
}

export function magnitudes(): ReadonlyMap<string, number> {
  knownMagnitudes ??= new Map([...magnitudeWords()].flat().map(([word, value]) => [normalizeText(word), value]))
  return knownMagnitudes
}

/** What people say for magnitudes, and no kept source has. */
const SPOKEN: readonly (readonly [words: string, magnitude: number])[] = [
  ['dozen dz', 12],
  ['к тыщ тыща тыщи тыщу tsd grand ngàn luca lucas', 1000],
  ['w', 10_000],
  ['lac lpa', 100_000],
  ['mil лям ляма лямов củ', 1_000_000],
  ['bn', 1e9],
]

/** By the abbreviation, all that it can stand for: `B` is a thousand in Turkish, and a billion in English. */
export function abbreviatedMagnitudes(): ReadonlyMap<string, readonly number[]> {
  const spoken = SPOKEN.flatMap(([words, value]) => words.split(' ').map(word => [word, value] as const))
  knownShort ??= new Map(
    [...Map.groupBy([...shortMagnitudes(), ...spoken], ([word]) => normalizeText(word))].map(([word, all]) => [
      word,
      [...new Set(all.map(([, magnitude]) => magnitude))],
    ]),
  )
  return knownShort
}

/** All that a word can multiply a number by. */
export function magnitudesOf(word: string): readonly number[] {
  const magnitude = magnitudes().get(word)
  const abbreviated = word.length > 1 ? (abbreviatedMagnitudes().get(word) ?? []) : []
  return magnitude === undefined || abbreviated.includes(magnitude) ? abbreviated : [magnitude, ...abbreviated]
}

/** `and`, `und`, `e`: what may stand between the parts of one number. */
export function conjunctions(): ReadonlySet<string> {
  knownConjunctions ??= new Set(
    conjunctionLocales.map(locale => {
      const parts = new Intl.ListFormat(locale).formatToParts(['1', '2'])
      return normalizeText(parts.find(({ type }) => type === 'literal')?.value ?? '')
    }),
  )
  return knownConjunctions
}

/** By language, of those that write a number as one word. */
export function gluedParts(): readonly ReadonlyMap<string, GluedPart>[] {
  knownParts ??= [...Map.groupBy(gluedMagnitudes(), ([, , language]) => language)].map(([language, glued]) => {
    const counts = [...phrases().values()].flat().filter(phrase => phrase.language === language && !phrase.isOrdinal)
    return new Map<string, GluedPart>([
      ...counts.map(({ words, value }) => [normalizeText(words), { count: value }] as const),
      ...glued.map(([word, magnitude]) => [normalizeText(word), { magnitude }] as const),
    ])
  })
  return knownParts
}

/** How many words the longest phrase has that begins with a word; 0 if none does. */
export function longestPhrase(word: string): number {
  lengths ??= new Map(
    [...phrases().keys()]
      .map(words => words.split(' '))
      .toSorted((a, b) => a.length - b.length)
      .map(words => [words[0] ?? '', words.length]),
  )
  return lengths.get(word) ?? 0
}

export function isNumberWord(word: string): boolean {
  return longestPhrase(word) > 0
}

function wordsOfPhrase(words: string): readonly string[] {
  return normalizeText(words).match(/[\p{L}\p{M}]+/gu) ?? []
}
