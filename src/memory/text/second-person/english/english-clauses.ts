import { Unclear } from '../unclear.ts'
import type { Word } from '../words.ts'
import { PRONOUNS } from './english-pronouns.ts'
import { isAdverb, isIrregular, isPastOrModal, isVerb, secondPersonForm } from './english-verbs.ts'
import {
  AFTER_OBJECT,
  COORDINATORS,
  NOUN_INTRODUCERS,
  OBJECT_PRONOUNS,
  PREPOSITIONAL_CONJUNCTIONS,
  PREPOSITIONS,
  SUBORDINATORS,
} from './english-words.ts'

export const plainWord = (word: string) => word.replace('’', "'")

export function isMark(word: Word | undefined): boolean {
  return word !== undefined && !word.isQuoted && /^[^\p{L}\p{N}]$/u.test(word.text)
}

export function isName(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text)
}

export function isVerbForm(word: string): boolean {
  return isThirdPerson(word) || isPastOrModal(word)
}

export function isThirdPerson(word: string): boolean {
  return secondPersonForm(word) !== undefined
}

/** A finite form that is no third person: past, modal, or plural. */
export function isPlainFinite(word: string): boolean {
  return isPastOrModal(word) || /^(?:are|were|have|do|aren't|weren't|haven't|don't)$/u.test(plainWord(word))
}

export function beginsClause(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]
  if (before === undefined || isMark(before)) return true
  return [COORDINATORS, SUBORDINATORS, PREPOSITIONAL_CONJUNCTIONS].some(all => all.has(before.lower))
}

/** The first word from there on that is no adverb, and does not stand in parentheses. */
export function skipAdverbs(words: readonly Word[], from: number): number {
  let at = from
  if (words[at]?.text === '(') {
    const end = words.findIndex(({ text }, index) => index > at && text === ')')
    if (end === -1) throw new Unclear()
    at = end + 1
  }
  while (isAdverb(words[at]?.lower ?? '')) at += 1
  return at
}

/** Whether a word can stand behind “the user” where something is done to them: in “the user interface” none does. */
export function canFollowObject({ text, lower }: Word): boolean {
  const classes = [
    PREPOSITIONS,
    PREPOSITIONAL_CONJUNCTIONS,
    COORDINATORS,
    SUBORDINATORS,
    NOUN_INTRODUCERS,
    OBJECT_PRONOUNS,
  ]
  return (
    [AFTER_OBJECT, PRONOUNS, ...classes].some(words => words.has(lower)) ||
    isAdverb(lower) ||
    isPastOrModal(lower) ||
    (isThirdPerson(lower) && isVerb(lower) === 'yes') ||
    /^[\p{Lu}\p{N}"“]/u.test(text) ||
    /^[a-z]{3,}ing$/u.test(lower)
  )
}

/** The determiner of the noun before “of the user”. */
export function nounBefore(
  words: readonly Word[],
  of: number,
): { readonly at: number; readonly determiner: 'a' | 'the' } | undefined {
  for (let at = of - 2; at >= Math.max(0, of - 5); at -= 1) {
    const lower = words[at]?.lower ?? ''
    if (/^(?:an?|another|some|two|three|several|many|one)$/u.test(lower)) return { at, determiner: 'a' }
    if (lower === 'the' && at >= of - 3) return { at, determiner: 'the' }
    if (isVerbForm(lower) || PREPOSITIONS.has(lower) || isMark(words[at])) return undefined
  }
  return undefined
}

/**
 * Whether a word in -s behind “and” or a comma is what the user does, or a noun of a list. `before` is the place of the “and”,
 * `verbAt` that of the last verb.
 */
export function isCoordinatedVerb(words: readonly Word[], at: number, before: number, verbAt: number): boolean {
  const [word, last, next] = [words[at]?.lower ?? '', words[before - 1]?.lower ?? '', words[at + 1]]
  const nextWord = next?.lower ?? ''
  if (isIrregular(word) || NOUN_INTRODUCERS.has(nextWord) || OBJECT_PRONOUNS.has(nextWord)) return true
  // “Sings, dances and acts”: what stands before has no object.
  if (before - 1 === verbAt && isThirdPerson(last)) return true
  const kind = isVerb(word)
  const isLast = next === undefined || isMark(next) || COORDINATORS.has(nextWord) || nextWord === 'of'
  if (kind !== 'unknown') return isKnownVerb(kind, isLast, nextWord, last)
  // “Cats and dogs with long hair”, but not “hikes in the Dolomites and photographs flowers”.
  const isInList = isPluralNoun(words[before - 1]) && before === at - 1
  if (isInList && (isLast || PREPOSITIONS.has(nextWord))) return false
  throw new Unclear()
}

/** “Likes books and plays” and “likes opera and plays by Shaw” are not clear. */
function isKnownVerb(kind: 'yes' | 'perhaps', isLast: boolean, next: string, last: string): true {
  if (kind === 'perhaps' && (isLast || isAmbiguousBefore(next))) throw new Unclear()
  if (isLast && /[^s]s$/u.test(last)) throw new Unclear()
  return true
}

function isPluralNoun(word: Word | undefined): boolean {
  return word !== undefined && /[^s]s$/u.test(word.lower) && !isName(word)
}

function isAmbiguousBefore(next: string): boolean {
  return PREPOSITIONS.has(next) && !/^(?:at|to|from|into|for)$/u.test(next)
}
