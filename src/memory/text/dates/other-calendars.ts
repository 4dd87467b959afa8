import { memoizeByString } from '../../memoize.ts'
import { DAY_MS, dayRangeOfDate } from './calendar.ts'
import { tokensOf } from './tokens.ts'

/** Calendars that people write dates in besides the Gregorian one, in the languages in which they do. */
const CALENDARS = [
  'ja-u-ca-japanese',
  'zh-Hant-u-ca-roc',
  'th-u-ca-buddhist',
  'fa-u-ca-persian',
  'ar-u-ca-islamic-umalqura',
  'he-u-ca-hebrew',
]

const STYLES: readonly Intl.DateTimeFormatOptions[] = [
  { dateStyle: 'long' },
  { dateStyle: 'medium' },
  { year: 'numeric', month: 'numeric', day: 'numeric' },
  { month: 'long', day: 'numeric' },
]
const OF_MONTHS: readonly Intl.DateTimeFormatOptions[] = [{ year: 'numeric', month: 'long' }]
const OF_YEARS: readonly Intl.DateTimeFormatOptions[] = [{ year: 'numeric' }]

const MAX_DATES = 1000

/** Whether a text tells a date (yyyy, yyyy-mm, yyyy-mm-dd) as another calendar does: `令和8年3月5日`, `14 Esfand 1405`. */
export function isInOtherCalendar(date: string, text: string): boolean {
  const written = ` ${tokensOf(text)
    .map(token => token.text)
    .join(' ')} `
  return writtenInOtherCalendars(date).some(form => written.includes(` ${form} `))
}

const writtenInOtherCalendars = memoizeByString((date): readonly string[] => {
  const range = dayRangeOfDate(date)
  if (range === undefined) return []
  const styles = { 4: OF_YEARS, 7: OF_MONTHS, 10: STYLES }[date.length] ?? []
  // The months of other calendars begin within ours: what the middle of one is called is meant by most of it.
  const day = Math.floor((range.from + range.to) / 2) * DAY_MS
  return formats()
    .filter(({ style }) => styles.includes(style))
    .map(({ format }) =>
      tokensOf(format.format(day))
        .map(({ text }) => text)
        .join(' '),
    )
    .filter(form => form.length >= 4)
}, MAX_DATES)

let made: readonly { readonly style: Intl.DateTimeFormatOptions; readonly format: Intl.DateTimeFormat }[] | undefined

function formats() {
  made ??= CALENDARS.flatMap(calendar =>
    [...STYLES, ...OF_MONTHS, ...OF_YEARS].map(style => ({
      style,
      format: new Intl.DateTimeFormat(calendar, { ...style, timeZone: 'UTC' }),
    })),
  )
  return made
}
