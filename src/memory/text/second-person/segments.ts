/** A piece of a stored sentence, and what is shown for it: the same, mostly. Both with the space behind them. */
export interface Segment {
  readonly stored: string
  readonly shown: string
}

export function storedText(segments: readonly Segment[]): string {
  return segments.map(({ stored }) => stored).join('')
}

export function shownText(segments: readonly Segment[]): string {
  return segments.map(({ shown }) => shown).join('')
}
