import { closingBackticks } from './closings.ts'
import type { MarkReading, Range } from './mark-reading.ts'
import { type MarkedSpan, quoteAround } from './markdown.ts'

const FENCE = '```'
const INFO = /([\w+#.-]{0,40})\n/uy
/** So far back is looked for the beginning of a line that holds nothing but marks. */
const LINE_BEGINNING = 40

/** The code that the backticks at `at` begin. */
export function readCodeMark(reading: MarkReading, at: number, length: number, range: Range): MarkedSpan | undefined {
  return readBlock(reading, at, length, range) ?? readInlineCode(reading, at, length, range)
}

/** A block of code. One that nothing closes is one if it begins a line. */
function readBlock({ text, closingOf }: MarkReading, at: number, length: number, range: Range): MarkedSpan | undefined {
  if (length < FENCE.length) return undefined
  const closing = closingOf(FENCE, at, range.end)
  const isOpen = closing === 'open'
  if (closing === 'none' || (isOpen && !(range.isOpen && beginsLine(text, at)))) return undefined
  const end = isOpen ? range.end : closing
  INFO.lastIndex = at + FENCE.length
  const [info = '', language = ''] = INFO.exec(text) ?? []
  const hasInfo = info !== '' && at + FENCE.length + info.length < end
  const line = quoteAround(range.parent) === 'quote' ? '\n> ' : '\n'
  return {
    kind: 'block',
    opening: `${FENCE}${hasInfo ? language : ''}${line}`,
    closing: `${line}${FENCE}`,
    from: at,
    start: at + FENCE.length + (hasInfo ? info.length : 0),
    end,
    to: isOpen ? end : end + FENCE.length,
    isOpen,
    parent: range.parent,
  }
}

function readInlineCode(reading: MarkReading, at: number, length: number, range: Range): MarkedSpan | undefined {
  const { text, runs } = reading
  const closed = closingBackticks(runs, at, length, range.end)
  // What is hidden may not be shown for the sake of a backtick that may be alone.
  const canClose = () => reading.canClose(at, length, range) && !/\n|\|\|/u.test(text.slice(at, range.end))
  if (closed === undefined && !canClose()) return undefined
  const { size, at: end } = closed ?? { size: length, at: range.end }
  const mark = '`'.repeat(size)
  const to = closed === undefined ? end : end + size
  const isOpen = closed === undefined
  return {
    kind: 'code',
    opening: mark,
    closing: mark,
    from: at,
    start: at + size,
    end,
    to,
    isOpen,
    parent: range.parent,
  }
}

/** Whether only other marks stand before it in its line. */
function beginsLine(text: string, at: number): boolean {
  const from = Math.max(0, at - LINE_BEGINNING)
  const before = text.slice(from, at)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  return (from === 0 || line !== before) && /^[\s>|*+\d.-]*$/u.test(line)
}
