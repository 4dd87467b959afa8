import { type MarkReading, opensWord, type Range } from './mark-reading.ts'
import type { MarkedSpan } from './markdown.ts'

/** What the mark at `at` makes of what follows, if anything: a spoiler, bold, italic, underlined, struck through. */
export function readMark(reading: MarkReading, at: number, range: Range): MarkedSpan | undefined {
  const { text, closingOf } = reading
  const found = marksAt(text, at, range.end).map(mark => ({ mark, closing: closingOf(mark, at, range.end) }))
  const closed = found.flatMap(({ mark, closing }) => (typeof closing === 'number' ? [{ mark, end: closing }] : []))
  // Of two that close, the longer stretch is meant.
  const [longest] = closed.toSorted((a, b) => b.end + b.mark.length - a.end - a.mark.length)
  const open = found.find(({ mark, closing }) => closing === 'open' && isOpenMark(reading, mark, at, range))
  const mark = longest?.mark ?? open?.mark
  if (mark === undefined) return undefined
  const end = longest?.end ?? range.end
  return {
    kind: mark === '||' ? 'spoiler' : 'emphasis',
    opening: mark,
    closing: mark,
    from: at,
    start: at + mark.length,
    end,
    to: longest === undefined ? end : end + mark.length,
    isOpen: longest === undefined,
    parent: range.parent,
  }
}

function marksAt(text: string, at: number, end: number): readonly string[] {
  const sign = text.charAt(at)
  const isDouble = at + 1 < end && text[at + 1] === sign
  return [...(isDouble ? [sign + sign] : []), ...(/[*_]/u.test(sign) ? [sign] : [])]
}

/** Whether a mark counts that nothing closes. What a spoiler hides is hidden from its first word on. */
function isOpenMark(reading: MarkReading, mark: string, at: number, range: Range): boolean {
  // Within another of its kind it would be the end of that one.
  if (!range.isOpen || isWithin(range.parent, mark)) return false
  if (mark === '||') return reading.isGrowing || opensWord(reading.text, at, mark.length, range.from)
  // One that stands with another of its kind is half of another mark.
  return reading.text[at + mark.length] !== mark[0] && reading.canClose(at, mark.length, range)
}

function isWithin(span: MarkedSpan | undefined, mark: string): boolean {
  for (let at = span; at !== undefined; at = at.parent) if (at.opening === mark) return true
  return false
}
