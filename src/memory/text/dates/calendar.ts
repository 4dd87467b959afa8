import { memoizeByString } from '../../memoize.ts'

export const DAY_MS = 86_400_000

/** More than there are; a name can be written in many ways. */
const MAX_TIME_ZONES = 1000

/** Days in a row from the first to the last, as numbers of days since 1970-01-01. */
export interface DayRange {
  readonly from: number
  readonly to: number
}

/** The days of a date written as yyyy, yyyy-mm or yyyy-mm-dd; undefined if it is none, or none that exists. */
export function dayRangeOfDate(date: string): DayRange | undefined {
  const match = /^(?<year>[1-9]\d{3})(?:-(?<month>\d\d)(?:-(?<day>\d\d))?)?$/u.exec(date)
  if (match?.groups === undefined) return undefined
  const { year, month, day } = match.groups
  if (month === undefined) return monthRange(Number(year), 0, 12)
  if (Number(month) < 1 || Number(month) > 12) return undefined
  if (day === undefined) return monthRange(Number(year), Number(month) - 1, 1)
  return singleDay(Number(year), Number(month), Number(day))
}

/** One day; undefined if there is none such: 31 April. `month` counts from 1. */
export function singleDay(year: number, month: number, day: number): DayRange | undefined {
  const from = Date.UTC(year, month - 1, day) / DAY_MS
  const real = datePartsOf(from)
  const exists = real.year === year && real.month === month - 1 && real.day === day
  return exists ? { from, to: from } : undefined
}

/** So many months from one on. `month` counts from 0, and may lie before or after the year. */
export function monthRange(year: number, month: number, count: number): DayRange {
  return { from: Date.UTC(year, month) / DAY_MS, to: Date.UTC(year, month + count) / DAY_MS - 1 }
}

/** Makes the format of each time zone once: that takes longer than all that the format ever says. */
export function dateFormatByZone(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  // Swedish dates are written as in ISO 8601.
  return memoizeByString(timeZone => new Intl.DateTimeFormat('sv-SE', { ...options, timeZone }), MAX_TIME_ZONES)
}

/** Whether this Node knows a time zone: to tell a day in one that it does not know throws. */
export const isTimeZone = memoizeByString(name => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}, MAX_TIME_ZONES)

const isoDateFormat = dateFormatByZone({ year: 'numeric', month: '2-digit', day: '2-digit' })

/** The day that it is in a time zone, at a time in milliseconds since 1970. */
export function dayAt(time: number, timeZone: string): number {
  return Date.parse(`${isoDateFormat(timeZone).format(time)}T00:00:00Z`) / DAY_MS
}

/** The most precise date (yyyy-mm-dd, yyyy-mm or yyyy) that holds all days of a range; undefined if not even a year does. */
export function mostPreciseDate({ from, to }: DayRange): string | undefined {
  const [first, last] = [isoDateOf(from), isoDateOf(to)]
  return [10, 7, 4].map(length => first.slice(0, length)).find(date => last.startsWith(date))
}

/** Monday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** `month` counts from 0. */
export function datePartsOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
}

export function containsRange(range: DayRange, other: DayRange): boolean {
  return range.from <= other.from && other.to <= range.to
}

function isoDateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
