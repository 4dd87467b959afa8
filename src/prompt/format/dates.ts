import { memoizeByString } from '../../memory/memoize.ts'

/** Swedish dates are written as in ISO 8601. */
const dayFormat = formatByZone('sv-SE', { year: 'numeric', month: '2-digit', day: '2-digit' })
const timeFormat = formatByZone('sv-SE', { hour: '2-digit', minute: '2-digit' })
const weekdayFormat = formatByZone('en', { weekday: 'short' })

/** Making a format takes some 30 µs, and there are only a few hundred time zones. */
function formatByZone(locale: string, options: Intl.DateTimeFormatOptions) {
  return memoizeByString(timeZone => new Intl.DateTimeFormat(locale, { ...options, timeZone }), 500)
}

/** The day of a moment in a time zone: `2026-11-02`. `at`: milliseconds since 1970. */
export function formatDay(timeZone: string, at: number): string {
  return dayFormat(timeZone).format(at)
}

/** The same to the minute: `2026-11-02 09:05`. */
function formatMinute(timeZone: string, at: number): string {
  return `${formatDay(timeZone, at)} ${timeFormat(timeZone).format(at)}`
}

/** A moment as the model reads it where the time zone stands nowhere else: `2026-01-31 09:05 UTC`. */
export function formatMoment(at: number, timeZone = 'UTC'): string {
  return `${formatMinute(timeZone, at)} ${timeZone}`
}

/** A moment as the clock and the calendar on a wall show it: `2026-11-16 Mon 09:30`. */
export function formatWeekdayMinute(timeZone: string, at: number): string {
  const weekday = weekdayFormat(timeZone).format(at)
  return `${formatDay(timeZone, at)} ${weekday} ${timeFormat(timeZone).format(at)}`
}

/** The days of a span of time: `2026-11-02` or `2026-11-02 to 2026-11-09`. */
export function formatDaySpan(timeZone: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const [first, last] = [formatDay(timeZone, from), formatDay(timeZone, to)]
  return first === last ? first : `${first} to ${last}`
}
