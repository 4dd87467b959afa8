import { normalizeText } from './normalize.ts'

/** Word list: what denies, in the languages in which single words do. */
const NEGATION =
  /(?<!\p{L})(?:not|no|never|none|without|nicht|kein\p{L}*|nie|jamais|pas|nunca|dislikes?|disagrees?|hates?)(?!\p{L})|n't(?!\p{L})|ない|ません|不|没/gu

/** Word list: "Don't forget my birthday is in May" denies nothing. */
const REMINDER = /forget|doubt|wait|believe|only|help|stop/u

/** Whether a sentence denies something; two denials are none. */
export function isNegated(text: string): boolean {
  return (normalizeText(text).match(NEGATION) ?? []).length % 2 === 1
}

/**
 * Whether a quote leaves out the word right before it that denies it: "live in Lisbon" of "I don't live in Lisbon". Only
 * the last three words of the same clause count.
 */
export function omitsNegation(quote: string, own: readonly string[]): boolean {
  const words = normalizeText(quote)
  const piece = own.find(piece => piece.includes(words)) ?? ''
  const before = piece.slice(0, Math.max(0, piece.indexOf(words)))
  const clause = before.split(/[.,;:!?…。、！？]/u).at(-1) ?? ''
  const lastWords = clause.trim().split(' ').slice(-3).join(' ')
  return isNegated(lastWords) && !REMINDER.test(lastWords)
}
