import type { TextUnit } from './text-units.ts'

/** What marks make of a stretch of text. */
export interface MarkedSpan {
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
  readonly parent: MarkedSpan | undefined
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
  readonly spans: readonly MarkedSpan[]
  /** In order, none within another. */
  readonly units: readonly TextUnit[]
  readonly items: readonly NumberedItem[]
}

/** What holds the place `at`, from the outside in. At a closing mark that is what it closes. */
export function findEnclosing({ spans }: Markdown, at: number): readonly MarkedSpan[] {
  const enclosing: MarkedSpan[] = []
  for (let span = lastBefore(spans, at); span !== undefined; span = span.parent) {
    const isWithin = span.closing === '' ? at < span.end : at <= span.end
    if (span.start <= at && isWithin) enclosing.unshift(span)
  }
  return enclosing
}

/** The unit that a cut at `at` would break. */
export function findTextUnit({ units }: Markdown, at: number): TextUnit | undefined {
  const unit = lastBefore(units, at)
  return unit !== undefined && at < unit.to ? unit : undefined
}

/** Which quote holds a span, if one does: they stand in no other. */
export function quoteAround(span: MarkedSpan | undefined): 'quote' | 'rest' | undefined {
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
