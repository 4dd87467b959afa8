import { joinMarks } from './markdown/close-marks.ts'
import { findLineMark } from './markdown/lines.ts'
import { findEnclosing, findTextUnit, type Markdown } from './markdown/markdown.ts'
import { parseMarkdown } from './markdown/parse-markdown.ts'

/** Discord's limit for the content of one message, in UTF-16 units (never more than what Discord counts). */
export const MAX_MESSAGE_LENGTH = 2000
/** An answer fills at most this many messages. */
export const MAX_MESSAGES = 10

/** A cut at a paragraph or line is taken only if it leaves a message at least this full. */
const MIN_FILL = 0.4
/** Of a block of code at least so much stands in the message that it begins in. */
const SHORT_CODE_LENGTH = 20
/** Where a message may end, the best first: after a paragraph, a line that is followed by one of the same depth, a line, a word. */
const SEPARATORS = [/\n\n/gu, /\n(?! )/gu, /\n/gu, / /gu] as const

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Where one message ends and the next begins. */
interface Cut {
  /** What is open here is closed. */
  readonly at: number
  /** White space between, and marks that are closed already. */
  readonly next: number
}

/**
 * Splits an answer into messages of at most `limit`: at a paragraph, else a line, else a word, else anywhere, but not within a link or
 * a mention. Each mark that is open at a split (spoiler, code with its language, bold, quote…) is closed there and opened again in the
 * next message, and lists count on. Text that grows at its end changes no messages before the last two, unless it closes a mark in them.
 */
export function splitMessage(text: string, limit = MAX_MESSAGE_LENGTH): string[] {
  if (text.length <= limit) return [text].filter(isShown)
  const whole = withNumbers(text)
  const markdown = parseMarkdown(whole)
  const parts: string[] = []
  let from = 0
  let opening = ''
  while (opening.length + 1 + whole.length - from > limit) {
    const { at, next } = findCut(whole, markdown, { from, limit, opening })
    parts.push(partOf(whole, markdown, { from, at, opening }))
    from = next
    opening = openingAt(markdown, next)
  }
  parts.push(partOf(whole, markdown, { from, at: whole.length, opening }))
  return parts.filter(isShown)
}

/** Whether there is more in it than marks. */
const isShown = (part: string) => part.trim() !== ''

/** A list that counts by itself (1. 1. 1.) with the numbers that are shown, as it begins anew in the next message. */
function withNumbers(text: string): string {
  const { items } = parseMarkdown(text)
  let whole = ''
  let from = 0
  for (const { from: at, written, shown } of items) {
    whole += text.slice(from, at) + shown
    from = at + String(written).length
  }
  return whole + text.slice(from)
}

const openingAt = (markdown: Markdown, at: number) =>
  findEnclosing(markdown, at)
    .map(({ opening }) => opening)
    .join('')

function partOf(
  text: string,
  markdown: Markdown,
  { from, at, opening }: { from: number; at: number; opening: string },
) {
  const words = text.slice(from, at)
  const gap = /[|`]$/u.test(opening) && words.startsWith(opening.at(-1) ?? '') ? ' ' : ''
  const begun = opening === '' ? withFirstItemOutdented(words) : opening + gap + words
  if (at === text.length) return begun
  return findEnclosing(markdown, at).reduceRight((part, { closing }) => joinMarks(part, closing), begun.trimEnd())
}

/** Discord takes away the white space that a message begins with: the items beside its first one stay beside it. */
function withFirstItemOutdented(part: string): string {
  const first = findLineMark(part, 0)
  if (first?.kind !== 'item' || first.indent === 0) return part
  const lines = part.split('\n')
  const end = lines.findIndex(line => line.includes('```') || !line.startsWith(' '.repeat(first.indent)))
  const count = end < 0 ? lines.length : end
  return [...lines.slice(0, count).map(line => line.slice(first.indent)), ...lines.slice(count)].join('\n')
}

/** Where a message that begins at `from` ends, so that it fits with all that is closed there. */
function findCut(text: string, markdown: Markdown, part: { from: number; limit: number; opening: string }): Cut {
  const { from, limit, opening } = part
  let room = limit - opening.length - 1
  for (;;) {
    const at = moveBeforeMarks(text, markdown, from, findPlace(text, markdown, from, room))
    const excess = partOf(text, markdown, { from, at, opening }).length - limit
    if (excess <= 0 || room <= excess) return { at, next: nextAfter(text, markdown, at) }
    room -= excess
  }
}

/** The last place up to `room` after `from` where a message may end. */
function findPlace(text: string, markdown: Markdown, from: number, room: number): number {
  const least = from + Math.floor(room * MIN_FILL)
  const window = text.slice(least, from + room + 2)
  for (const separator of SEPARATORS) {
    const places = [...window.matchAll(separator)].map(({ index }) => least + index).toReversed()
    const at = places.find(place => place > from && place <= from + room && isPlace(text, markdown, place))
    if (at !== undefined) return at
  }
  // Not inside what a reader sees as one character, unless that is endless, and then at least not inside a code point.
  const end = from + room
  const grapheme = from + (graphemes.segment(text.slice(from, end + 2)).containing(room)?.index ?? room)
  const half = from + room / 2
  const whole = grapheme > half ? grapheme : end
  const unit = findTextUnit(markdown, whole)
  if (unit !== undefined && unit.from > half) return unit.from
  return whole > from + 1 && /^[\uDC00-\uDFFF]/u.test(text.slice(whole)) ? whole - 1 : whole
}

/** Whether a message may end there: within nothing that is one, and so that the next begins with no mark that was none before. */
function isPlace(text: string, markdown: Markdown, at: number): boolean {
  if (findTextUnit(markdown, at) !== undefined) return false
  if (text[at] === '\n') return true
  const next = at + (/ {0,200}/uy.exec(text.slice(at, at + 200))?.[0].length ?? 0)
  return findLineMark(text, next) === undefined
}

/** Before the marks that are opened right there: nothing would stand between them and their end, and of a block of code too little. */
function moveBeforeMarks(text: string, markdown: Markdown, from: number, at: number): number {
  const span = findEnclosing(markdown, at).find(
    ({ kind, start }) =>
      start >= from && text.slice(start, at).trim().length <= (kind === 'block' ? SHORT_CODE_LENGTH : 0),
  )
  return span !== undefined && span.from > from ? span.from : at
}

/** Where the next message begins: behind white space (in code, one line break), and behind marks that close there. */
function nextAfter(text: string, markdown: Markdown, at: number): number {
  let next = at
  for (;;) {
    const enclosing = findEnclosing(markdown, next)
    const isCode = enclosing.at(-1)?.kind === 'block'
    const space = isCode ? /^\n?/u : /^(?:\n+| *)/u
    const behind = next + (space.exec(text.slice(next, next + 4000))?.[0].length ?? 0)
    const quoted = text[behind - 1] === '\n' ? findLineMark(text, behind) : undefined
    const isQuoted = quoted?.kind === 'quote' && enclosing.some(({ kind }) => kind === 'quote')
    const place = isQuoted ? quoted.start : behind
    const last = findEnclosing(markdown, place).findLast(({ closing }) => closing !== '')
    const isOver = last !== undefined && !last.isOpen && text.slice(place, last.end).trim() === ''
    if (!isOver) return place
    next = last.to
  }
}
