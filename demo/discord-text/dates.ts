const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
}
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** How a reader's client tells dates. */
export interface Clock {
  /** Milliseconds. */
  readonly now?: number
  readonly locale?: string
  /** The machine's own if not given. */
  readonly timeZone?: string
}

/**
 * Timestamps as a person reads them: `<t:1736899200:D>` as 15 January 2025, `:R` as 3 days ago.
 * https://docs.discord.com/developers/reference#message-formatting
 */
export function withDates(text: string, clock: Clock = {}): string {
  return text.replaceAll(
    /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/gu,
    (all, seconds: string, style?: string) => formatDate(Number(seconds), style, clock) ?? all,
  )
}

/** A moment in one of Discord's styles, `f` if none is given; undefined for one that no calendar has. */
export function formatDate(seconds: number, style = 'f', clock: Clock = {}): string | undefined {
  const { now = Date.now(), locale = 'en-GB', timeZone } = clock
  const at = seconds * 1000
  if (Number.isNaN(new Date(at).getTime())) return undefined
  if (style === 'R') return relative((at - now) / 1000, locale)
  const options = { ...STYLES[style], ...(timeZone === undefined ? {} : { timeZone }) }
  return new Intl.DateTimeFormat(locale, options).format(at)
}

function relative(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / size), unit)
}
