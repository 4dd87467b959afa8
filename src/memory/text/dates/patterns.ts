import { type DayRange, datePartsOf, monthRange, singleDay, weekdayOf } from './calendar.ts'
import { countedPhrases, type DateUnit, monthNames, relativePhrases, weekdayNames } from './vocabulary.ts'

/** One way to tell a date. */
export interface DatePattern {
  /** For plain words, with numbers in digits. */
  readonly pattern: RegExp
  /** What it can mean for who says it on that day, the likeliest first; undefined for days that do not exist. */
  read(words: string, groups: Groups, today: number): readonly (DayRange | undefined)[]
  /** Whether the likeliest is meant where nothing else is said. */
  readonly isSure: boolean
}
type Groups = Readonly<Record<string, string | undefined>>

export const MONTH_NAME_GROUP = `(?<name>${anyOf(monthNames.keys())})`

/** A day with its year: `2026-11-20`, `20 November 2026`, `2026年11月20日`. */
export function fullDatePattern(source: string): DatePattern {
  const read = (_: string, groups: Groups) => [
    singleDay(Number(groups['year']), monthOf(groups), Number(groups['day'])),
  ]
  return { pattern: wholePhrase(source), isSure: true, read }
}

/** `3/4/2027`: in April, or in March where people put the month first. */
export const slashDatePattern: DatePattern = {
  pattern: wholePhrase(String.raw`(?<one>\d{1,2})/(?<other>\d{1,2})/(?<year>\d{4})`),
  isSure: false,
  read: (_, groups) => {
    const [year, one, other] = [groups['year'], groups['one'], groups['other']].map(Number)
    return [singleDay(Number(year), Number(other), Number(one)), singleDay(Number(year), Number(one), Number(other))]
  },
}

/** A day without its year: that of the last, this or the next. */
export function dayAndMonthPattern(source: string): DatePattern {
  const read = (_: string, groups: Groups, today: number) => {
    const { year } = datePartsOf(today)
    return withinOneYear(
      today,
      [-1, 0, 1].map(more => singleDay(year + more, monthOf(groups), Number(groups['day']))),
    )
  }
  return { pattern: wholePhrase(source), isSure: false, read }
}

/** A month, of the year that is told or of one around now. */
export function monthPattern(source: string): DatePattern {
  const read = (_: string, groups: Groups, today: number) => {
    if (groups['year'] !== undefined) return [monthRange(Number(groups['year']), monthOf(groups) - 1, 1)]
    const { year } = datePartsOf(today)
    return withinOneYear(
      today,
      [-1, 0, 1].map(more => monthRange(year + more, monthOf(groups) - 1, 1)),
    )
  }
  return { pattern: wholePhrase(source), isSure: source.includes('<year>'), read }
}

/** `in 3 weeks`, `vor 2 Tagen`. */
export function countedUnitPattern(unit: DateUnit, sign: 1 | -1): DatePattern {
  const pattern = wholePhrase(anyOf(countedPhrases(unit, sign)).replaceAll('#', String.raw`\d{1,3}`))
  return {
    pattern,
    isSure: true,
    read: (words, _, today) => [roughRangeAway(unit, sign * Number(/\d+/u.exec(words)?.[0]), today)],
  }
}

/** `tomorrow`, `last week`, `来年`. */
export const relativePhrasePattern: DatePattern = {
  pattern: wholePhrase(anyOf(relativePhrases.keys())),
  isSure: true,
  read: (words, _, today) => {
    const { unit, count } = relativePhrases.get(words) ?? { unit: 'day', count: 0 }
    return [exactRangeAway(unit, count, today)]
  },
}

/** `next Friday` is the coming one, or that of next week: people mean either. A weekday alone can be past as well. */
export function weekdayPattern(source: string, meant: 'next' | 'last' | 'either'): DatePattern {
  const read = (_: string, groups: Groups, today: number) => {
    const ahead = ((weekdayNames.get(groups['weekday'] ?? '') ?? 0) - weekdayOf(today) + 7) % 7
    const coming = ahead === 0 && meant !== 'either' ? 7 : ahead
    const days = { next: [coming, coming + 7], last: [ahead - 7, ahead - 14], either: [coming, ahead - 7] }[meant]
    return days.map(day => ({ from: today + day, to: today + day }))
  }
  return {
    pattern: wholePhrase(source.replaceAll('WEEKDAY', `(?<weekday>${anyOf(weekdayNames.keys())})`)),
    isSure: meant !== 'either',
    read,
  }
}

/** `the 20th`: of this month, the last or the next. */
export function dayOfMonthPattern(source: string): DatePattern {
  const read = (_: string, groups: Groups, today: number) => {
    const { year, month } = datePartsOf(today)
    const starts = [-1, 0, 1].map(more => datePartsOf(monthRange(year, month + more, 1).from))
    return withinOneYear(
      today,
      starts.map(start => singleDay(start.year, start.month + 1, Number(groups['day']))),
    )
  }
  return { pattern: wholePhrase(source), isSure: false, read }
}

/** `2019`. */
export const yearPattern: DatePattern = {
  pattern: wholePhrase(String.raw`(?<year>(?:19|20)\d{2})年?`),
  isSure: false,
  read: (_, groups) => [monthRange(Number(groups['year']), 0, 12)],
}

function monthOf(groups: Groups): number {
  return groups['month'] === undefined ? (monthNames.get(groups['name'] ?? '') ?? -1) + 1 : Number(groups['month'])
}

/** Days and weeks from now; told in numbers, they are often rounded. */
function roughRangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { from, to } = exactRangeAway(unit, count, today)
  return unit === 'week'
    ? { from: Math.min(from, today + count * 7 - 3), to: Math.max(to, today + count * 7 + 3) }
    : { from, to }
}

function exactRangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { year, month } = datePartsOf(today)
  if (unit === 'month') return monthRange(year, month + count, 1)
  if (unit === 'year') return monthRange(year + count, 0, 12)
  const from = unit === 'week' ? today - weekdayOf(today) + count * 7 : today + count
  return { from, to: unit === 'week' ? from + 6 : from }
}

/** Those within a year. */
function withinOneYear(today: number, spans: readonly (DayRange | undefined)[]): readonly DayRange[] {
  return spans.filter(span => span !== undefined).filter(span => span.from <= today + 366 && span.to >= today - 366)
}

/** Words as a pattern, the longest first; those of writing without spaces may stand anywhere. */
function anyOf(words: Iterable<string>): string {
  const escaped = [...words]
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
  return escaped.join('|')
}

function wholePhrase(source: string): RegExp {
  return new RegExp(
    String.raw`(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])(?:${source})(?![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])`,
    'gu',
  )
}
