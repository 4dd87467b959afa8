import type { ExtractedFact } from '../ports/extraction-model.ts'
import { containsRange, dayAt, dayRangeOfDate } from '../text/dates/calendar.ts'
import { checkDate, findDates } from '../text/dates/find-dates.ts'
import { isNegated, omitsNegation } from '../text/negation.ts'
import { isBotOrEveryone, isInstruction } from '../text/prompt-injection.ts'
import { isMeaningfulQuote, isQuoteOf } from '../text/quotes.ts'
import { mentionsSecret } from '../text/secrets.ts'
import { isSensitive } from '../text/sensitive.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import { factKinds, type MessageId } from '../types.ts'
import { type Evidence, type EvidenceSource, supportingSources } from './evidence.ts'
import type { RejectionReason } from './verify.ts'

/** A sentence has less. */
const MAX_SENTENCE_LENGTH = 400

/** A fact that stood every check. */
export interface VerifiedFact {
  readonly source: EvidenceSource
  readonly sources: readonly [MessageId, ...MessageId[]]
  readonly text: string
  readonly quote: string
  readonly eventAt?: string
  readonly dateChange?: 'dateMended' | 'dateDropped'
}

/** Whether a fact of a study is to be believed; if not, why. What the user wrote decides, nothing else. */
export function checkFact(studied: ExtractedFact, ground: Evidence, timeZone: string): VerifiedFact | RejectionReason {
  const text = toSingleLine(studied.text)
  const quote = toSingleLine(studied.quote)
  const source = ground.get(studied.turn)
  if (source === undefined) return 'turn'
  if (!/\p{L}/u.test(text) || text.length > MAX_SENTENCE_LENGTH) return 'text'
  if (!factKinds.includes(studied.kind)) return 'kind'
  const wrong = findForbiddenContent([text, quote, studied.facet ?? '']) ?? checkQuote(quote, source)
  if (wrong !== undefined) return wrong
  if (omitsNegation(quote, source.ownPieces) && !isNegated(text)) return 'quote'
  if (studied.isSensitive) return 'sensitive'
  if (isBotOrEveryone(studied.subject)) return 'instruction'
  if (isMostlyBotWords(text, source)) return 'botWords'
  const { dates, ...date } = checkEventDate(studied, source, timeZone)
  const sources = supportingSources({ texts: [text], names: studied.names, dates: dates(text) }, source)
  return typeof sources === 'string' ? sources : { source, sources, text, quote, ...date }
}

/** Why texts must not be kept, whoever said them. */
export function findForbiddenContent(texts: readonly string[]): RejectionReason | undefined {
  if (texts.some(mentionsSecret)) return 'secret'
  if (texts.some(isInstruction)) return 'instruction'
  return texts.some(isSensitive) ? 'sensitive' : undefined
}

export function checkQuote(quote: string, { ownPieces }: EvidenceSource): RejectionReason | undefined {
  return isMeaningfulQuote(quote) && isQuoteOf(quote, ownPieces) ? undefined : 'quote'
}

export function toSingleLine(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').trim()
}

/**
 * Whether a sentence is the bot's more than the user's: then they only agreed, if that. An answer counts more than the
 * words of the question it was given to: of "What is your dog called?" and "Rex" a third is the user's, and enough.
 */
function isMostlyBotWords(text: string, { botWords, userWords }: EvidenceSource): boolean {
  const words = keywordsIn(wordsOf(text)).filter(word => word !== 'user')
  const users = words.filter(word => userWords.has(word)).length
  return words.filter(word => botWords.has(word) && !userWords.has(word)).length > 2 * users
}

/** A fact's date as the user's words bear it out, and the words of its sentence that tell the same date. */
function checkEventDate({ eventAt, quote }: ExtractedFact, { turn, ownPieces }: EvidenceSource, timeZone: string) {
  const today = dayAt(turn.saidAt, timeZone)
  const { date, change } = eventAt === undefined ? {} : settle(eventAt)
  return {
    ...(date !== undefined && { eventAt: date }),
    ...(change !== undefined && { dateChange: change }),
    dates: (text: string) => {
      const days = [date === undefined ? undefined : dayRangeOfDate(date), { from: today, to: today }]
      const [event, said] = days
      const told = findDates(text, today).filter(({ ranges }) =>
        ranges.some(
          span => (event && containsRange(span, event)) || (said && span.from === span.to && containsRange(span, said)),
        ),
      )
      return told.map(({ words }) => words).join(' ; ')
    },
  }

  function settle(eventAt: string) {
    const inQuote = findDates(quote, today)
    return checkDate(
      eventAt,
      dayRangeOfDate(eventAt),
      inQuote.length > 0 ? inQuote : findDates(ownPieces.join('\n'), today),
    )
  }
}
