import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import { quote } from './quote.ts'
import { takePieces } from './take-pieces.ts'

interface ShortenedText {
  /** Quoted. */
  readonly body: string
  /** Whether something of it is left out. */
  readonly isCut: boolean
}

/** A text, quoted, in at most `room` tokens: whole, or its beginning and its end. Undefined if not even that fits. */
export function shorten(text: string, room: number, counter: TokenCounter): ShortenedText | undefined {
  const whole = quote(text)
  if (counter.count(whole) <= room) return { body: whole, isCut: false }
  const mark = (missing: number) => `[${missing} of ${text.length} characters left out here]`
  const forText = room - counter.count(mark(text.length))
  const head = takePieces(text, Math.floor((forText * 2) / 3), counter, 'head')
  const tail = takePieces(text, Math.floor(forText / 3), counter, 'tail')
  const missing = text.length - head.length - tail.length
  if (head === '' || missing <= 0) return undefined
  const end = tail === '' ? '' : `\n${quote(tail)}`
  return { body: `${quote(head)}\n${mark(missing)}${end}`, isCut: true }
}
