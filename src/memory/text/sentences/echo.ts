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
  return tellingOf(words).length >= MIN_TELLING_WORDS && said.some(statement => isSaidAgain(words, statement, 0))
}

/** Whether an answer that begins so may become one. */
export function mayBecomeEcho(begun: string, { message = '', said }: Echoable): boolean {
  if (hasSeveralWords(message) && lettersOf(message).startsWith(lettersOf(begun))) return true
  const words = wordsOf(begun)
  const open = /[\p{L}\p{M}\p{N}]$/u.test(begun) ? words.pop() : undefined
  if (words.length > 0) return said.some(statement => isSaidAgain(words, statement, 1))
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
function isSaidAgain(words: readonly string[], statement: string, spare: number): boolean {
  const [first = ''] = words
  if (!ONESELF.has(first)) return false
  const known = wordsOf(statement)
  const telling = tellingOf(words).map(word => known.some(one => isSameWord(word, one)))
  const unknown = telling.filter(isKnown => !isKnown).length
  return known.includes(first) && telling[0] !== false && unknown <= Math.max(spare, telling.length / 4)
}

function tellingOf(words: readonly string[]): readonly string[] {
  return withoutStopWords(words).filter(word => !(FUNCTION_WORDS.has(word) || ONESELF.has(word)))
}

function lettersOf(text: string): string {
  return (text.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).join('').toLowerCase()
}
