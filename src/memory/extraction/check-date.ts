import type { ExtractedFact } from '../ports/extraction-model.ts'
import { containsRange, type DayRange, dayAt, dayRangeOfDate } from '../text/dates/calendar.ts'
import { type ConfirmedDate, confirmDate, onlyDate } from '../text/dates/compare-dates.ts'
import { type DateMention, findDates, readDates } from '../text/dates/find-dates.ts'
import { isInOtherCalendar } from '../text/dates/other-calendars.ts'
import { isSpokenYear } from '../text/dates/spoken-years.ts'
import { splitTime, tellsTime } from '../text/dates/times.ts'
import { normalizeText, toSingleLine } from '../text/normalize.ts'
import { isInstruction } from '../text/prompt-injection.ts'
import { isQuoteOf } from '../text/quotes.ts'
import { mentionsSecret } from '../text/secrets.ts'
import type { MessageId } from '../types.ts'
import type { EvidenceSource } from './evidence.ts'

/** Characters. What names a date is short; a model that copies the whole sentence does not say which words do. */
const MAX_DATE_WORDS = 60

/** What is left of the date that a model gives, beside what the user's words tell. */
export interface CheckedDate {
  readonly eventAt?: string
  /** The user's words for it, where the date says less than they do. */
  readonly dateWords?: string
  readonly dateChange?: 'dateMended' | 'dateDropped'
  /** The messages that it rests on, where that is not the one of the quote. */
  readonly sources: readonly MessageId[]
}

/** Words of the user that a date may rest on, with the day on which they were said. */
interface Place {
  readonly texts: readonly string[]
  readonly today: number
  readonly sources: readonly MessageId[]
}

const DROPPED: CheckedDate = { dateChange: 'dateDropped', sources: [] }

/**
 * Checks the date that a model proposes for a fact. The user's words confirm it or refuse it: those that the model says name
 * it, if the user wrote them, else those of the quote, of its turn, of the other turns that were shown, the nearest first.
 * "Today" is the day on which they were said. It is never mended but to the date that the named words tell in the quote
 * itself; words that nothing here can read are believed, and kept beside the date.
 */
export function checkEventDate(extracted: ExtractedFact, source: EvidenceSource, timeZone: string): CheckedDate {
  if (extracted.eventAt === undefined) return { sources: [] }
  const { day, time } = splitTime(extracted.eventAt.trim())
  const places = placesOf(source, timeZone)
  const words = toSingleLine(extracted.dateWords ?? '')
  const isNaming = /[\p{L}\p{N}]/u.test(words) && words.length <= MAX_DATE_WORDS
  const named = isNaming ? places.find(({ texts }) => isQuoteOf(words, texts)) : undefined
  const checked =
    named === undefined
      ? checkUnnamed(day, extracted.quote, source, places)
      : checkNamed(day, { words, quote: extracted.quote, place: named })
  if (time === undefined || checked.eventAt === undefined) return checked
  const near = [extracted.quote, ...((named ?? places[0])?.texts ?? [])]
  const isTimed = checked.eventAt === day && near.some(text => tellsTime(text, time))
  return isTimed ? { ...checked, eventAt: `${day}T${time}` } : checked
}

function placesOf({ turn, ownPieces, otherTurns }: EvidenceSource, timeZone: string): readonly Place[] {
  const others = otherTurns.map(other => ({
    texts: other.ownPieces,
    today: dayAt(other.turn.saidAt, timeZone),
    sources: [other.turn.id],
  }))
  return [{ texts: ownPieces, today: dayAt(turn.saidAt, timeZone), sources: [] }, ...others]
}

/** A date with the words that name it. */
function checkNamed(
  date: string,
  { words, quote, place }: { readonly words: string; readonly quote: string; readonly place: Place },
): CheckedDate {
  const { mentions, isWhole, isExact } = readDates(words, place.today)
  const confirmed = confirm(date, words, mentions)
  const { sources } = place
  if (confirmed !== undefined) return { ...keep(date, confirmed, words), sources }
  const [mention, ...others] = mentions
  const isOnly = mention !== undefined && others.length === 0
  // Of words that the model says tell a date, and that are one as a whole, nobody has to guess that they do: `the nineteenth`.
  const isRead = isOnly && ((isWhole && (isExact || !mention.isGuess)) || (mention.isComplete && !mention.isGuess))
  if (!isRead) return dayRangeOfDate(date) === undefined ? DROPPED : { eventAt: date, ...keptWords(words), sources }
  const told = isQuoteOf(words, [normalizeText(quote)]) ? onlyDate(mentions) : undefined
  return told === undefined ? DROPPED : { eventAt: told, dateChange: 'dateMended', sources }
}

/**
 * A date of which the model does not say where it has it from. What is certain comes first: so a word that is only guessed to
 * be a date neither cuts nor confirms a date that is borne out otherwise.
 */
function checkUnnamed(date: string, quote: string, source: EvidenceSource, places: readonly Place[]): CheckedDate {
  const [own] = places
  if (own === undefined) return DROPPED
  const inQuote = findDates(quote, own.today)
  const certain = inQuote.filter(({ isGuess }) => !isGuess)
  const confirmed = confirm(date, quote, certain)
  if (confirmed !== undefined) return { ...keep(date, confirmed), sources: [] }
  if (certain.some(({ isComplete }) => isComplete)) return DROPPED
  if (tellsTimeOfSpeaking(date, own.today)) return { eventAt: date, sources: [] }
  const known = source.knownDates.get(date)
  if (known !== undefined) return { eventAt: date, sources: known }
  const guessed = confirmDate(
    date,
    inQuote.filter(({ isGuess }) => isGuess),
  )
  if (guessed !== undefined) return { ...keep(date, guessed), sources: [] }
  for (const { texts, today, sources } of places) {
    const text = texts.join('\n')
    const elsewhere = confirm(date, text, findDates(text, today))
    if (elsewhere?.date === date) return { ...keep(date, elsewhere), sources }
  }
  return DROPPED
}

function confirm(date: string, text: string, mentions: readonly DateMention[]): ConfirmedDate | undefined {
  const isTold = isInOtherCalendar(date, text) || isSpokenYear(date, text)
  return confirmDate(date, mentions) ?? (isTold ? { date, tellsAll: true } : undefined)
}

function keep(date: string, confirmed: ConfirmedDate, words = ''): Omit<CheckedDate, 'sources'> {
  return {
    eventAt: confirmed.date,
    ...(confirmed.tellsAll ? {} : keptWords(words)),
    ...(confirmed.date !== date && { dateChange: 'dateMended' }),
  }
}

/** Words are shown again later: so what must not be kept of a fact is not kept of them either. */
function keptWords(words: string): Pick<CheckedDate, 'dateWords'> {
  const isKept = words !== '' && !(mentionsSecret(words) || isInstruction(words))
  return isKept ? { dateWords: words } : {}
}

/** Whether a date is the day, month or year in which it was spoken of: who says `I moved` means about now. */
function tellsTimeOfSpeaking(date: string, today: number): boolean {
  const range = dayRangeOfDate(date)
  return range !== undefined && range.from <= today && today <= range.to
}

/** The words of a sentence that tell the date of the fact, or the day on which it was said: they may stand in it. */
export function wordsOfDate(text: string, date: string | undefined, today: number): string {
  if (date === undefined && !/\p{Nd}/u.test(text)) return ''
  const event = date === undefined ? undefined : dayRangeOfDate(splitTime(date).day)
  const isTold = (range: DayRange) =>
    (event !== undefined && containsRange(range, event)) || (range.from === today && range.to === today)
  return findDates(text, today)
    .filter(({ ranges }) => ranges.some(isTold))
    .map(({ words }) => words)
    .join(' ; ')
}
