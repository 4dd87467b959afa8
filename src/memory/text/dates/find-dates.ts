import { normalizeText } from '../normalize.ts'
import { UNAMBIGUOUS_NUMBER_WORDS } from '../numbers.ts'
import { containsRange, type DayRange, dayRangeOfDate, mostPreciseDate } from './calendar.ts'
import { datePatterns } from './patterns.ts'

/** A date as words of a text tell it. */
export interface DateMention {
  readonly words: string
  /** What it can mean, the likeliest first. */
  readonly ranges: readonly DayRange[]
  /** Whether the first is meant where nothing else is said. */
  readonly isSure: boolean
}

/** The dates that a text tells, as they are meant by who says it today (a day since 1970): `next Friday`, `3 weeks ago`, `in March`. */
export function findDates(text: string, today: number): readonly DateMention[] {
  const found: DateMention[] = []
  let rest = numbersToDigits(normalizeText(text))
  for (const { pattern, read, isSure } of datePatterns) {
    rest = rest.replace(pattern, (words: string, ...args: readonly unknown[]) => {
      const groups = Object(args.at(-1)) // the text itself where the pattern names no groups
      const ranges = read(groups, today, words).filter(range => range !== undefined)
      if (ranges.length === 0) return words
      found.push({ words, ranges, isSure })
      return ' · '
    })
  }
  return found
}

/** What is left of the date that a model gives, beside what the user's words tell. */
export interface CheckedDate {
  readonly date?: string
  readonly change?: 'dateMended' | 'dateDropped'
}

/**
 * Compares a date of the model with those that the user's words mention. One that they bear out stays, cut to the
 * precision that they have. Otherwise the mentioned one takes its place, if there is one alone that is sure; where there is
 * none, or more, no date is better than a wrong one.
 */
export function checkDate(date: string, mentioned: readonly DateMention[]): CheckedDate {
  const range = dayRangeOfDate(date)
  const possible = mentioned.flatMap(({ ranges }) => ranges)
  const holder = range && possible.find(other => containsRange(other, range))
  if (holder !== undefined) {
    const precise = mostPreciseDate(holder)
    const isWhole = holder.to - holder.from > 20 // of a week any day may be meant; of a month or year no day is
    return isWhole && precise !== undefined && precise !== date ? { date: precise, change: 'dateMended' } : { date }
  }
  if (range !== undefined && possible.some(other => containsRange(range, other))) return { date }
  const [only, ...others] = mentioned
  const own = others.length === 0 && only?.isSure && only.ranges[0] ? mostPreciseDate(only.ranges[0]) : undefined
  return own === undefined ? { change: 'dateDropped' } : { date: own, change: 'dateMended' }
}

/** The patterns read numbers in digits alone: `three weeks ago`, `a month ago`. */
function numbersToDigits(text: string): string {
  return text
    .replace(/(?<=^|[ ,(])(?:a|an|one|eine[rmn]?|una?|une?|um|uma)(?= \p{L}+)(?<!il y a)/gu, '1')
    .replace(/\p{L}+/gu, word => String(UNAMBIGUOUS_NUMBER_WORDS.get(word) ?? word))
}
