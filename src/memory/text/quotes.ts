import { withoutInsertedNames } from './inserted-names.ts'
import { normalizeText, occursIn, trimEnding } from './normalize.ts'

const FENCED = /```[\s\S]*?(?:```|(?![\s\S]))/u
/**
 * `>>> ` quotes all that follows, `>` its line, with a space after it or without, and in a list: so people quote, whatever
 * Discord makes of it.
 */
const QUOTED =
  /^[^\S\r\n\u2028\u2029]*>>>[^\S\n][\s\S]*$|^[^\S\r\n\u2028\u2029]*(?:(?:[-*+•]|\d{1,3}[.)])[^\S\r\n\u2028\u2029]{1,20}){0,3}>.*$/mu
/** Three words and more between backticks: a name or a command in a sentence is part of it. */
const LONG_CODE = /`(?:[^`\s]{1,400}\s{1,40}){2}[^`]*`/u
/** What came with a message, by the names that it has. */
const ATTACHED = /\[attached: [^[\]\n]*\]/u
const NOT_OWN = new RegExp([FENCED, QUOTED, LONG_CODE, ATTACHED].map(({ source }) => source).join('|'), 'gmu')

/**
 * The pieces of a message that its author wrote: not the lines that they only quoted, nor code that they pasted, nor names
 * that were put in for them. A message that is one quotation is somebody else's.
 */
export function ownPiecesOf(text: string): readonly string[] {
  const pieces = withoutInsertedNames(text)
    .split(NOT_OWN)
    .map(normalizeText)
    .filter(piece => piece !== '')
  return pieces.length === 1 && /^"[^"]+"[.!?]?$/u.test(pieces[0] ?? '') ? [] : pieces
}

/** The same as it was written, in one. */
export function ownTextOf(text: string): string {
  return ownPiecesOf(text).length === 0 ? '' : withoutInsertedNames(text).split(NOT_OWN).join(' \n ')
}

/** A text of the same length with blanks where its author only quoted, pasted or attached something. */
export function blankForeignPieces(text: string): string {
  if (ownPiecesOf(text).length === 0) return ''
  return text.replace(NOT_OWN, piece => '\n'.padEnd(piece.length))
}

/** Whether a quote says anything at all: two letters or digits. */
export function isMeaningfulQuote(quote: string): boolean {
  return (normalizeText(quote).match(/[\p{L}\p{N}]/gu) ?? []).length >= 2
}

/** Whether a quote stands in what an author wrote; case, spaces, kinds of marks and how words are set aside. */
export function isQuoteOf(quote: string, own: readonly string[]): boolean {
  const words = trimEnding(normalizeText(quote).replace(/^["' ]+/u, ''), /["' ]/u)
  if (own.some(piece => occursIn(words, piece))) return true
  const plain = withoutMarkup(words)
  return own.some(piece => occursIn(plain, withoutMarkup(piece)))
}

/** A link with words of its own: the words are what is read. */
const LINK = /\[([^[\]\n]{1,300})\]\(<?https?:[^()\s]{1,1000}\)/gu
/**
 * What sets words bold, aslant, under or behind a line, as code, or between quotation marks. `2*3` is a sum, `snake_case` a
 * word, and the apostrophe of `don't` part of one.
 */
const MARKUP = /(?<!\d)\*|\*(?!\d)|~~|\|\||"|(?<![\p{L}\p{N}])[_']|[_'](?![\p{L}\p{N}])/gu

/** A normalized text without Discord's markup and quotation marks, which a model that quotes may leave out, or set. */
function withoutMarkup(text: string): string {
  return text.replace(LINK, '$1').replace(MARKUP, '').replace(/ {2,}/gu, ' ').trim()
}
