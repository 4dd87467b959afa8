/** A line of the terminal; `dim` sets apart what nobody said. */
export interface Line {
  readonly text: string
  readonly dim?: boolean
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
const INVISIBLE = /^[\p{M}\p{Cf}]+$/u
/** Escape sequences in a message would move the cursor or worse; direction marks would reorder what stands beside. */
const CONTROL = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

/** Columns that a text without line breaks takes. */
export function width(text: string): number {
  let columns = 0
  for (const { segment } of graphemes.segment(text)) columns += widthOf(segment)
  return columns
}

function widthOf(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}

/** What may be written to a terminal of a text that somebody else wrote. */
export function harmless(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').replaceAll(CONTROL, '')
}

/** `-# ` is how Discord marks small print. */
export function subtle(text: string): Line {
  return text.startsWith('-# ') ? { text: text.slice('-# '.length), dim: true } : { text }
}

/** A file that comes with a message. */
export function fileLine(name: string, bytes: number): Line {
  return { text: `[file: ${name}, ${bytes} bytes]`, dim: true }
}

/** Breaks one line into rows of at most `columns`: between words, or within one that is longer than a row. */
export function wrap(text: string, columns: number): string[] {
  const rows: string[] = []
  let row = ''
  let taken = 0
  for (const piece of text.match(/\s+|\S+/gu) ?? []) {
    const needed = width(piece)
    if (taken + needed <= columns) {
      row += piece
      taken += needed
      continue
    }
    const isSpace = piece.trim() === ''
    if (row.trim() !== '') {
      rows.push(row.trimEnd())
      row = ''
      taken = 0
    }
    if (isSpace) continue
    for (const { segment } of graphemes.segment(piece)) {
      if (taken + widthOf(segment) > columns && row !== '') {
        rows.push(row)
        row = ''
        taken = 0
      }
      row += segment
      taken += widthOf(segment)
    }
  }
  return [...rows, row]
}

/** Rows that the terminal shows for rows written at another width, and so broken anew. */
export function rowsShown(rows: readonly string[], columns: number): number {
  return rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(width(row) / columns)), 0)
}
