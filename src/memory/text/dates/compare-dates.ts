import { containsRange, type DayRange, dayRangeOfDate, mostPreciseDate } from './calendar.ts'
import type { DateMention } from './find-dates.ts'

/** Days. A week may stand for one of its days; of a month, season or year no day is meant. */
const LONGEST_WEEK = 20

/** A date that words bear out. */
export interface ConfirmedDate {
  /** Cut to the precision that the words have. */
  readonly date: string
  /** Whether it says no less than they do: of `in summer` only the year is left. */
  readonly tellsAll: boolean
}

/**
 * A date as far as some mention bears it out; undefined if none does. Guesses count where nothing is certain.
 * @param date yyyy, yyyy-mm or yyyy-mm-dd
 */
export function confirmDate(date: string, mentions: readonly DateMention[]): ConfirmedDate | undefined {
  const range = dayRangeOfDate(date)
  if (range === undefined) return undefined
  const certain = mentions.filter(({ isGuess }) => !isGuess)
  const possible = (certain.length > 0 ? certain : mentions).flatMap(({ ranges }) => ranges)
  const [holder] = possible.filter(other => containsRange(other, range)).toSorted((a, b) => lengthOf(a) - lengthOf(b))
  if (holder !== undefined) {
    const kept = lengthOf(holder) > LONGEST_WEEK ? cutTo(date, holder) : date
    return { date: kept, tellsAll: lengthOf(holder) === lengthOf(dayRangeOfDate(kept) ?? range) }
  }
  const isWholeYear = date.length === 'yyyy'.length // a winter lies in two
  const isBorneOut = possible.some(other => (isWholeYear ? overlaps(range, other) : containsRange(range, other)))
  return isBorneOut ? { date, tellsAll: false } : undefined
}

/** The date that mentions tell where they leave no choice; undefined if they do. */
export function onlyDate(mentions: readonly DateMention[]): string | undefined {
  const [mention, ...others] = mentions
  const [range] = mention?.isSure ? mention.ranges : []
  return range === undefined || others.length > 0 ? undefined : mostPreciseDate(range)
}

/** `2027-03-15` said of March is `2027-03`, said of the summer of 2027 `2027`. */
function cutTo(date: string, range: DayRange): string {
  const precise = mostPreciseDate(range) ?? date.slice(0, 'yyyy-mm'.length)
  return precise.length < date.length ? precise : date
}

function lengthOf({ from, to }: DayRange): number {
  return to - from + 1
}

function overlaps(one: DayRange, other: DayRange): boolean {
  return one.from <= other.to && other.from <= one.to
}
