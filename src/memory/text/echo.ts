/** What says little comes about by chance as well: "Good morning!" is answered with "Good morning!". */
const MIN_WORDS = 3

/** Around the words where they are repeated: the end of a sentence, quotation marks, Discord's markup. */
const AROUND = /^[\s"“”„«»「」『』*_~`>]+|[\s"“”„«»「」『』*_~`.!?…。！？]+$/gu

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Whether an answer only says again what the message said, word for word: small models do, as if that were a reply. */
export function isEcho(answer: string, message: string): boolean {
  return hasSeveralWords(message) && wordsOf(answer) === wordsOf(message)
}

/** Whether an answer that begins so may become one. */
export function mayBecomeEcho(begun: string, message: string): boolean {
  return hasSeveralWords(message) && wordsOf(message).startsWith(wordsOf(begun))
}

export function hasSeveralWords(text: string): boolean {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) {
    count += isWordLike ? 1 : 0
    if (count === MIN_WORDS) return true
  }
  return false
}

function wordsOf(text: string): string {
  return text.replace(/[‘’]/gu, "'").replaceAll(/\s+/gu, ' ').replaceAll(AROUND, '').toLowerCase()
}
