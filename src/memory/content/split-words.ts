const WORD = /[\p{L}\p{M}]+/gu
/** Pieces of one word that are looked at, and letters of a piece: who sets a word apart leaves little of it together. */
const MOST_PIECES = 12
const LONGEST_PIECE = 6

/**
 * Puts words together again that were set apart so that no filter reads them: `preg nant`, `g a y`. A word is put together
 * where it is a known one and a piece of it is none, or all pieces are letters.
 */
export function joinSplitWords(text: string, isKnown: (word: string) => boolean): string {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ word, from: index, to: index + word.length }))
  let joined = ''
  let copiedTo = 0
  for (let at = 0; at < words.length; at += 1) {
    const length = longestSplit(text, words.slice(at, at + MOST_PIECES), isKnown)
    const last = words[at + length - 1]
    const first = words[at]
    if (length < 2 || first === undefined || last === undefined) continue
    joined += text.slice(copiedTo, first.from) + text.slice(first.from, last.to).replace(/\s+/gu, '')
    copiedTo = last.to
    at += length - 1
  }
  return joined + text.slice(copiedTo)
}

interface Piece {
  readonly word: string
  readonly from: number
  readonly to: number
}

/** How many of the pieces are one word, the most that are. */
function longestSplit(text: string, pieces: readonly Piece[], isKnown: (word: string) => boolean): number {
  const apart = pieces.findIndex(
    ({ word, from }, at) =>
      word.length > LONGEST_PIECE || (at > 0 && !/^\s+$/u.test(text.slice(pieces[at - 1]?.to, from))),
  )
  for (let length = apart < 0 ? pieces.length : apart; length > 1; length -= 1) {
    const words = pieces.slice(0, length).map(({ word }) => word.toLowerCase())
    const isSplit = words.every(word => word.length === 1) || words.some(word => !isKnown(word))
    if (isSplit && words.join('').length > 2 && isKnown(words.join(''))) return length
  }
  return 1
}
