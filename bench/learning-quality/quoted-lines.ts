import { normalizeText } from '../../src/memory/text/normalize.ts'
import { wordsOf } from '../../src/memory/text/words.ts'
import type { Batch } from './talk-file.ts'

/** A text without what people and models set differently: case, marks, spaces. */
export function fold(text: string): string {
  return normalizeText(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/**
 * The line of the user's that something is quoted from. Of several that hold the quote, the one with the most words of
 * what is said of it, then the first; of none, that with the most words of the quote, if it has any.
 */
export function quotedLine(lines: Batch['lines'], quote: string, said: string): number | undefined {
  const ofUser = lines.flatMap(({ who, text }, at) => (who === 'user' ? [{ at, text }] : []))
  const holding = ofUser.filter(({ text }) => fold(quote) !== '' && fold(text).includes(fold(quote)))
  if (holding.length > 0) return nearest(holding, said)?.at
  const similar = nearest(ofUser, quote)
  return similar === undefined || sharedWords(similar.text, quote) === 0 ? undefined : similar.at
}

function nearest<Line extends { readonly text: string }>(lines: readonly Line[], words: string): Line | undefined {
  const shared = lines.map(line => ({ line, words: sharedWords(line.text, words) }))
  return shared.reduce<(typeof shared)[number] | undefined>(
    (best, one) => (best === undefined || one.words > best.words ? one : best),
    undefined,
  )?.line
}

function sharedWords(text: string, other: string): number {
  const words = new Set(wordsOf(other))
  return new Set(wordsOf(text).filter(word => words.has(word))).size
}
