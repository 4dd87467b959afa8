import type { TokenCounter } from '../ports.ts'

const MARK = ' […] '

/**
 * A text in at most `room` tokens: whole, or its head and its tail (two thirds and one) with a mark between them.
 * Where a text is dense in one place only, somewhat less than `room` is used.
 */
export function headAndTail(text: string, room: number, counter: TokenCounter): string {
  const tokens = counter.count(text)
  if (tokens <= room) return text
  let shortened = MARK.trim()
  for (let length = Math.floor((text.length * room) / tokens); length > 0; length = Math.floor(length * 0.8)) {
    const tail = Math.floor(length / 3)
    shortened = `${text.slice(0, length - tail)}${MARK}${text.slice(text.length - tail)}`.toWellFormed()
    if (counter.count(shortened) <= room) break
  }
  return shortened
}
