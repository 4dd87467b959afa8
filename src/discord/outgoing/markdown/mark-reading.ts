import { type BacktickRuns, type Closing, findBacktickRuns, findClosingMark } from './closings.ts'
import type { MarkedSpan } from './markdown.ts'

/** A stretch that is read by itself, as the marks within it close within it. */
export interface Range {
  readonly from: number
  readonly end: number
  readonly parent: MarkedSpan | undefined
  /** More of the text may belong to it: what is open at its end is not over. */
  readonly isOpen: boolean
  readonly isLineStart: boolean
  readonly depth: number
}

/** A text while it is read. */
export interface MarkReading {
  readonly text: string
  readonly isGrowing: boolean
  readonly runs: BacktickRuns
  closingOf(mark: string, at: number, end: number): Closing
  /** Whether a mark that nothing closes yet may still be closed: the text grows, and its paragraph goes on. */
  canClose(at: number, length: number, range: Range): boolean
}

const WORD = /[\p{L}\p{N}]/u

/** Whether a mark stands where a word begins. */
export const opensWord = (text: string, at: number, length: number, from: number) =>
  (at === from || !WORD.test(text.charAt(at - 1))) && /\S/u.test(text.charAt(at + length))

export function createMarkReading(text: string, isGrowing: boolean): MarkReading {
  const lastParagraph = text.lastIndexOf('\n\n')
  /** Up to which end a mark was looked for in vain: those that follow look no more. */
  const inVain = new Map<string, number>()
  return {
    text,
    isGrowing,
    runs: findBacktickRuns(text),
    closingOf(mark, at, end) {
      if (inVain.get(mark) === end) return 'open'
      const closing = findClosingMark(text, at, end, mark)
      if (closing === 'open') inVain.set(mark, end)
      return closing
    },
    canClose: (at, length, { isOpen, from }) =>
      isGrowing && isOpen && at > lastParagraph && opensWord(text, at, length, from),
  }
}
