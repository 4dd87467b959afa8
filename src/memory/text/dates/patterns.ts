import { type DayRange, datePartsOf, monthRange, singleDay, weekdayOf } from './calendar.ts'
import {
  countedPhrases,
  type DateUnit,
  monthNames,
  relativePhrases,
  weekdayModifiers,
  weekdayNames,
} from './vocabulary.ts'

/** One way to tell a date. */
export interface DatePattern {
  /** For normalized words, with numbers in digits. */
  readonly pattern: RegExp
  /** What it can mean for who says it today, the likeliest first; undefined for days that do not exist. */
  read(groups: Groups, today: number, words: string): readonly (DayRange | undefined)[]
  /** Whether the likeliest is meant where nothing else is said. */
  readonly isSure: boolean
}
export type Groups = Readonly<Record<string, string | undefined>>

export const MONTH_NAME_GROUP = `(?<name>${anyOf(monthNames.keys())})`

/** A day with its year: `2026-11-20`, `20 November 2026`, `2026年11月20日`. */
export function fullDatePattern(source: string): DatePattern {
  return {
    pattern: wholePhrase(source),
    isSure: true,
    read: groups => [singleDay(Number(groups['year']), monthOf(groups), Number(groups['day']))],
  }
}

/** `3/4/2027`: in April, or in March where people put the month first. */
export const slashDatePattern: DatePattern = {
  pattern: wholePhrase(String.raw`(?<one>\d{1,2})/(?<other>\d{1,2})/(?<year>\d{4})`),
  isSure: false,
  read: groups => {
    const [year = 0, one = 0, other = 0] = [groups['year'], groups['one'], groups['other']].map(Number)
    return [singleDay(year, other, one), singleDay(year, one, other)]
  },
}

/** A day without its year: that of the last, this or the next. */
export function dayAndMonthPattern(source: string): DatePattern {
  return {
    pattern: wholePhrase(source),
    isSure: false,
    read: (groups, today) => inYearsAround(today, year => singleDay(year, monthOf(groups), Number(groups['day']))),
  }
}

/** A month, of the year that is told or of one around now. */
export function monthPattern(source: string): DatePattern {
  return {
    pattern: wholePhrase(source),
    isSure: source.includes('<year>'),
    read: (groups, today) => {
      const inYear = (year: number) => monthRange(year, monthOf(groups) - 1, 1)
      return groups['year'] === undefined ? inYearsAround(today, inYear) : [inYear(Number(groups['year']))]
    },
  }
}

/** `in 3 weeks`, `vor 2 Tagen`. */
export function countedUnitPattern(unit: DateUnit, sign: 1 | -1): DatePattern {
  return {
    pattern: wholePhrase(anyOf(countedPhrases(unit, sign)).replaceAll('#', String.raw`\d{1,3}`)),
    isSure: true,
    read: (_, today, words) => [roughRangeAway(unit, sign * Number(/\d+/u.exec(words)?.[0]), today)],
  }
}

/** `tomorrow`, `last week`, `来年`. */
export const relativePhrasePattern: DatePattern = {
  pattern: wholePhrase(anyOf(relativePhrases.keys())),
  isSure: true,
  read: (_, today, words) => {
    const { unit, count } = relativePhrases.get(words) ?? { unit: 'day', count: 0 }
    return [exactRangeAway(unit, count, today)]
  },
}

/** `next Friday` is the coming one, or that of next week: people mean either. A weekday alone can be past as well. */
export function weekdayPattern(meant: 'next' | 'last' | 'either'): DatePattern {
  const name = `(?<weekday>${anyOf(weekdayNames.keys())})`
  return {
    pattern: wholePhrase(meant === 'either' ? name : modifiedBy(weekdayModifiers[meant], name)),
    isSure: meant !== 'either',
    read: (groups, today) => {
      const ahead = ((weekdayNames.get(groups['weekday'] ?? '') ?? 0) - weekdayOf(today) + 7) % 7
      const coming = ahead === 0 && meant !== 'either' ? 7 : ahead
      const days = { next: [coming, coming + 7], last: [ahead - 7, ahead - 14], either: [coming, ahead - 7] }[meant]
      return days.map(day => ({ from: today + day, to: today + day }))
    },
  }
}

function modifiedBy({ before, behind }: typeof weekdayModifiers.next, name: string): string {
  return `(?:${before.join('|')}) ?${name}|${name} (?:${behind.join('|')})`
}

/** `the 20th`: of this month, the last or the next. */
export function dayOfMonthPattern(source: string): DatePattern {
  return {
    pattern: wholePhrase(source),
    isSure: false,
    read: (groups, today) => {
      const { year, month } = datePartsOf(today)
      const starts = [-1, 0, 1].map(more => datePartsOf(monthRange(year, month + more, 1).from))
      const days = starts.map(start => singleDay(start.year, start.month + 1, Number(groups['day'])))
      return withinOneYear(today, days)
    },
  }
}

/** `2019`. */
export const yearPattern: DatePattern = {
  pattern: wholePhrase(String.raw`(?<year>(?:19|20)\d{2})年?`),
  isSure: false,
  read: groups => [monthRange(Number(groups['year']), 0, 12)],
}

function monthOf(groups: Groups): number {
  return groups['month'] === undefined ? (monthNames.get(groups['name'] ?? '') ?? -1) + 1 : Number(groups['month'])
}

/** Weeks that are told by their number are often rounded. */
function roughRangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { from, to } = exactRangeAway(unit, count, today)
  if (unit !== 'week') return { from, to }
  return { from: Math.min(from, today + count * 7 - 3), to: Math.max(to, today + count * 7 + 3) }
}

function exactRangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { year, month } = datePartsOf(today)
  if (unit === 'month') return monthRange(year, month + count, 1)
  if (unit === 'year') return monthRange(year + count, 0, 12)
  if (unit === 'day') return { from: today + count, to: today + count }
  const monday = today - weekdayOf(today) + count * 7
  return { from: monday, to: monday + 6 }
}

function inYearsAround(today: number, rangeIn: (year: number) => DayRange | undefined): readonly DayRange[] {
  const { year } = datePartsOf(today)
  return withinOneYear(
    today,
    [-1, 0, 1].map(more => rangeIn(year + more)),
  )
}

function withinOneYear(today: number, ranges: readonly (DayRange | undefined)[]): readonly DayRange[] {
  return ranges.filter(range => range !== undefined).filter(({ from, to }) => from <= today + 366 && to >= today - 366)
}

/** Words as a pattern, the longest first, so that `tonight` is not read as `to`. */
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
