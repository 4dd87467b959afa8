import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import { quoteRest } from './quote.ts'

/** A text is cut between pieces of this many characters: some 30 tokens are lost at a cut, and a piece is counted once. */
const PIECE = 128

/** As many pieces from one end as fit `room`, quoted. Never ends or begins within a surrogate pair. */
export function takePieces(text: string, room: number, counter: TokenCounter, end: 'head' | 'tail'): string {
  const isHead = end === 'head'
  // the quote mark of the first line and the line end after the last
  let left = room - counter.count('> ') - counter.count('\n')
  let edge = isHead ? 0 : text.length
  while (isHead ? edge < text.length : edge > 0) {
    const next = outsidePair(text, isHead ? Math.min(edge + PIECE, text.length) : Math.max(edge - PIECE, 0))
    left -= counter.count(quoteRest(isHead ? text.slice(edge, next) : text.slice(next, edge)))
    if (left < 0) break
    edge = next
  }
  return isHead ? text.slice(0, edge) : text.slice(edge)
}

/** `at`, or the place before it where it would part a surrogate pair. */
function outsidePair(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at
}
