import type { ExtractedFact } from '../ports/extraction-model.ts'
import { foldWords, isNameIn } from '../text/compare-names.ts'
import { dayRangeOfDate } from '../text/dates/calendar.ts'
import { claimedNumbers, isClaimIn } from '../text/numbers/numbers.ts'
import { isDenial, omitsDenial } from '../text/qualifiers.ts'
import { isStopWord } from '../text/words.ts'
import type { FactKind, FactStatus } from '../types.ts'
import type { EvidenceSource } from './evidence.ts'
import type { RejectionReason } from './rejections.ts'

/** What a model can say of a fact that is none. */
const NOT_SAID: ReadonlySet<string | undefined> = new Set(['asked', 'supposed', 'joked', 'quoted'])

/**
 * How a fact is to be kept by what the model says of it and by what its quote leaves out, or why it is none. A model that
 * calls a sentence denied which denies something itself may mean either.
 */
export function checkClaim(
  { status, about, isSensitive, quote }: ExtractedFact,
  text: string,
  { ownPieces }: EvidenceSource,
): { readonly status?: FactStatus; readonly isDoubtful: boolean } | RejectionReason {
  if (isSensitive) return 'sensitive'
  if (about === 'bot') return 'instruction'
  const isNegative = isDenial(text)
  if (NOT_SAID.has(status) || (status === 'denied' && !isNegative)) return 'denied'
  const omitted = isNegative ? undefined : omitsDenial(quote, ownPieces)
  if (omitted === 'surely') return 'quote'
  const isDoubtful = status === 'denied' || omitted === 'perhaps'
  if (status === 'past') return { status, isDoubtful }
  return status === 'planned' || status === 'wished' ? { status: 'planned', isDoubtful } : { isDoubtful }
}

/** Kinds of what is still to come. */
const KINDS_TO_COME: ReadonlySet<FactKind> = new Set(['plan', 'promise'])

/**
 * Whether what a model says of a fact does not agree: what is past does not happen on a day to come, what is planned did not
 * happen before today, and a plan or promise is no event that happened. Its kind, its status and its date are three ways to
 * say the same, and who writes down a plan as done mostly forgets one of them.
 */
export function disagrees(
  { kind, status, eventAt }: { kind: FactKind; status: FactStatus | undefined; eventAt: string | undefined },
  today: number,
): boolean {
  const isToCome = status === 'planned' || KINDS_TO_COME.has(kind)
  if (status === 'past' && isToCome) return true
  const range = dayRangeOfDate(eventAt?.slice(0, 10) ?? '')
  if (range === undefined) return false
  return (status === 'past' && range.from > today) || (isToCome && range.to < today)
}

/** Words of the bot's question in a sentence from which on it is the question that was answered, and not taken for context. */
const MIN_WORDS_OF_QUESTION = 2

/**
 * Whether a quote answers the bot's question and adds to it: "yeah, since 2019" to "Do you live in Berlin?". A word of the
 * answer has to stand in the sentence, which otherwise is the bot's alone, and what is asked as well; who says no takes
 * nothing up.
 */
export function answersQuestion(text: string, quote: string, { question, turn, passage }: EvidenceSource): boolean {
  if (question === undefined || (isDenial(turn.text) && !isDenial(text))) return false
  const sentence = foldWords(text)
  const ofQuestion = sentence.words.filter(
    word => !isStopWord(word) && isNameIn(word, question.folded) && !isNameIn(word, passage.folded),
  )
  if (ofQuestion.length < MIN_WORDS_OF_QUESTION && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text))
    return false
  const isTold = (word: string) => !question.folded.forms.has(word) && isNameIn(word, sentence)
  const words = foldWords(quote).words.filter(word => word.length > 1 && !isStopWord(word))
  return words.some(isTold) || claimedNumbers(text).some(claim => isClaimIn(claim, passage.numbers))
}
