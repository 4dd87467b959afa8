import { memoizeByObject } from '../../memoize.ts'
import { isSameWord } from '../same-word.ts'
import { withoutStopWords, wordsOf } from '../words.ts'
import { FUNCTION_WORDS, ONESELF } from './function-words.ts'

/** What says little comes about by chance as well: "Good morning!" is answered with "Good morning!". */
const MIN_WORDS = 3
/** Of those that tell something. */
const MIN_TELLING_WORDS = 2

/** What an answer may only say again, as if that were a reply: small models do. */
export interface Echoable {
  readonly message?: string | undefined
  /** What the person said of themselves. */
  readonly said: readonly string[]
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Whether an answer says the message again and nothing else, or of the bot what the person said of themselves. */
export function isEcho(answer: string, { message = '', said }: Echoable): boolean {
  if (hasSeveralWords(message) && lettersOf(answer) === lettersOf(message)) return true
  const words = wordsOf(answer)
  return tellingOf(words).length >= MIN_TELLING_WORDS && isSaidAgain(words, said, 0)
}

/** Whether an answer that begins so may become one. */
export function mayBecomeEcho(begun: string, { message = '', said }: Echoable): boolean {
  if (hasSeveralWords(message) && lettersOf(message).startsWith(lettersOf(begun))) return true
  const words = wordsOf(begun)
  const open = /[\p{L}\p{M}\p{N}]$/u.test(begun) ? words.pop() : undefined
  if (words.length > 0) return isSaidAgain(words, said, 1)
  return said.length > 0 && [...ONESELF].some(word => word.startsWith(open ?? ''))
}

export function hasSeveralWords(text: string): boolean {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) {
    count += isWordLike ? 1 : 0
    if (count === MIN_WORDS) return true
  }
  return false
}

/**
 * Whether words are of a statement, but for one in four, and at least `spare`: they begin with an "I" or "my" that is in it, and go on with
 * what it tells. "I know that you moved" goes on otherwise.
 */
function isSaidAgain(words: readonly string[], said: readonly string[], spare: number): boolean {
  const [first = ''] = words
  if (!ONESELF.has(first)) return false
  const telling = tellingOf(words)
  const mostUnknown = Math.max(spare, telling.length / 4)
  return statementsOf(said).some(known => {
    const isKnown = (word: string) => known.has(word) || known.values().some(one => isSameWord(word, one))
    if (!known.has(first) || (telling[0] !== undefined && !isKnown(telling[0]))) return false
    let unknown = 0
    return telling.every(word => {
      unknown += isKnown(word) ? 0 : 1
      return unknown <= mostUnknown
    })
  })
}

/** The words of each, once for all the pieces in which an answer comes. */
const statementsOf = memoizeByObject((said: readonly string[]) => said.map(statement => new Set(wordsOf(statement))))

function tellingOf(words: readonly string[]): readonly string[] {
  return withoutStopWords(words).filter(word => !(FUNCTION_WORDS.has(word) || ONESELF.has(word)))
}

function lettersOf(text: string): string {
  return (text.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).join('').toLowerCase()
}
