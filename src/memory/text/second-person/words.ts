/** A word, a number, a quotation or a mark of a sentence, with the space behind it. */
export interface Word {
  readonly text: string
  readonly lower: string
  readonly space: string
  /** Somebody's words, code or an address: nothing in it is changed, or read. */
  readonly isQuoted: boolean
}

/** What nothing may be changed in: quotations, code, `they/them`, addresses and what Discord reads as a mention, an emoji or a time. */
const QUOTED =
  /(?<![\p{L}\p{N}])"[^"]{1,1000}"|“[^”]{1,1000}”|„[^“”]{1,1000}[“”]|«[^»]{1,1000}»|「[^」]{1,1000}」|『[^』]{1,1000}』|(?<![\p{L}\p{N}])[‘'](?=\S)[^’'\n]{1,1000}[’'](?![\p{L}\p{N}])|`[^`]{1,1000}`|\p{L}{1,20}(?:\/\p{L}{1,20})+|https?:\/\/\S{1,1000}|<[@#:/a-z][^<>\s]{0,100}>/u
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.\-_][\p{L}\p{M}\p{N}]+)*/u
const PIECE = new RegExp(`(?:(?<quoted>${QUOTED.source})|${WORD.source}|[^\\s])(?<space>\\s*)`, 'gu')

/** A text in pieces that make it up again when they are put one after the other, with the spaces between them. */
export function wordsOfSentence(text: string): readonly Word[] {
  return [...text.matchAll(PIECE)].map(({ 0: piece, groups }) => {
    const space = groups?.['space'] ?? ''
    const word = space === '' ? piece : piece.slice(0, -space.length)
    return { text: word, lower: word.toLowerCase(), space, isQuoted: groups?.['quoted'] !== undefined }
  })
}

/** With the capital that the other word begins with, or without one. */
export function withCapitalOf(other: string, text: string): string {
  const [first = ''] = other
  return first !== first.toLowerCase() ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
