import type { ExtractedFact } from '../ports/extraction-model.ts'
import { containsRange, type DayRange, dayRangeOfDate } from '../text/dates/calendar.ts'
import { type CheckedDate, checkDate, findDates } from '../text/dates/find-dates.ts'
import type { EvidenceSource } from './evidence.ts'

/** The date of a fact as the user's words bear it out: those of its quote, or of the whole turn if the quote tells none. */
export function checkEventDate(
  { eventAt, quote }: ExtractedFact,
  { ownPieces }: EvidenceSource,
  today: number,
): CheckedDate {
  if (eventAt === undefined) return {}
  const inQuote = findDates(quote, today)
  return checkDate(eventAt, inQuote.length > 0 ? inQuote : findDates(ownPieces.join('\n'), today))
}

/** The words of a sentence that tell the date of the fact, or the day on which it was said: they may stand in it. */
export function wordsOfDate(text: string, date: string | undefined, today: number): string {
  const event = date === undefined ? undefined : dayRangeOfDate(date)
  const isTold = (range: DayRange) =>
    (event !== undefined && containsRange(range, event)) || (range.from === today && range.to === today)
  return findDates(text, today)
    .filter(({ ranges }) => ranges.some(isTold))
    .map(({ words }) => words)
    .join(' ; ')
}
