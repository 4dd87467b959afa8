import { memoizeByObject } from '../memoize.ts'
import { toStoredSentence } from '../text/second-person/restore.ts'
import { toSecondPerson } from '../text/second-person/second-person.ts'
import type { Fact } from '../types.ts'
import { isInOwnWords } from './own-words.ts'

/** A fact as it is shown to whom it is about: a model's sentence says “you” to them, their own words stay as they are. */
export const shownTextOf = memoizeByObject((fact: Pick<Fact, 'text' | 'quote'>): string =>
  isInOwnWords(fact) ? fact.text : toSecondPerson(fact.text),
)

/**
 * What the user wrote in the place of what they were shown, as it is stored: “You live in Porto”, written over “You live in
 * Lisbon”, is “The user lives in Porto”. Undefined where it stays in their own words. `shown` is missing where that was no
 * sentence.
 */
export function storedTextOf(edited: string, shown?: Pick<Fact, 'text' | 'quote'>): string | undefined {
  if (shown !== undefined && isInOwnWords(shown)) return undefined
  return toStoredSentence(edited, shown?.text ?? '')
}
