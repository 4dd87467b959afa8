import type { Atom } from './atoms.ts'

/** What marks make of a stretch of text. */
export interface Span {
  readonly kind: 'rest' | 'quote' | 'heading' | 'item' | 'block' | 'code' | 'spoiler' | 'emphasis'
  /** As it is opened and closed again where it is cut. */
  readonly opening: string
  readonly closing: string
  /** The opening mark stands from `from` to `start`, the closing one from `end` to `to`. */
  readonly from: number
  readonly start: number
  readonly end: number
  readonly to: number
  /** No closing mark has come: it reaches to the end of the text. */
  readonly isOpen: boolean
  readonly parent: Span | undefined
}

/** An item of a numbered list. */
export interface NumberedItem {
  /** Where its number stands. */
  readonly from: number
  readonly written: number
  /** What Discord shows in its place: it counts on from the first. */
  readonly shown: number
}

export interface Markdown {
  /** Those that hold others first. */
  readonly spans: readonly Span[]
  /** In order, none within another. */
  readonly atoms: readonly Atom[]
  readonly items: readonly NumberedItem[]
}

/** What holds the place `at`, from the outside in. At a closing mark that is what it closes. */
export function findEnclosing({ spans }: Markdown, at: number): readonly Span[] {
  const enclosing: Span[] = []
  for (let span = lastBefore(spans, at); span !== undefined; span = span.parent) {
    const isWithin = span.closing === '' ? at < span.end : at <= span.end
    if (span.start <= at && isWithin) enclosing.unshift(span)
  }
  return enclosing
}

/** The atom that a cut at `at` would break. */
export function findAtom({ atoms }: Markdown, at: number): Atom | undefined {
  const atom = lastBefore(atoms, at)
  return atom !== undefined && at < atom.to ? atom : undefined
}

/** Which quote holds a span, if one does: they stand in no other. */
export function quoteAround(span: Span | undefined): 'quote' | 'rest' | undefined {
  for (let at = span; at !== undefined; at = at.parent) if (at.kind === 'quote' || at.kind === 'rest') return at.kind
  return undefined
}

/** The last of sorted things that begins before `at`. */
function lastBefore<T extends { readonly from: number }>(all: readonly T[], at: number): T | undefined {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.from ?? at) < at) low = middle + 1
    else high = middle
  }
  return all[low - 1]
}
