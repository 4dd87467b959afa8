import { dateFormatByZone, dayAt, weekdayOf } from '../../memory/text/dates/calendar.ts'

const dayFormat = dateFormatByZone({ year: 'numeric', month: '2-digit', day: '2-digit' })
const timeFormat = dateFormatByZone({ hour: '2-digit', minute: '2-digit' })
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The day of a moment in a time zone: `2026-11-02`. `at`: milliseconds since 1970. */
export function formatDay(timeZone: string, at: number): string {
  return dayFormat(timeZone).format(at)
}

/** A moment to the minute, with its zone: `2026-01-31 09:05 UTC`. */
export function formatMoment(at: number, timeZone = 'UTC'): string {
  return `${formatDay(timeZone, at)} ${timeFormat(timeZone).format(at)} ${timeZone}`
}

/** A moment where the zone is known, with its weekday: `2026-11-16 Mon 09:30`. */
export function formatWeekdayMinute(timeZone: string, at: number): string {
  return `${formatDay(timeZone, at)} ${weekdays[weekdayOf(dayAt(at, timeZone))]} ${timeFormat(timeZone).format(at)}`
}

/** The days of a span of time: `2026-11-02` or `2026-11-02 to 2026-11-09`. */
export function formatDaySpan(timeZone: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const [first, last] = [formatDay(timeZone, from), formatDay(timeZone, to)]
  return first === last ? first : `${first} to ${last}`
}
