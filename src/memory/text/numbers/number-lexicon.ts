import { normalizeText } from '../normalize.ts'
import { gluedMagnitudes, magnitudeWords, type NumberPhrase, numberPhrases } from './number-words.ts'

/** Numbers up to this, and whole hundreds, are found in words; greater ones are put together of these. */
const MAX_SPELLED = 100
const HUNDREDS = [200, 300, 400, 500, 600, 700, 800, 900]
/** A number word that counts, or one that multiplies what stands before it. */
export type GluedPart = { readonly count: number } | { readonly magnitude: number }

let knownPhrases: ReadonlyMap<string, readonly NumberPhrase[]> | undefined
let knownMagnitudes: ReadonlyMap<string, number> | undefined
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
