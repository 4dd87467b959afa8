import { foldWords, isNameIn } from '../text/compare-names.ts'
import { type DayRange, dayAt, dayRangeOfDate } from '../text/dates/calendar.ts'
import { findDates } from '../text/dates/find-dates.ts'
import { normalizeText } from '../text/normalize.ts'
import { claimedNumbers, isClaimIn, possibleNumbers } from '../text/numbers/numbers.ts'
import { droppedQualifiers, isDenial } from '../text/qualifiers.ts'
import { wordsOf } from '../text/words.ts'
import { type Fact, type Turn, USER_ENTITY } from '../types.ts'

/** Why a fact that stood the checks may say what the user does not: signs alone, none of which refuses it. */
export type DoubtReason =
  | 'denial' // its quote says no, and the sentence does not
  | 'wish' // its quote wishes, plans or supposes, and the sentence does not
  | 'future' // it is to be true only on a day that is still to come
  | 'person' // its quote names somebody whom the sentence leaves out, or goes on about them
  | 'question' // its quote is asked
  | 'quotation' // its quote stands in quotation marks
  | 'answer' // what it says was said by the bot, and agreed to
  | 'unrelated' // its sentence has no word of the quote
  | 'number' // its quote counts, and the sentence has a number from elsewhere
  | 'conflict' // another fact of the same words says otherwise
  | 'claim' // what the model says of it does not agree with itself

export interface DoubtContext {
  /** The facts that were told together with it. */
  readonly facts: readonly Fact[]
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
  if (!isUnrealized(fact) && dropped.wish) return 'wish'
  if (!isUnrealized(fact) && isToCome(fact, context.timeZone)) return 'future'
  if (omitsPerson(fact, said, context.entities)) return 'person'
  if (takesNumberFromElsewhere(fact, said)) return 'number'
  if (context.facts.some(other => conflicts(fact, other))) return 'conflict'
  if (isQuestion(quote, said)) return 'question'
  if (isQuotation(quote, said)) return 'quotation'
  const answered = context.turns.slice(0, Math.max(0, place)).at(-1)
  if (answered?.role === 'assistant' && isMostlyOf(text, answered.text, said)) return 'answer'
  return isUnrelated(text, quote) ? 'unrelated' : undefined
}

function isUnrealized({ kind, status }: Fact): boolean {
  return status === 'planned' || kind === 'plan' || kind === 'promise' || kind === 'decision'
}

function isToCome(fact: Fact, timeZone: string): boolean {
  return fact.eventAt === undefined ? leavesOutFuture(fact, timeZone) : isInFuture(fact, timeZone)
}

function isInFuture({ eventAt, saidAt }: Fact, timeZone: string): boolean {
  const range = dayRangeOfDate(eventAt?.slice(0, 10) ?? '')
  return range !== undefined && range.from > dayAt(saidAt, timeZone)
}

/** Whether the words tell a day to come, the sentence no day, and not that it is to come: `it comes out on 14 Feb`. */
function leavesOutFuture({ saidAt, quote, text }: Fact, timeZone: string): boolean {
  const today = dayAt(saidAt, timeZone)
  return tellsDayToCome(quote, today) && !tellsDayToCome(text, today)
}

function tellsDayToCome(words: string, today: number): boolean {
  const nearest = findDates(words, today)
    .filter(({ isComplete, isGuess }) => isComplete && !isGuess)
    .map(({ ranges }) => ranges.toSorted((a, b) => distance(a, today) - distance(b, today))[0])
  return nearest.some(range => range !== undefined && range.from > today)
}

function distance({ from, to }: DayRange, today: number): number {
  return Math.max(from - today, today - to, 0)
}

/** Whoever the sentence is about counts as named. A quote that begins within a sentence goes on about whom that names. */
function omitsPerson({ text, quote, subject }: Fact, said: string, entities: readonly (readonly string[])[]): boolean {
  const [quoted, told] = [createNameFinder(quote), createNameFinder(text)]
  const before = subject === USER_ENTITY ? beginningOfSentence(said, quote) : ''
  const named = before === '' ? quoted : createNameFinder(`${before} ${quote}`)
  return entities.some(names => names.some(named) && !names.some(told))
}

/** What stands before a quote in its sentence. */
function beginningOfSentence(said: string, quote: string): string {
  const at = said.indexOf(normalizeText(quote))
  return (
    said
      .slice(0, Math.max(0, at))
      .split(/[.!?？！。؟\n]/u)
      .at(-1) ?? ''
  )
}

/** Scripts in which names have particles and articles of other words beside them: there a name is looked for letter by letter. */
const WITH_PARTICLES = /[\p{sc=Hangul}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

function createNameFinder(text: string): (name: string) => boolean {
  const stems = wordStems(text)
  const folded = foldWords(text)
  return name => {
    if (WITH_PARTICLES.test(name)) return isNameIn(name, folded)
    const words = [...wordStems(name)]
    return words.length > 0 && words.every(word => stems.has(word))
  }
}

/** Whether a sentence has a number that its turn has not, though its quote has others. */
function takesNumberFromElsewhere({ text, quote }: Fact, said: string): boolean {
  const claims = claimedNumbers(text)
  if (claims.length === 0 || claimedNumbers(quote).length === 0) return false
  const numbers = possibleNumbers(said)
  return claims.some(claim => !isClaimIn(claim, numbers))
}

/** Of the words of the shorter of two sentences that say the same, so many are the other's. */
const SAME_SHARE = 0.6

/**
 * Whether two facts of the same words say nearly the same of two, or that it is so and that it is not, or with other numbers:
 * one of them is wrong.
 */
function conflicts(fact: Fact, other: Fact): boolean {
  if (fact === other || fact.sources[0] !== other.sources[0]) return false
  const [one, two] = [fact.quote, other.quote].map(normalizeText)
  if (!(one?.includes(two ?? '') || two?.includes(one ?? ''))) return false
  const [a, b] = [wordStems(fact.text), wordStems(other.text)]
  if (a.intersection(b).size < SAME_SHARE * Math.min(a.size, b.size)) return false
  return (
    fact.subject !== other.subject ||
    isDenial(fact.text) !== isDenial(other.text) ||
    (isUnrealized(other) && !isUnrealized(fact)) ||
    !haveSameNumbers(fact.text, other.text)
  )
}

function haveSameNumbers(one: string, other: string): boolean {
  const [claims, others] = [claimedNumbers(one), claimedNumbers(other)]
  if (claims.length === 0 || others.length === 0) return true
  const numbers = new Set(others.flat())
  return claims.every(claim => isClaimIn(claim, numbers))
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
