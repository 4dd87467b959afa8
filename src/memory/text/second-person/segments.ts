/** A piece of a stored sentence, and what is shown for it: the same, mostly. Both with the space behind them. */
export interface Segment {
  readonly stored: string
  readonly shown: string
}

export function shownText(segments: readonly Segment[]): string {
  return segments.map(({ shown }) => shown).join('')
}

/**
 * The same with one shown word in each piece: what is stored and not shown goes with the piece before it, and of several shown
 * words the first stands for what is stored.
 */
export function bySingleWords(segments: readonly Segment[]): readonly Segment[] {
  const pieces: Segment[] = []
  for (const { stored, shown } of segments) {
    const last = pieces.at(-1)
    const [first = '', ...others] = shown.trimEnd().split(' ')
    // Where a sentence begins with what is not shown, that goes with what is shown first.
    if (last?.shown === '') pieces.splice(-1, 1, { stored: last.stored + stored, shown: first })
    else if (first === '' && last !== undefined)
      pieces.splice(-1, 1, { stored: last.stored + stored, shown: last.shown })
    else pieces.push({ stored, shown: first }, ...others.map(word => ({ stored: '', shown: word })))
  }
  return pieces
}
