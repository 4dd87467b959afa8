import { toSingleLine } from '../../memory/text/normalize.ts'

/**
 * A text on one line, cut to so many characters with `…`: where nothing is taken for Discord's markdown, as in menus.
 */
export function truncateLine(text: string, maxLength: number): string {
  const line = toSingleLine(text)
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1).toWellFormed()}…`
}

/**
 * Somebody's words in one line of a panel, whose markdown they can't change: at most so many characters, backslashes
 * among them.
 */
export function escapeLine(words: string, maxLength: number): string {
  for (let room = maxLength; room > 1; ) {
    const escaped = escapeText(truncateLine(words, room))
    if (escaped.length <= maxLength) return escaped
    room = Math.floor((room * maxLength) / escaped.length) - 1
  }
  return '…'
}

/** What stays as it is: a backslash in an address, or in an emoji of a server, would be a part of it. */
const SIGNS = /https?:\/\/\S+|<a?:\w{1,32}:\d{1,20}>|[\\*_~|`]|(?<=\])\(/giu
const BEGINNING_OF_LINE = /^(\s{0,40})(#{1,3}|>{1,3}|-|\d{1,9}\.)(?=\s)/gmu

/** The same in the lines that they have, as long as they are. */
export function escapeText(words: string): string {
  return words
    .replace(SIGNS, sign => (sign.length === 1 ? `\\${sign}` : sign))
    .replace(BEGINNING_OF_LINE, (_, space: string, mark: string) =>
      mark.endsWith('.') ? `${space}${mark.slice(0, -1)}\\.` : `${space}\\${mark}`,
    )
}
