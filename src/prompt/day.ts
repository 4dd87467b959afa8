const formats = new Map<string, Intl.DateTimeFormat>()

/** The day of a moment in a time zone: `2026-11-02`. `at`: milliseconds since 1970. */
export function dayIn(timeZone: string, at: number): string {
  let format = formats.get(timeZone)
  if (format === undefined) {
    // Swedish dates are written as in ISO 8601
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}

/** The days of a span of time: `2026-11-02` or `2026-11-02 to 2026-11-09`. */
export function daysText(timeZone: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const [first, last] = [dayIn(timeZone, from), dayIn(timeZone, to)]
  return first === last ? first : `${first} to ${last}`
}
