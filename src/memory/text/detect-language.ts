import { eld } from 'eld/small'

/** Runs of letters; below these there is too little to tell a language by. */
const MIN_LETTERS = 8

/**
 * The language in which a sentence is written, by its letters: ISO 639-1, as `de`; undefined where that can't be told. For
 * rules of one language only, as German writes each noun with a capital: nothing may hang on it alone.
 */
export function languageOf(text: string): string | undefined {
  if ((text.match(/\p{L}/gu) ?? []).length < MIN_LETTERS) return undefined
  return eld.detect(text).language || undefined
}
