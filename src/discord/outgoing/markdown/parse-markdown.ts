import { createItemCounter } from './count-items.ts'
import { endOfItem, endOfLine, endOfQuote, findLineMark, type LineMark } from './lines.ts'
import { createMarkReading, type Range } from './mark-reading.ts'
import { type Markdown, type MarkedSpan, quoteAround } from './markdown.ts'
import { readCodeMark } from './read-code.ts'
import { readMark } from './read-mark.ts'
import { endOfTextUnit, findMaskedLinks, mergeTextUnits, type TextUnit } from './text-units.ts'

/** Words that are code are kept together if they are this short. */
const SHORT_CODE_LENGTH = 100
/** Deeper marks are text: no words need them, and no text can make the parser go deeper. */
const MAX_DEPTH = 20
const NO_BACKTICK = /[^`]/gu
const SPECIAL = /[\n\\`<h[*_~|]/gu

/**
 * The marks of a text, as Discord reads them: from left to right, the first that closes counts, and what is within is read by itself.
 * A block of code that nothing closes and a spoiler that begins like one reach to the end, so that neither is shown as what it is not; of
 * a text that still grows (`isGrowing`), so do all marks that may yet be closed in their paragraph. Takes linear time.
 *
 * Rules: simple-markdown, on which Discord's client builds, with Discord's own for spoilers, quotes, lists, headings and code.
 */
export function parseMarkdown(text: string, isGrowing = false): Markdown {
  const reading = createMarkReading(text, isGrowing)
  const links = findMaskedLinks(text)
  const counter = createItemCounter(text)
  const spans: MarkedSpan[] = []
  const units: TextUnit[] = []
  let runEnd = 0

  /** Takes a span, with what is within it; returns where it ends. */
  function add(span: MarkedSpan, { isOpen, depth }: Range): number {
    const { kind, from, start, end, to, closing } = span
    spans.push(span)
    units.push({ from, to: start }, { from: end, to })
    if (kind === 'code' && to - from <= SHORT_CODE_LENGTH) units.push({ from, to })
    if (kind === 'code' || kind === 'block') return to
    const isLineStart = closing === '' || from === 0 || text[from - 1] === '\n'
    scan({ from: start, end, parent: span, isOpen: isOpen && span.isOpen, isLineStart, depth: depth + 1 })
    return to
  }

  /** Where the backticks end that stand together with the one at `at`. Found once for all of them. */
  function endOfRun(at: number): number {
    if (at < runEnd) return runEnd
    NO_BACKTICK.lastIndex = at
    runEnd = NO_BACKTICK.exec(text)?.index ?? text.length
    return runEnd
  }

  /** The mark that begins a line, with what it holds; returns where it ends, or `at` if it is none here. */
  function addLine(mark: LineMark, at: number, range: Range): number {
    const { kind, start } = mark
    const around = quoteAround(range.parent)
    // A quote holds no other; its mark stands before each of its lines.
    if (around !== undefined && (kind === 'quote' || kind === 'rest')) return around === kind ? start : at
    const from = start - mark.mark.length
    const end = endOfLineMark(mark, at, range.end)
    if (kind === 'item') counter.count(mark, from, end)
    const opening = kind === 'item' ? '' : mark.mark
    const isOpen = end === text.length
    return add({ kind, opening, closing: '', from, start, end, to: end, isOpen, parent: range.parent }, range)
  }

  function endOfLineMark({ kind, indent }: LineMark, at: number, end: number): number {
    if (kind === 'quote') return endOfQuote(text, at, end)
    if (kind === 'heading') return endOfLine(text, at, end)
    return kind === 'item' ? endOfItem(text, at, end, indent) : end
  }

  function addCode(at: number, range: Range): number {
    const behind = Math.min(endOfRun(at), range.end)
    const span = readCodeMark(reading, at, behind - at, range)
    return span === undefined ? behind : add(span, range)
  }

  function addUnit(at: number, { end }: Range): number {
    const to = endOfTextUnit(text, at, links)
    if (to === undefined || (to > end && text[at] !== 'h')) return at + 1
    units.push({ from: at, to: Math.min(to, end) })
    return Math.min(to, end)
  }

  /** What stands at `at`, where a mark may begin; returns where it ends. */
  function addSpecial(at: number, range: Range): number {
    const sign = text.charAt(at)
    if (sign === '`') return addCode(at, range)
    if (/[\\<h[]/u.test(sign)) return addUnit(at, range)
    const span = range.depth < MAX_DEPTH ? readMark(reading, at, range) : undefined
    return span === undefined ? at + 1 : add(span, range)
  }

  /** Reads the marks that begin a line. */
  function scanLineStart(from: number, range: Range): number {
    let at = from
    while (range.depth < MAX_DEPTH) {
      const mark = findLineMark(text, at)
      const next = mark === undefined || mark.start >= range.end ? at : addLine(mark, at, range)
      if (next === at) return at
      at = next
      if (at !== mark?.start) return at
    }
    return at
  }

  function scan(range: Range): void {
    const { end } = range
    let at = range.isLineStart ? scanLineStart(range.from, range) : range.from
    while (at < end) {
      SPECIAL.lastIndex = at
      const special = SPECIAL.exec(text)?.index ?? end
      if (special >= end) return
      at = text[special] === '\n' ? scanLineStart(special + 1, range) : addSpecial(special, range)
    }
  }

  scan({ from: 0, end: text.length, parent: undefined, isOpen: true, isLineStart: true, depth: 0 })
  return { spans, units: mergeTextUnits(units), items: counter.items }
}
