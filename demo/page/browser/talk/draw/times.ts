const LOCALE = 'en-GB'
const DAY_MS = 24 * 60 * 60_000

const clock = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' })
const short = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'short', timeStyle: 'short' })
const long = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long' })

/** `16:05` */
export function clockTime(at: number): string {
  return clock.format(at)
}

/** `Today at 16:05`, as Discord writes it beside a name. */
export function dayTime(at: number, now = Date.now()): string {
  if (isSameDay(at, now)) return `Today at ${clockTime(at)}`
  return isSameDay(at, now - DAY_MS) ? `Yesterday at ${clockTime(at)}` : short.format(at)
}

/** `29 November 2026` */
export function longDay(at: number): string {
  return long.format(at)
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString()
}
