// Closed classes of German, by which the parts of a sentence are told apart. Word lists: German only.

import type { Word } from '../words.ts'

export const GERMAN_SUBORDINATORS = new Set(
  'weil dass wenn ob obwohl während da als nachdem bevor damit sodass falls solange seitdem sobald bis indem wo wie was warum woher wohin wer wann'.split(
    ' ',
  ),
)
export const GERMAN_COORDINATORS = new Set('und oder aber sondern sowie denn doch'.split(' '))
export const GERMAN_RELATIVES = new Set('der die das den dem deren dessen denen wo'.split(' '))
export const GERMAN_ARTICLES = new Set(
  'der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner'.split(' '),
)

/** The user with the article, as one word: `der nutzer`, `dem nutzer`, `der nutzerin`. */
export function isGermanUser({ lower }: Pick<Word, 'lower'>): boolean {
  return / nutzer(?:in)?$/u.test(lower)
}

export function isGermanMark(word: Word | undefined): boolean {
  return word !== undefined && !word.isQuoted && /^[,;:.!?()–—-]$/u.test(word.text)
}
