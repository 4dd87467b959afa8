import type { Fact } from '../types.ts'

/** From the beginning of one date to the end of another, as yyyy, yyyy-mm or yyyy-mm-dd; open where one is missing. */
export interface Span {
  readonly from?: string
  readonly to?: string
}

const HOUR_MS = 3_600_000

/**
 * Whether a fact was said, or what it tells happened, within a span. Dates are the user's own: somewhere on Earth it was
 * up to 12 hours earlier or 14 hours later than UTC when it was said.
 */
export function isWithin({ eventAt, saidAt }: Fact, span: Span): boolean {
  const said = [-12, 14].map(hours => new Date(saidAt + hours * HOUR_MS).toISOString().slice(0, 'yyyy-mm-dd'.length))
  return [eventAt, ...said].some(date => date !== undefined && overlaps(date, span))
}

/** A date is as long as it is precise: what both tell decides. */
function overlaps(date: string, { from = '', to = '' }: Span): boolean {
  return (
    date.slice(0, from.length) >= from.slice(0, date.length) && date.slice(0, to.length) <= to.slice(0, date.length)
  )
}
