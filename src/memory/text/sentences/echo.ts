/** What says little comes about by chance as well: "Good morning!" is answered with "Good morning!". */
const MIN_WORDS = 3

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Whether an answer only says again what the message said, in whatever marks: small models do, as if that were a reply. */
export function isEcho(answer: string, message: string): boolean {
  return hasSeveralWords(message) && lettersOf(answer) === lettersOf(message)
}

/** Whether an answer that begins so may become one. */
export function mayBecomeEcho(begun: string, message: string): boolean {
  return hasSeveralWords(message) && lettersOf(message).startsWith(lettersOf(begun))
}

export function hasSeveralWords(text: string): boolean {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) {
    count += isWordLike ? 1 : 0
    if (count === MIN_WORDS) return true
  }
  return false
}

function lettersOf(text: string): string {
  return (text.match(/[\p{L}\p{M}\p{N}]/gu) ?? []).join('').toLowerCase()
}
