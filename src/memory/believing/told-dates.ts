import { plain } from '../plain.ts'
import { dateOf, holds, type Span } from './calendar.ts'
import {
  countedFrom,
  dayOfMonth,
  dayOfYear,
  eitherWay,
  fullDate,
  MONTH,
  namedSpan,
  type Reading,
  weekday,
  wholeMonth,
  yearAlone,
} from './date-readings.ts'
import { units } from './date-words.ts'
import { CLAIMED } from './number-words.ts'

/** A date as some words tell it. */
export interface ToldDate {
  readonly words: string
  /** What it can mean, the likeliest first. */
  readonly spans: readonly Span[]
  /** Whether the first is meant where nothing else is said. */
  readonly isSure: boolean
}

const TH = String.raw`(?:st|nd|rd|th|\.|º)?`
const NEXT = 'next, coming, this coming, nächste[nrs]?, kommende[nrs]?, próximo, 来週の?, 次の, 다음 주?'
  .split(', ')
  .join('|')
const LAST = 'last, past, this past, letzte[nrs]?, vergangene[nrs]?, 先週の?, この前の, 지난 주?'.split(', ').join('|')

/** In the order in which they are looked for: what one has read is not there for the next. */
const READINGS: readonly Reading[] = [
  fullDate(String.raw`(?<year>\d{4})(?:-|年)(?<month>\d{1,2})(?:-|月)(?<day>\d{1,2})日?`),
  fullDate(String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})`),
  eitherWay,
  fullDate(String.raw`(?<day>\d{1,2})${TH} ?(?:of |de )?${MONTH}(?:,| of| de)? (?<year>\d{4})`),
  fullDate(String.raw`${MONTH} (?:the )?(?<day>\d{1,2})${TH},? (?<year>\d{4})`),
  dayOfYear(String.raw`(?<day>\d{1,2})${TH} ?(?:of |de )?${MONTH}`),
  dayOfYear(String.raw`${MONTH} (?:the )?(?<day>\d{1,2})${TH}`),
  dayOfYear(String.raw`(?<month>\d{1,2})月(?<day>\d{1,2})日`),
  wholeMonth(String.raw`${MONTH}(?:,| of| de)? (?<year>\d{4})`),
  wholeMonth(String.raw`(?<year>\d{4})年(?<month>\d{1,2})月`),
  wholeMonth(String.raw`(?<year>\d{4})-(?<month>\d{2})`),
  wholeMonth(MONTH),
  wholeMonth(String.raw`(?<month>\d{1,2})月`),
  ...units.flatMap(unit => [countedFrom(unit, -1), countedFrom(unit, 1)]),
  weekday(`(?:${NEXT}) ?WEEKDAY|WEEKDAY (?:que viene|próximo|prochain|che viene)`, 'next'),
  weekday(`(?:${LAST}) ?WEEKDAY|WEEKDAY (?:pasado|dernier|scorso)`, 'last'),
  namedSpan,
  weekday('WEEKDAY', 'either'),
  dayOfMonth(String.raw`(?:the|el|le|am) (?<day>\d{1,2})${TH}`),
  yearAlone,
]

/** The dates that a text tells, as they are meant by who says it today (a day since 1970): `next Friday`, `3 weeks ago`, `in March`. */
export function datesTold(text: string, today: number): readonly ToldDate[] {
  const found: ToldDate[] = []
  let rest = inDigits(plain(text))
  for (const { pattern, read, isSure } of READINGS) {
    rest = rest.replace(pattern, (words: string, ...args: readonly unknown[]) => {
      const groups = args.at(-1)
      const spans = read(words, isGroups(groups) ? groups : {}, today).filter(span => span !== undefined)
      if (spans.length === 0) return words
      found.push({ words, spans, isSure })
      return ' · '
    })
  }
  return found
}

/** What is left of the date a model gives, beside what the user's words tell. */
export interface SettledDate {
  readonly date?: string
  readonly change?: 'dateMended' | 'dateDropped'
}

/**
 * A date that the told ones bear out stays, cut to the precision they have. Else theirs takes its place, if there is
 * one that can be meant; where there is none, or more, no date is better than a wrong one.
 */
export function settledDate(date: string, span: Span | undefined, told: readonly ToldDate[]): SettledDate {
  const means = told.flatMap(({ spans }) => spans)
  const holder = span && means.find(meant => holds(meant, span))
  if (span !== undefined && holder !== undefined) {
    const told = dateOf(holder)
    const isWhole = holder.to - holder.from > 20 // of a week any day may be meant; of a month or year no day is
    return isWhole && told !== undefined && told !== date ? { date: told, change: 'dateMended' } : { date }
  }
  if (span !== undefined && means.some(meant => holds(span, meant))) return { date }
  const [only] = told
  const own = told.length === 1 && only?.isSure && only.spans[0] ? dateOf(only.spans[0]) : undefined
  return own === undefined ? { change: 'dateDropped' } : { date: own, change: 'dateMended' }
}

/** Numbers are told in digits to the readings: `three weeks ago`, `a month ago`. */
function inDigits(text: string): string {
  return text
    .replace(/(?<=^|[ ,(])(?:a|an|one|eine[rmn]?|una?|une?|um|uma)(?= \p{L}+)(?<!il y a)/gu, '1')
    .replace(/\p{L}+/gu, word => (CLAIMED.has(word) ? String(CLAIMED.get(word)) : word))
}

function isGroups(value: unknown): value is Readonly<Record<string, string | undefined>> {
  return typeof value === 'object' && value !== null
}
