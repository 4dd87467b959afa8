import { type DayRange, datePartsOf, monthRange, singleDay, weekdayOf } from './calendar.ts'
import {
  countedPhrases,
  type DateUnit,
  dateUnits,
  monthNames,
  relativePhrases,
  weekdayModifiers,
  weekdayNames,
} from './vocabulary.ts'

/** What a phrase can mean for who says it today, the likeliest first; undefined for days that do not exist. */
type Reading = (groups: Groups, today: number, words: string) => readonly (DayRange | undefined)[]
type Groups = Readonly<Record<string, string | undefined>>

/** One way to tell a date. */
export interface DatePattern {
  /** For normalized words, with numbers in digits. */
  readonly pattern: RegExp
  readonly read: Reading
  /** Whether the likeliest is meant where nothing else is said. */
  readonly isSure: boolean
}

const MONTH = `(?<name>${anyOf(monthNames.keys())})`
const WEEKDAY = `(?<weekday>${anyOf(weekdayNames.keys())})`
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|\.|º)?`

/** In the order in which they are looked for: words that one pattern has read are not there for the next. */
export const datePatterns: readonly DatePattern[] = [
  sure(fullDate, String.raw`(?<year>\d{4})(?:-|年)(?<month>\d{1,2})(?:-|月)(?<day>\d{1,2})日?`),
  sure(fullDate, String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})`),
  unsure(slashDate, String.raw`(?<one>\d{1,2})/(?<other>\d{1,2})/(?<year>\d{4})`),
  sure(fullDate, String.raw`${DAY} ?(?:of |de )?${MONTH}(?:,| of| de)? (?<year>\d{4})`),
  sure(fullDate, String.raw`${MONTH} (?:the )?${DAY},? (?<year>\d{4})`),
  unsure(dayOfYear, `${DAY} ?(?:of |de )?${MONTH}`),
  unsure(dayOfYear, `${MONTH} (?:the )?${DAY}`),
  unsure(dayOfYear, String.raw`(?<month>\d{1,2})月(?<day>\d{1,2})日`),
  sure(wholeMonth, String.raw`${MONTH}(?:,| of| de)? (?<year>\d{4})`),
  sure(wholeMonth, String.raw`(?<year>\d{4})年(?<month>\d{1,2})月`),
  sure(wholeMonth, String.raw`(?<year>\d{4})-(?<month>\d{2})`),
  unsure(monthOfYear, MONTH),
  unsure(monthOfYear, String.raw`(?<month>\d{1,2})月`),
  ...dateUnits.flatMap(unit => [countedUnits(unit, -1), countedUnits(unit, 1)]),
  sure(weekday('next'), withModifiers(weekdayModifiers.next)),
  sure(weekday('last'), withModifiers(weekdayModifiers.last)),
  sure(relativeRange, anyOf(relativePhrases.keys())),
  unsure(weekday('either'), WEEKDAY),
  unsure(dayOfMonth, `(?:the|el|le|am) ${DAY}`),
  unsure(wholeYear, String.raw`(?<year>(?:19|20)\d{2})年?`),
]

function sure(read: Reading, source: string): DatePattern {
  return { pattern: wholePhrase(source), read, isSure: true }
}

function unsure(read: Reading, source: string): DatePattern {
  return { ...sure(read, source), isSure: false }
}

/** `2026-11-20`, `20 November 2026`, `2026年11月20日`. */
function fullDate(groups: Groups) {
  return [singleDay(Number(groups['year']), monthOf(groups), Number(groups['day']))]
}

/** `3/4/2027`: in April, or in March where people put the month first. */
function slashDate(groups: Groups) {
  const [year, one, other] = [Number(groups['year']), Number(groups['one']), Number(groups['other'])]
  return [singleDay(year, other, one), singleDay(year, one, other)]
}

/** A day without its year: that of the last, this or the next. */
function dayOfYear(groups: Groups, today: number) {
  return inYearsAround(today, year => singleDay(year, monthOf(groups), Number(groups['day'])))
}

/** `March 2027`. */
function wholeMonth(groups: Groups) {
  return [monthRange(Number(groups['year']), monthOf(groups) - 1, 1)]
}

/** A month without its year. */
function monthOfYear(groups: Groups, today: number) {
  return inYearsAround(today, year => monthRange(year, monthOf(groups) - 1, 1))
}

/** `in 3 weeks`, `vor 2 Tagen`. Weeks that are told by their number are often rounded. */
function countedUnits(unit: DateUnit, sign: 1 | -1): DatePattern {
  const read: Reading = (_, today, words) => {
    const count = sign * Number(/\d+/u.exec(words)?.[0])
    const { from, to } = rangeAway(unit, count, today)
    const day = today + count * 7
    return [unit === 'week' ? { from: Math.min(from, day - 3), to: Math.max(to, day + 3) } : { from, to }]
  }
  return sure(read, anyOf(countedPhrases(unit, sign)).replaceAll('#', String.raw`\d{1,3}`))
}

/** `tomorrow`, `last week`, `来年`. */
function relativeRange(_: Groups, today: number, words: string) {
  const { unit, count } = relativePhrases.get(words) ?? { unit: 'day', count: 0 }
  return [rangeAway(unit, count, today)]
}

/** `next Friday` is the coming one, or that of next week: people mean either. A weekday alone can be past as well. */
function weekday(meant: 'next' | 'last' | 'either'): Reading {
  return (groups, today) => {
    const ahead = ((weekdayNames.get(groups['weekday'] ?? '') ?? 0) - weekdayOf(today) + 7) % 7
    const coming = ahead === 0 && meant !== 'either' ? 7 : ahead
    const days = { next: [coming, coming + 7], last: [ahead - 7, ahead - 14], either: [coming, ahead - 7] }[meant]
    return days.map(day => ({ from: today + day, to: today + day }))
  }
}

function withModifiers({ before, behind }: typeof weekdayModifiers.next): string {
  return `(?:${before.join('|')}) ?${WEEKDAY}|${WEEKDAY} (?:${behind.join('|')})`
}

/** `the 20th`: of this month, the last or the next. */
function dayOfMonth(groups: Groups, today: number) {
  const { year, month } = datePartsOf(today)
  const starts = [-1, 0, 1].map(more => datePartsOf(monthRange(year, month + more, 1).from))
  return withinOneYear(
    today,
    starts.map(start => singleDay(start.year, start.month + 1, Number(groups['day']))),
  )
}

/** `2019`. */
function wholeYear(groups: Groups) {
  return [monthRange(Number(groups['year']), 0, 12)]
}

function monthOf(groups: Groups): number {
  return groups['month'] === undefined ? (monthNames.get(groups['name'] ?? '') ?? -1) + 1 : Number(groups['month'])
}

function rangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { year, month } = datePartsOf(today)
  if (unit === 'month') return monthRange(year, month + count, 1)
  if (unit === 'year') return monthRange(year + count, 0, 12)
  if (unit === 'day') return { from: today + count, to: today + count }
  const monday = today - weekdayOf(today) + count * 7
  return { from: monday, to: monday + 6 }
}

function inYearsAround(today: number, rangeIn: (year: number) => DayRange | undefined): readonly DayRange[] {
  const { year } = datePartsOf(today)
  return withinOneYear(today, [rangeIn(year - 1), rangeIn(year), rangeIn(year + 1)])
}

function withinOneYear(today: number, ranges: readonly (DayRange | undefined)[]): readonly DayRange[] {
  return ranges.filter(range => range !== undefined).filter(({ from, to }) => from <= today + 366 && to >= today - 366)
}

/** Words as a pattern, the longest first, so that no word is read as the beginning of another. */
function anyOf(words: Iterable<string>): string {
  return [...words]
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
    .join('|')
}

/** Words of scripts without spaces may stand anywhere, others by themselves alone. */
function wholePhrase(source: string): RegExp {
  const letter = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]`
  return new RegExp(`(?<!${letter})(?:${source})(?!${letter})`, 'gu')
}
