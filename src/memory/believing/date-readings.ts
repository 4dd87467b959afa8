import { dayOf, monthsFrom, partsOf, type Span, weekdayOf } from './calendar.ts'
import { counted, months, named, type Unit, weekdays } from './date-words.ts'

/** One way to tell a date. */
export interface Reading {
  /** For plain words, with numbers in digits. */
  readonly pattern: RegExp
  /** What it can mean for who says it on that day, the likeliest first; undefined for days that do not exist. */
  read(words: string, groups: Groups, today: number): readonly (Span | undefined)[]
  /** Whether the likeliest is meant where nothing else is said. */
  readonly isSure: boolean
}
type Groups = Readonly<Record<string, string | undefined>>

export const MONTH = `(?<name>${anyOf(months.keys())})`

/** A day with its year: `2026-11-20`, `20 November 2026`, `2026年11月20日`. */
export function fullDate(source: string): Reading {
  const read = (_: string, groups: Groups) => [dayOf(Number(groups['year']), monthOf(groups), Number(groups['day']))]
  return { pattern: phrase(source), isSure: true, read }
}

/** `3/4/2027`: in April, or in March where people put the month first. */
export const eitherWay: Reading = {
  pattern: phrase(String.raw`(?<one>\d{1,2})/(?<other>\d{1,2})/(?<year>\d{4})`),
  isSure: false,
  read: (_, groups) => {
    const [year, one, other] = [groups['year'], groups['one'], groups['other']].map(Number)
    return [dayOf(Number(year), Number(other), Number(one)), dayOf(Number(year), Number(one), Number(other))]
  },
}

/** A day without its year: that of the last, this or the next. */
export function dayOfYear(source: string): Reading {
  const read = (_: string, groups: Groups, today: number) => {
    const { year } = partsOf(today)
    return nearest(
      today,
      [-1, 0, 1].map(more => dayOf(year + more, monthOf(groups), Number(groups['day']))),
    )
  }
  return { pattern: phrase(source), isSure: false, read }
}

/** A month, of the year that is told or of one around now. */
export function wholeMonth(source: string): Reading {
  const read = (_: string, groups: Groups, today: number) => {
    if (groups['year'] !== undefined) return [monthsFrom(Number(groups['year']), monthOf(groups) - 1, 1)]
    const { year } = partsOf(today)
    return nearest(
      today,
      [-1, 0, 1].map(more => monthsFrom(year + more, monthOf(groups) - 1, 1)),
    )
  }
  return { pattern: phrase(source), isSure: source.includes('<year>'), read }
}

/** `in 3 weeks`, `vor 2 Tagen`. */
export function countedFrom(unit: Unit, sign: 1 | -1): Reading {
  const pattern = phrase(anyOf(counted(unit, sign)).replaceAll('#', String.raw`\d{1,3}`))
  return {
    pattern,
    isSure: true,
    read: (words, _, today) => [away(unit, sign * Number(/\d+/u.exec(words)?.[0]), today)],
  }
}

/** `tomorrow`, `last week`, `来年`. */
export const namedSpan: Reading = {
  pattern: phrase(anyOf(named.keys())),
  isSure: true,
  read: (words, _, today) => {
    const { unit, count } = named.get(words) ?? { unit: 'day', count: 0 }
    return [exactly(unit, count, today)]
  },
}

/** `next Friday` is the coming one, or that of next week: people mean either. A weekday alone can be past as well. */
export function weekday(source: string, meant: 'next' | 'last' | 'either'): Reading {
  const read = (_: string, groups: Groups, today: number) => {
    const ahead = ((weekdays.get(groups['weekday'] ?? '') ?? 0) - weekdayOf(today) + 7) % 7
    const coming = ahead === 0 && meant !== 'either' ? 7 : ahead
    const days = { next: [coming, coming + 7], last: [ahead - 7, ahead - 14], either: [coming, ahead - 7] }[meant]
    return days.map(day => ({ from: today + day, to: today + day }))
  }
  return {
    pattern: phrase(source.replaceAll('WEEKDAY', `(?<weekday>${anyOf(weekdays.keys())})`)),
    isSure: meant !== 'either',
    read,
  }
}

/** `the 20th`: of this month, the last or the next. */
export function dayOfMonth(source: string): Reading {
  const read = (_: string, groups: Groups, today: number) => {
    const { year, month } = partsOf(today)
    const starts = [-1, 0, 1].map(more => partsOf(monthsFrom(year, month + more, 1).from))
    return nearest(
      today,
      starts.map(start => dayOf(start.year, start.month + 1, Number(groups['day']))),
    )
  }
  return { pattern: phrase(source), isSure: false, read }
}

/** `2019`. */
export const yearAlone: Reading = {
  pattern: phrase(String.raw`(?<year>(?:19|20)\d{2})年?`),
  isSure: false,
  read: (_, groups) => [monthsFrom(Number(groups['year']), 0, 12)],
}

function monthOf(groups: Groups): number {
  return groups['month'] === undefined ? (months.get(groups['name'] ?? '') ?? -1) + 1 : Number(groups['month'])
}

/** Days and weeks from now; told in numbers, they are often rounded. */
function away(unit: Unit, count: number, today: number): Span {
  const { from, to } = exactly(unit, count, today)
  return unit === 'week'
    ? { from: Math.min(from, today + count * 7 - 3), to: Math.max(to, today + count * 7 + 3) }
    : { from, to }
}

function exactly(unit: Unit, count: number, today: number): Span {
  const { year, month } = partsOf(today)
  if (unit === 'month') return monthsFrom(year, month + count, 1)
  if (unit === 'year') return monthsFrom(year + count, 0, 12)
  const from = unit === 'week' ? today - weekdayOf(today) + count * 7 : today + count
  return { from, to: unit === 'week' ? from + 6 : from }
}

/** Those within a year. */
function nearest(today: number, spans: readonly (Span | undefined)[]): readonly Span[] {
  return spans.filter(span => span !== undefined).filter(span => span.from <= today + 366 && span.to >= today - 366)
}

/** Words as a pattern, the longest first; those of writing without spaces may stand anywhere. */
function anyOf(words: Iterable<string>): string {
  const escaped = [...words]
    .toSorted((a, b) => b.length - a.length)
    .map(word => word.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
  return escaped.join('|')
}

function phrase(source: string): RegExp {
  return new RegExp(
    String.raw`(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])(?:${source})(?![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])`,
    'gu',
  )
}
