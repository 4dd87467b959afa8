/**
 * Names that stand in a message in the place of Discord's ids: of people, roles, channels and emoji. Whoever bears or gave
 * them wrote them, not the author of the message, and they can say anything: so they stand between marks.
 */
const INSERTED = /([@#:])⟨([^⟨⟩\n]{0,200})⟩(:?)/gu
const MAX_NAME_LENGTH = 100

/** What stands before a name: of a person or role, of a channel, of an emoji. */
export type NameSign = '@' | '#' | ':'

/** A name as it is put into a message. */
export function insertName(sign: NameSign, name: string): string {
  const words = name
    .replace(/[⟨⟩\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed()
  return `${sign}⟨${words}⟩${sign === ':' ? sign : ''}`
}

/** A text as people read it: with the names, without the marks around them. */
export function withPlainNames(text: string): string {
  return text.replace(INSERTED, '$1$2$3')
}

/** What an author wrote themselves in a text: without the names that were put into it. */
export function withoutInsertedNames(text: string): string {
  return text.replace(INSERTED, ' ')
}

/** A text of the same length with one word in the place of each name: what a name says has no sentence of its own. */
export function blankInsertedNames(text: string): string {
  return text.replace(INSERTED, name => '@'.padEnd(name.length, 'x'))
}

/** The names that were put into a text, in words. */
export function insertedNamesIn(text: string): readonly string[] {
  return [...text.matchAll(INSERTED)].map(([, , name = '']) => name.replaceAll('_', ' '))
}

/** A quote from a text without the names that were put into that, with their marks or without. */
export function withoutNamesOf(text: string, quote: string): string {
  const names = [...text.matchAll(INSERTED)].map(([, sign = '', name = '', end = '']) => sign + name + end)
  const longestFirst = names.toSorted((a, b) => b.length - a.length)
  return longestFirst.reduce((words, name) => words.replaceAll(name, ' '), withoutInsertedNames(quote))
}

const MAX_NAME_WORDS = 3
/** Scripts that put no spaces between words: so many letters are more than a name. */
const MAX_NAME_LETTERS = 10
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Of a channel, thread or emoji, whose words hyphens and underscores part as well. */
const MAX_TITLE_WORDS = 5

/** What a channel, thread or emoji is called; `…` where it is a sentence: it would be read as one of the author's. */
export function titleOrNothing(title: string): string {
  const words = title.split(/[\s_-]+/u).filter(word => /[\p{L}\p{N}]/u.test(word))
  return words.length > MAX_TITLE_WORDS || isLongUnspaced(title) ? '…' : title
}

/** The name that somebody goes by; `…` where it is a sentence, which is to be read as one. */
export function nameOrNothing(name: string): string {
  const words = name.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word))
  return words.length > MAX_NAME_WORDS || isLongUnspaced(name) ? '…' : name
}

function isLongUnspaced(name: string): boolean {
  return (name.match(SPACELESS) ?? []).length > MAX_NAME_LETTERS
}
