import { UNSPACED_SCRIPT } from './words.ts'

/** Letters of a to z: their English endings are cut already, so what differs is mostly another word (`plan`, `planet`). */
const LATIN = /^[a-z]+$/u
/** Part of the longer of two words that is the same from its beginning: `кошка`, `кошку`; `Katze`, `Katzen`; `gato`, `gatos`. */
const SAME_SHARE = 0.75
const FEWEST_SAME = { latin: 4, others: 3 }
/** Of a word that another one begins with: `고양이`, `고양이한테`; `Blume`, `Blumenladen`. */
const FEWEST_OF_BEGINNING = { latin: 5, others: 3 }
/** Letters of an ending, behind a word that is shorter: `Katz` (as the English stemmer leaves it), `Katzen`. */
const MOST_OF_ENDING = 2

/**
 * Whether two words, as `wordsOf` gives them, are the same or forms of one, as far as their letters tell: in most languages
 * what changes is the ending. Words of scripts without spaces don't change.
 */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const kind = LATIN.test(short) && LATIN.test(long) ? 'latin' : 'others'
  if (short.length < FEWEST_SAME[kind] || short[0] !== long[0] || UNSPACED_SCRIPT.test(short)) return false
  const same = commonBeginning(short, long)
  if (same === short.length && same >= FEWEST_OF_BEGINNING[kind]) return true
  const isEnding = same === short.length && long.length - same <= MOST_OF_ENDING
  return same >= FEWEST_SAME[kind] && (isEnding || same >= long.length * SAME_SHARE)
}

/** How many code units two texts have in common from their beginning. */
export function commonBeginning(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let same = 0
  while (same < most && one.charCodeAt(same) === other.charCodeAt(same)) same += 1
  return same
}
