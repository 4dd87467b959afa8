import { trimEnding } from '../../../memory/text/normalize.ts'
import { findUnfinishedLink } from '../links.ts'
import type { MarkedSpan } from './markdown.ts'
import { parseMarkdown } from './parse-markdown.ts'

/** So much of the end is looked at for what is still being written. */
const TAIL_LENGTH = 700
const MAX_ROUNDS = 8
const UNFINISHED = [
  // A mention, a link with words of its own, the language of code, a mark at the beginning of a line.
  /<[^\s<>]{0,100}$/u,
  /\[[^\]\n]{0,200}(?:\](?:\([^)\s]{0,400})?)?$/u,
  /(?<=^|\n)[> ]{0,9}(?:[*+-]|#{1,3}|-#|\d{1,3}\.?|>{1,3}) ?$/u,
  /```[\w+#.-]{0,40}$/u,
] as const

/**
 * Closes the marks that a text was broken off in, so that what comes after it is not marked and what they hide stays hidden. Of a
 * text that still grows, what is only half written at its end is left out.
 */
export function closeMarks(text: string, isGrowing = false): string {
  let shown = isGrowing ? withoutUnfinished(text) : text
  for (;;) {
    const open = parseMarkdown(shown, isGrowing).spans.filter(({ isOpen, closing }) => isOpen && closing !== '')
    const empty = open.find(({ start }) => shown.slice(start).trim() === '')
    if (empty === undefined) return open.reduceRight(close, shown)
    if (!isGrowing) return open.filter(span => span.start < empty.start).reduceRight(close, shown)
    shown = shown.slice(0, empty.from)
  }
}

function close(text: string, { closing }: MarkedSpan): string {
  return joinMarks(closing.startsWith('\n') ? text : text.trimEnd(), closing)
}

/** A text and a mark behind it, so that they do not run into one another. */
export function joinMarks(text: string, mark: string): string {
  if (mark.startsWith('\n')) return (text.endsWith('\n') ? text.slice(0, -1) : text) + mark
  const slashes = /\\{0,40}$/u.exec(text)?.[0].length ?? 0
  const needsGap = slashes % 2 === 1 || (/^[|`]/u.test(mark) && text.at(-1) === mark[0])
  return needsGap ? `${text} ${mark}` : text + mark
}

/**
 * A growing text without what its end may turn into something else: half a link, half a mark. A whole mark is left out as well: another
 * of its kind may follow and make something else of both, and what it closes is closed anyway.
 */
function withoutUnfinished(text: string): string {
  let shown = text
  // What stands before something half written may be half written as well.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const from = Math.max(0, shown.length - TAIL_LENGTH)
    const tail = shown.slice(from)
    const found = [...UNFINISHED.map(pattern => tail.search(pattern)), findUnfinishedLink(tail)].filter(at => at >= 0)
    const next = trimEnding(shown.slice(0, from + Math.min(tail.length, ...found)), /[*_~|`\\\s]/u)
    if (next === shown) break
    shown = next
  }
  return shown
}
