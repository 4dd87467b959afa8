import { type Word, withCapitalOf } from '../words.ts'
import { isAdverb, isIrregular, isVerb, thirdPersonForm } from './english-verbs.ts'
import { COORDINATORS, PREPOSITIONAL_CONJUNCTIONS, SUBORDINATORS } from './english-words.ts'

const YOU = /^(?:you|your|yours|yourself|yourselves|you(?:'re|'ve|'ll|'d))$/u
const CONTRACTIONS: Readonly<Record<string, string>> = { "'re": ' is', "'ve": ' has', "'ll": ' will', "'d": ' would' }

export function isEnglishYou({ lower, isQuoted }: Word): boolean {
  return !isQuoted && YOU.test(plain(lower))
}

/**
 * A word of an English sentence to the user as it stands in one about them. `isNamed`: the user was named in it before, so
 * that “their” is theirs. A word that can't be told for a verb stays as it is: the sentence is understood all the same.
 */
export function restoreEnglishWord(words: readonly Word[], at: number, isNamed: boolean): string {
  const word = words[at]
  if (word === undefined || word.isQuoted) return word?.text ?? ''
  const lower = plain(word.lower)
  if (isEnglishYou(word)) return withCapitalOf(word.text, userForm(lower, isNamed))
  const before = lastBefore(words, at)
  const isVerbOfUser =
    before !== -1 &&
    (isSubject(words, before) || (isCoordinator(words[before]) && isVerb(thirdPersonForm(lower)) === 'yes'))
  if (!isVerbOfUser || word.text !== word.lower) return word.text
  const third = thirdPersonForm(lower)
  return isCoordinator(words[before]) && !isIrregular(third) && isVerb(third) !== 'yes' ? word.text : third
}

function userForm(lower: string, isNamed: boolean): string {
  if (lower === 'your') return isNamed ? 'their' : "the user's"
  if (lower === 'yours') return isNamed ? 'theirs' : "the user's"
  if (lower.startsWith('yoursel')) return 'themself'
  const contraction = /'(?:re|ve|ll|d)$/u.exec(lower)?.[0]
  return contraction === undefined ? 'the user' : `the user${CONTRACTIONS[contraction] ?? ''}`
}

/** The last word before that is no adverb. */
function lastBefore(words: readonly Word[], at: number): number {
  let before = at - 1
  while (before >= 0 && isAdverb(words[before]?.lower ?? '')) before -= 1
  return before
}

/** “You” at the beginning of a clause: elsewhere it is what something is done to. */
function isSubject(words: readonly Word[], at: number): boolean {
  if (words[at]?.lower !== 'you') return false
  const before = words[at - 1]
  if (before === undefined || /^[^\p{L}\p{N}]$/u.test(before.text)) return true
  return [COORDINATORS, SUBORDINATORS, PREPOSITIONAL_CONJUNCTIONS].some(all => all.has(before.lower))
}

function isCoordinator(word: Word | undefined): boolean {
  return word !== undefined && (COORDINATORS.has(word.lower) || word.text === ',')
}

const plain = (word: string) => word.replace('’', "'")
