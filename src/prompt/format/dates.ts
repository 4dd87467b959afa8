const days = new Map<string, Intl.DateTimeFormat>()
const minutes = new Map<string, Intl.DateTimeFormat>()

/** The day of a moment in a time zone: `2026-11-02`. `at`: milliseconds since 1970. */
export function formatDay(timeZone: string, at: number): string {
  return dateFormat(days, timeZone).format(at)
}

/** The same to the minute: `2026-11-02 09:05`. */
export function formatMinute(timeZone: string, at: number): string {
  return dateFormat(minutes, timeZone, { hour: '2-digit', minute: '2-digit' }).format(at)
}

/** The days of a span of time: `2026-11-02` or `2026-11-02 to 2026-11-09`. */
export function formatDaySpan(timeZone: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const [first, last] = [formatDay(timeZone, from), formatDay(timeZone, to)]
  return first === last ? first : `${first} to ${last}`
}

function dateFormat(
  made: Map<string, Intl.DateTimeFormat>,
  timeZone: string,
  time: Intl.DateTimeFormatOptions = {},
): Intl.DateTimeFormat {
  let format = made.get(timeZone)
  if (format === undefined) {
    // Swedish dates are written as in ISO 8601
    format = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
      ...time,
    })
    made.set(timeZone, format)
  }
  return format
}
