import type { FactOutcome } from '../extraction/rejections.ts'
import { type RejectedQuote, rejectedQuoteReasons } from '../knowledge/rejected-quotes.ts'
import type { ExtractedFact } from '../ports/extraction-model.ts'
import type { MemoryUpdate } from '../ports/learning-store.ts'
import { locateQuote, type TextRange } from '../text/locate-quote.ts'
import { mentionsSecretInUserText } from '../text/secrets.ts'
import { turnNameOf } from '../turns.ts'
import type { QuestionTurn, TurnName } from '../types.ts'
import type { PreparedExtraction } from './request.ts'

/** Of one question. A model that finds more of it that can't be kept is telling the same things again and again. */
const MAX_QUOTES = 5

/** A fact that the model told, where its quote stands, and what became of it. */
interface QuotedFact {
  readonly range: TextRange
  readonly outcome: FactOutcome
}

/** What of each question that was learned from was not kept and could be missed; nothing, too, as it was learned anew. */
export function findRejectedQuotes(
  { plan, turns }: Pick<PreparedExtraction, 'plan' | 'turns'>,
  facts: readonly ExtractedFact[],
  outcomes: readonly FactOutcome[],
  withheld: ReadonlyMap<TurnName, readonly TextRange[]>,
): NonNullable<MemoryUpdate['rejectedQuotes']> {
  const numbers = new Map(turns.map(({ number, turn }) => [turnNameOf(turn), number]))
  return (plan.batch?.questions ?? []).map(question => {
    const turn = turnNameOf(question)
    const told = facts.flatMap((fact, at): QuotedFact[] => {
      const outcome = outcomes[at]
      if (outcome === undefined || fact.turn !== numbers.get(turn)) return []
      return [{ outcome, range: locateQuote(fact.quote, question.text) ?? wholeOf(question) }]
    })
    return { turn, quotes: rejectedQuotesOf(told, withheld.get(turn) ?? [], question.text) }
  })
}

function rejectedQuotesOf(
  told: readonly QuotedFact[],
  withheld: readonly TextRange[],
  text: string,
): readonly RejectedQuote[] {
  const kept = told.filter(({ outcome }) => outcome.fact !== undefined).map(({ range }) => range)
  const quotes = told.flatMap(({ range, outcome }): readonly RejectedQuote[] => {
    const reason = rejectedQuoteReasons.find(one => outcome.fact === undefined && one === outcome.reason)
    if (reason === undefined) return []
    // Whatever else was wrong with it: a secret is not shown again.
    return [{ reason: mentionsSecretInUserText(text.slice(range.from, range.to)) ? 'secret' : reason, ...range }]
  })
  // What no fact told of at all was left out of summary, profile and context all the same.
  const untold = withheld.filter(range => !told.some(quote => overlaps(quote.range, range)))
  quotes.push(...untold.map(range => ({ reason: 'sensitive' as const, ...range })))
  quotes.sort((a, b) => rejectedQuoteReasons.indexOf(a.reason) - rejectedQuoteReasons.indexOf(b.reason))
  // What is told by another fact nobody misses; but of a secret, or what is sensitive, the user is to know that it was left out.
  const missed = quotes.filter(quote => isPersonal(quote) || !kept.some(range => covers(range, quote)))
  return missed.filter((quote, at) => !missed.slice(0, at).some(before => tellsOf(before, quote))).slice(0, MAX_QUOTES)
}

/** Of the same words one reason is enough. A secret is told of without its words, so it tells of no others. */
function tellsOf(before: RejectedQuote, quote: RejectedQuote): boolean {
  return covers(before, quote) && (before.reason !== 'secret' || quote.reason === 'secret')
}

function isPersonal({ reason }: RejectedQuote): boolean {
  return reason === 'secret' || reason === 'sensitive'
}

function overlaps(range: TextRange, other: TextRange): boolean {
  return range.from < other.to && other.from < range.to
}

function covers(range: TextRange, { from, to }: TextRange): boolean {
  return range.from <= from && to <= range.to
}

/** Where the quote went through the taking out of a secret, it is not found again. */
function wholeOf({ text }: QuestionTurn): TextRange {
  return { from: 0, to: text.length }
}
