import { dayAt, dayRangeOfDate } from '../text/dates/calendar.ts'
import { normalizeText } from '../text/normalize.ts'
import { claimedNumbers, isClaimIn, possibleNumbers } from '../text/numbers/numbers.ts'
import { droppedQualifiers } from '../text/qualifiers.ts'
import { wordsOf } from '../text/words.ts'
import type { Fact, Turn } from '../types.ts'

/** Why a fact that stood the checks may say what the user does not: signs alone, none of which refuses it. */
export type DoubtReason =
  | 'denial' // its quote says no, and the sentence does not
  | 'wish' // its quote wishes, plans or supposes, and the sentence does not
  | 'future' // it is to be true only on a day that is still to come
  | 'person' // its quote names somebody whom the sentence leaves out
  | 'question' // its quote is asked
  | 'quotation' // its quote stands in quotation marks
  | 'answer' // what it says was said by the bot, and agreed to
  | 'unrelated' // its sentence has no word of the quote
  | 'claim' // what the model says of it does not agree with itself

export interface DoubtContext {
  /** All that the model was shown, in order. */
  readonly turns: readonly Turn[]
  /** The names of each entity that is known or told of, with other words for it. */
  readonly entities: readonly (readonly string[])[]
  readonly timeZone: string
}

/** Why a fact is to be looked at with care; undefined where nothing speaks against it. */
export function findDoubt(fact: Fact, context: DoubtContext): DoubtReason | undefined {
  const { text, quote } = fact
  const place = context.turns.findIndex(({ role, id }) => role === 'user' && id === fact.sources[0])
  const said = normalizeText(context.turns[place]?.text ?? quote)
  const dropped = droppedQualifiers(quote, text)
  if (dropped.denial) return 'denial'
  if (!isUnrealized(fact)) {
    if (dropped.wish) return 'wish'
    if (isInFuture(fact, context.timeZone)) return 'future'
  }
  if (omitsPerson(fact, context.entities)) return 'person'
  if (isQuestion(quote, said)) return 'question'
  if (isQuotation(quote, said)) return 'quotation'
  const answered = context.turns.slice(0, Math.max(0, place)).at(-1)
  if (answered?.role === 'assistant' && isMostlyOf(text, answered.text, said)) return 'answer'
  return isUnrelated(text, quote) ? 'unrelated' : undefined
}

function isUnrealized({ kind, status }: Fact): boolean {
  return status !== undefined || kind === 'plan' || kind === 'promise' || kind === 'decision'
}

function isInFuture({ eventAt, saidAt }: Fact, timeZone: string): boolean {
  const range = dayRangeOfDate(eventAt?.slice(0, 10) ?? '')
  return range !== undefined && range.from > dayAt(saidAt, timeZone)
}

/** Whoever the sentence is about counts as named. */
function omitsPerson({ text, quote }: Fact, entities: readonly (readonly string[])[]): boolean {
  const [said, told] = [wordStems(quote), wordStems(text)]
  const isIn = (name: string, stems: ReadonlySet<string>) => {
    const words = [...wordStems(name)]
    return words.length > 0 && words.every(word => stems.has(word))
  }
  return entities.some(names => names.some(name => isIn(name, said)) && !names.some(name => isIn(name, told)))
}

/** The marks that end a question, in the scripts that have one of their own. */
const QUESTION_END = /^[^.!?？؟;\n]*[?？؟]/u

function isQuestion(quote: string, said: string): boolean {
  const words = normalizeText(quote)
  const at = said.indexOf(words)
  return /[?？؟]/u.test(words) || (at >= 0 && QUESTION_END.test(said.slice(at + words.length)))
}

function isQuotation(quote: string, said: string): boolean {
  const before = said.slice(0, Math.max(0, said.indexOf(normalizeText(quote))))
  return (before.match(/"/gu) ?? []).length % 2 === 1
}

/** Whether more words of a sentence are those of the bot than the user's. */
function isMostlyOf(text: string, bots: string, users: string): boolean {
  const [words, botStems, userStems] = [wordStems(text), wordStems(bots), wordStems(users)]
  const ofUser = [...words].filter(word => userStems.has(word)).length
  return [...words].filter(word => botStems.has(word) && !userStems.has(word)).length > ofUser
}

function isUnrelated(text: string, quote: string): boolean {
  const said = wordStems(quote)
  const numbers = possibleNumbers(normalizeText(quote))
  return (
    [...wordStems(text)].every(word => !said.has(word)) &&
    !claimedNumbers(text).some(claim => isClaimIn(claim, numbers))
  )
}

/** Characters of a word that are compared: languages change the ends of words. */
const MIN_STEM = 3
const STEM_SHARE = 0.6

function wordStems(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map(word => word.slice(0, Math.max(MIN_STEM, Math.ceil(word.length * STEM_SHARE)))))
}
