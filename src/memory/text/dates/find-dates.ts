import { normalizeText } from '../normalize.ts'
import { UNAMBIGUOUS_NUMBER_WORDS } from '../numbers.ts'
import { containsRange, type DayRange, mostPreciseDate } from './calendar.ts'
import {
  countedUnitPattern,
  type DatePattern,
  dayAndMonthPattern,
  dayOfMonthPattern,
  fullDatePattern,
  MONTH_NAME_GROUP,
  monthPattern,
  relativePhrasePattern,
  slashDatePattern,
  weekdayPattern,
  yearPattern,
} from './patterns.ts'
import { dateUnits } from './vocabulary.ts'

/** A date as some words tell it. */
export interface DateMention {
  readonly words: string
  /** What it can mean, the likeliest first. */
  readonly ranges: readonly DayRange[]
  /** Whether the first is meant where nothing else is said. */
  readonly isSure: boolean
}

const ORDINAL_SUFFIX = String.raw`(?:st|nd|rd|th|\.|º)?`
const NEXT_WORDS = 'next, coming, this coming, nächste[nrs]?, kommende[nrs]?, próximo, 来週の?, 次の, 다음 주?'
  .split(', ')
  .join('|')
const LAST_WORDS = 'last, past, this past, letzte[nrs]?, vergangene[nrs]?, 先週の?, この前の, 지난 주?'
  .split(', ')
  .join('|')

/** In the order in which they are looked for: what one has read is not there for the next. */
const DATE_PATTERNS: readonly DatePattern[] = [
  fullDatePattern(String.raw`(?<year>\d{4})(?:-|年)(?<month>\d{1,2})(?:-|月)(?<day>\d{1,2})日?`),
  fullDatePattern(String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})`),
  slashDatePattern,
  fullDatePattern(
    String.raw`(?<day>\d{1,2})${ORDINAL_SUFFIX} ?(?:of |de )?${MONTH_NAME_GROUP}(?:,| of| de)? (?<year>\d{4})`,
  ),
  fullDatePattern(String.raw`${MONTH_NAME_GROUP} (?:the )?(?<day>\d{1,2})${ORDINAL_SUFFIX},? (?<year>\d{4})`),
  dayAndMonthPattern(String.raw`(?<day>\d{1,2})${ORDINAL_SUFFIX} ?(?:of |de )?${MONTH_NAME_GROUP}`),
  dayAndMonthPattern(String.raw`${MONTH_NAME_GROUP} (?:the )?(?<day>\d{1,2})${ORDINAL_SUFFIX}`),
  dayAndMonthPattern(String.raw`(?<month>\d{1,2})月(?<day>\d{1,2})日`),
  monthPattern(String.raw`${MONTH_NAME_GROUP}(?:,| of| de)? (?<year>\d{4})`),
  monthPattern(String.raw`(?<year>\d{4})年(?<month>\d{1,2})月`),
  monthPattern(String.raw`(?<year>\d{4})-(?<month>\d{2})`),
  monthPattern(MONTH_NAME_GROUP),
  monthPattern(String.raw`(?<month>\d{1,2})月`),
  ...dateUnits.flatMap(unit => [countedUnitPattern(unit, -1), countedUnitPattern(unit, 1)]),
  weekdayPattern(`(?:${NEXT_WORDS}) ?WEEKDAY|WEEKDAY (?:que viene|próximo|prochain|che viene)`, 'next'),
  weekdayPattern(`(?:${LAST_WORDS}) ?WEEKDAY|WEEKDAY (?:pasado|dernier|scorso)`, 'last'),
  relativePhrasePattern,
  weekdayPattern('WEEKDAY', 'either'),
  dayOfMonthPattern(String.raw`(?:the|el|le|am) (?<day>\d{1,2})${ORDINAL_SUFFIX}`),
  yearPattern,
]

/** The dates that a text tells, as they are meant by who says it today (a day since 1970): `next Friday`, `3 weeks ago`, `in March`. */
export function findDates(text: string, today: number): readonly DateMention[] {
  const found: DateMention[] = []
  let rest = numbersToDigits(normalizeText(text))
  for (const { pattern, read, isSure } of DATE_PATTERNS) {
    rest = rest.replace(pattern, (words: string, ...args: readonly unknown[]) => {
      const groups = args.at(-1)
      const spans = read(words, isGroups(groups) ? groups : {}, today).filter(span => span !== undefined)
      if (spans.length === 0) return words
      found.push({ words, ranges: spans, isSure })
      return ' · '
    })
  }
  return found
}

/** What is left of the date a model gives, beside what the user's words tell. */
export interface CheckedDate {
  readonly date?: string
  readonly change?: 'dateMended' | 'dateDropped'
}

/**
 * A date that the told ones bear out stays, cut to the precision they have. Else theirs takes its place, if there is
 * one that can be meant; where there is none, or more, no date is better than a wrong one.
 */
export function checkDate(date: string, span: DayRange | undefined, told: readonly DateMention[]): CheckedDate {
  const means = told.flatMap(({ ranges }) => ranges)
  const holder = span && means.find(meant => containsRange(meant, span))
  if (span !== undefined && holder !== undefined) {
    const told = mostPreciseDate(holder)
    const isWhole = holder.to - holder.from > 20 // of a week any day may be meant; of a month or year no day is
    return isWhole && told !== undefined && told !== date ? { date: told, change: 'dateMended' } : { date }
  }
  if (span !== undefined && means.some(meant => containsRange(span, meant))) return { date }
  const [only] = told
  const own = told.length === 1 && only?.isSure && only.ranges[0] ? mostPreciseDate(only.ranges[0]) : undefined
  return own === undefined ? { change: 'dateDropped' } : { date: own, change: 'dateMended' }
}

/** Numbers are told in digits to the readings: `three weeks ago`, `a month ago`. */
function numbersToDigits(text: string): string {
  return text
    .replace(/(?<=^|[ ,(])(?:a|an|one|eine[rmn]?|una?|une?|um|uma)(?= \p{L}+)(?<!il y a)/gu, '1')
    .replace(/\p{L}+/gu, word =>
      UNAMBIGUOUS_NUMBER_WORDS.has(word) ? String(UNAMBIGUOUS_NUMBER_WORDS.get(word)) : word,
    )
}

function isGroups(value: unknown): value is Readonly<Record<string, string | undefined>> {
  return typeof value === 'object' && value !== null
}
