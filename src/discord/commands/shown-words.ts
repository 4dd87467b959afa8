import { escapeMarkdown } from 'discord.js'

/** A text on one line, cut to so many characters with `…`: where nothing is taken for Discord's markdown, as in menus. */
export function oneLine(text: string, most: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).toWellFormed()}…`
}

/** Somebody's words in one line of a panel, of which they shape nothing: at most so many characters, backslashes among them. */
export function shownWords(words: string, most: number): string {
  for (let room = most; room > 1; ) {
    const shown = escaped(oneLine(words, room))
    if (shown.length <= most) return shown
    room = Math.floor((room * most) / shown.length) - 1
  }
  return '…'
}

/** The same in the lines that they have, as long as they are. */
export function escaped(words: string): string {
  return escapeMarkdown(words, { heading: true, bulletedList: true, numberedList: true, maskedLink: true })
}
