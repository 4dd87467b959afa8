/** What begins a line and makes something of it. Discord knows no other fences than backticks: `~~~` is text. */
const LINE_MARK = /( *)(?:(>>> )|(> )|(#{1,3} |-# )|((?:[*+-]|(\d{1,9})\.) {1,4}))(?=[^\n])/uy

export interface LineMark {
  readonly kind: 'rest' | 'quote' | 'heading' | 'item'
  /** As it is written, without the white space before it. */
  readonly mark: string
  readonly indent: number
  /** Behind the mark. */
  readonly start: number
  /** Of an item in a numbered list. */
  readonly number: number | undefined
}

/** The mark at the beginning of a line, which is at `from`. */
export function findLineMark(text: string, from: number): LineMark | undefined {
  LINE_MARK.lastIndex = from
  const found = LINE_MARK.exec(text)
  if (found === null) return undefined
  const [all, spaces = '', rest, quote, heading, item, number] = found
  const [kind, mark] =
    rest !== undefined
      ? (['rest', rest] as const)
      : quote !== undefined
        ? (['quote', quote] as const)
        : heading !== undefined
          ? (['heading', heading] as const)
          : (['item', item ?? ''] as const)
  return {
    kind,
    mark,
    indent: spaces.length,
    start: from + all.length,
    number: number === undefined ? undefined : Number(number),
  }
}

/** Where the line ends that `from` is in: at its line break. */
export function endOfLine(text: string, from: number, end: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 || at > end ? end : at
}

/** The end of a quote: of the last line that begins with its mark. */
export function endOfQuote(text: string, from: number, end: number): number {
  let at = endOfLine(text, from, end)
  while (at < end && findLineMark(text, at + 1)?.kind === 'quote') at = endOfLine(text, at + 1, end)
  return at
}

/** The end of an item: its line, with those that follow and are further in and begin nothing of their own. */
export function endOfItem(text: string, from: number, end: number, indent: number): number {
  let at = endOfLine(text, from, end)
  while (at < end && text.startsWith(' '.repeat(indent + 2), at + 1) && findLineMark(text, at + 1) === undefined) {
    at = endOfLine(text, at + 1, end)
  }
  return at
}
