import type { StudiedFact } from '../memory-model.ts'
import { keywordsIn, wordsOf } from '../recalling/words.ts'
import { speaksOfSecret } from '../secrets.ts'
import { factKinds, type MessageId } from '../types.ts'
import { dayAt, holds, spanOf } from './calendar.ts'
import { denies, isCutFromDenial } from './denials.ts'
import { type Ground, restsOn, type Source } from './ground.ts'
import { isInstruction, isNobody } from './instructions.ts'
import { isQuoteOf, saysSomething } from './quotes.ts'
import type { Refusal } from './refusals.ts'
import { isSensitive } from './sensitive.ts'
import { datesTold, settledDate } from './told-dates.ts'

/** A sentence has less. */
const LONGEST = 400

/** A fact that stood every check. */
export interface Believed {
  readonly source: Source
  readonly sources: readonly [MessageId, ...MessageId[]]
  readonly text: string
  readonly quote: string
  readonly eventAt?: string
  readonly dateChange?: 'dateMended' | 'dateDropped'
}

/** Whether a fact of a study is to be believed; if not, why. What the user wrote decides, nothing else. */
export function believed(studied: StudiedFact, ground: Ground, timeZone: string): Believed | Refusal {
  const text = oneLine(studied.text)
  const quote = oneLine(studied.quote)
  const source = ground.get(studied.turn)
  if (source === undefined) return 'turn'
  if (!/\p{L}/u.test(text) || text.length > LONGEST) return 'text'
  if (!factKinds.includes(studied.kind)) return 'kind'
  const wrong = wrongWith([text, quote, studied.facet ?? '']) ?? wrongQuote(quote, source)
  if (wrong !== undefined) return wrong
  if (isCutFromDenial(quote, source.own) && !denies(text)) return 'quote'
  if (studied.isSensitive) return 'sensitive'
  if (isNobody(studied.subject)) return 'instruction'
  if (isTheBots(text, source)) return 'botWords'
  const { dates, ...date } = datedBy(studied, source, timeZone)
  const sources = restsOn({ texts: [text], names: studied.names, dates: dates(text) }, source)
  return typeof sources === 'string' ? sources : { source, sources, text, quote, ...date }
}

/** Why texts must not be kept, whoever said them. */
export function wrongWith(texts: readonly string[]): Refusal | undefined {
  if (texts.some(speaksOfSecret)) return 'secret'
  if (texts.some(isInstruction)) return 'instruction'
  return texts.some(isSensitive) ? 'sensitive' : undefined
}

export function wrongQuote(quote: string, { own }: Source): Refusal | undefined {
  return saysSomething(quote) && isQuoteOf(quote, own) ? undefined : 'quote'
}

export function oneLine(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').trim()
}

/**
 * Whether a sentence is the bot's more than the user's: then they only agreed, if that. An answer counts more than the
 * words of the question it was given to: of "What is your dog called?" and "Rex" a third is the user's, and enough.
 */
function isTheBots(text: string, { botWords, userWords }: Source): boolean {
  const words = keywordsIn(wordsOf(text)).filter(word => word !== 'user')
  const users = words.filter(word => userWords.has(word)).length
  return words.filter(word => botWords.has(word) && !userWords.has(word)).length > 2 * users
}

/** A fact's date as the user's words bear it out, and the words of its sentence that tell the same date. */
function datedBy({ eventAt, quote }: StudiedFact, { turn, own }: Source, timeZone: string) {
  const today = dayAt(turn.saidAt, timeZone)
  const { date, change } = eventAt === undefined ? {} : settle(eventAt)
  return {
    ...(date !== undefined && { eventAt: date }),
    ...(change !== undefined && { dateChange: change }),
    dates: (text: string) => {
      const days = [date === undefined ? undefined : spanOf(date), { from: today, to: today }]
      const [event, said] = days
      const told = datesTold(text, today).filter(({ spans }) =>
        spans.some(span => (event && holds(span, event)) || (said && span.from === span.to && holds(span, said))),
      )
      return told.map(({ words }) => words).join(' ; ')
    },
  }

  function settle(eventAt: string) {
    const inQuote = datesTold(quote, today)
    return settledDate(eventAt, spanOf(eventAt), inQuote.length > 0 ? inQuote : datesTold(own.join('\n'), today))
  }
}
