import { normalizeText, occursIn } from './normalize.ts'

const FENCED = /```[\s\S]*?(?:```|(?![\s\S]))/u
/** Discord's quotes: `> ` quotes its line, `>>> ` all that follows. */
const QUOTED = /^[^\S\n]*>>>[^\S\n][\s\S]*$|^[^\S\n]*>[^\S\n].*$/mu
const NOT_OWN = new RegExp(`${FENCED.source}|${QUOTED.source}`, 'gmu')

/** The pieces of a message that its author wrote: not the lines that they only quoted, nor code that they pasted. */
export function ownPiecesOf(text: string): readonly string[] {
  return text
    .split(NOT_OWN)
    .map(normalizeText)
    .filter(piece => piece !== '')
}

/** The same as it was written, in one. */
export function ownTextOf(text: string): string {
  return text.split(NOT_OWN).join(' \n ')
}

/** Word list: answers that say nothing by themselves, as what they agree to was said by somebody else. */
const ASSENT =
  /^(?:(?:yes|yeah|yep|yup|ok|okay|sure|right|correct|exactly|true|indeed|of course|no|nope|nah|thanks|thank you|please|that's right|you're right|ja|genau|stimmt|klar|nein|sí|si|claro|vale|oui|ouais|d'accord|non|sim|da|да|нет|はい|うん|ええ|いいえ|そうです|是|是的|对|好|不|네|아니요|نعم|כן)[ ,.!]*)+$/u

/** Whether a quote says enough for a fact to rest on it: two letters or digits, and more than agreement. */
export function isMeaningfulQuote(quote: string): boolean {
  const words = normalizeText(quote)
  return (words.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2 && !ASSENT.test(words)
}

/** Whether a quote stands in what an author wrote; case, spaces and kinds of marks aside. */
export function isQuoteOf(quote: string, own: readonly string[]): boolean {
  const words = normalizeText(quote).replace(/^["' ]+|["' ]+$/gu, '')
  return own.some(piece => occursIn(words, piece))
}
