import { dayAt } from '../text/dates/calendar.ts'
import { withoutNamesOf } from '../text/inserted-names.ts'
import { toSingleLine } from '../text/normalize.ts'
import { isInstruction, tellsOfBot } from '../text/prompt-injection.ts'
import { isMeaningfulQuote, isQuoteOf } from '../text/quotes.ts'
import { mentionsSecret } from '../text/secrets.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import { type FactStatus, factKinds, type MessageId } from '../types.ts'
import { answersQuestion, checkClaim, disagrees } from './check-claim.ts'
import { type CheckedDate, checkEventDate, wordsOfDate } from './check-date.ts'
import { type Evidence, type EvidenceSource, supportingSources } from './evidence.ts'
import type { MarkedFact } from './mark-content.ts'
import { nameSubject } from './name-subject.ts'
import type { RejectionReason } from './rejections.ts'

/** Characters. A sentence has fewer. */
const MAX_SENTENCE_LENGTH = 400

/** A fact that stood every check. */
export interface VerifiedFact extends Omit<CheckedDate, 'sources'> {
  readonly source: EvidenceSource
  readonly sources: readonly [MessageId, ...MessageId[]]
  readonly text: string
  readonly quote: string
  readonly status?: FactStatus
  /** Nothing speaks against it but what should be looked at again. */
  readonly doubt?: true
}

/** Checks a fact of an extraction: why it is rejected, or what stood. What the user wrote decides, nothing else. */
export function checkFact(extracted: MarkedFact, evidence: Evidence, timeZone: string): VerifiedFact | RejectionReason {
  const quote = toSingleLine(extracted.quote)
  const source = evidence.get(extracted.turn)
  if (source === undefined) return 'turn'
  const named = nameSubject(toSingleLine(extracted.text), quote, source)
  if (named === undefined) return 'name'
  const { text } = named
  const unfit =
    checkForm(text, extracted.kind) ??
    findForbiddenContent([text, quote, extracted.facet ?? '']) ??
    checkQuote(quote, source)
  if (unfit !== undefined) return unfit
  if (isAboutNameAlone(text, quote, source)) return 'quote'
  if (extracted.isInstruction === true) return 'instruction'
  const told = checkClaim(extracted, text, source)
  if (typeof told === 'string') return told
  const isAnswer = answersQuestion(text, quote, source)
  if (isMostlyBotWords(text, source, isAnswer)) return 'botWords'
  const today = dayAt(source.turn.saidAt, timeZone)
  const { sources: dateSources, ...date } = checkEventDate(extracted, source, timeZone)
  const dates = wordsOfDate(text, date.eventAt, today)
  const sources = supportingSources({ texts: [text], names: extracted.names, dates, isAnswer }, source)
  if (typeof sources === 'string') return sources
  const [first, ...others] = sources
  const otherSources = new Set([...others, ...named.sources, ...dateSources].filter(message => message !== first))
  const isDoubtful =
    told.isDoubtful || disagrees({ kind: extracted.kind, status: told.status, eventAt: date.eventAt }, today)
  return {
    ...{ source, sources: [first, ...otherSources], text, quote, ...date },
    ...(told.status !== undefined && { status: told.status }),
    ...(isDoubtful && { doubt: true }),
  }
}

function checkForm(text: string, kind: string): RejectionReason | undefined {
  if (!/\p{L}/u.test(text) || text.length > MAX_SENTENCE_LENGTH) return 'text'
  return factKinds.some(known => known === kind) ? undefined : 'kind'
}

/** Why a text, a name, a relation or a value must not be kept, whoever said it; what it means is judged before (mark-content.ts). */
export function findForbiddenContent(texts: readonly string[]): RejectionReason | undefined {
  if (texts.some(mentionsSecret)) return 'secret'
  return texts.some(text => isInstruction(text) || tellsOfBot(text)) ? 'instruction' : undefined
}

export function checkQuote(quote: string, { turn, ownPieces }: EvidenceSource): RejectionReason | undefined {
  const words = withoutNamesOf(turn.text, quote)
  return isMeaningfulQuote(words) && isQuoteOf(words, ownPieces) ? undefined : 'quote'
}

/** Whether a sentence has nothing of what the user wrote around a name that was put in: so it tells what the name says. */
function isAboutNameAlone(text: string, quote: string, { turn }: EvidenceSource): boolean {
  const own = withoutNamesOf(turn.text, quote)
  return own !== quote && new Set(keywordsIn(wordsOf(own))).isDisjointFrom(new Set(wordsOf(text)))
}

/**
 * Whether a sentence is more the bot's than the user's, who then only agreed, if that. An answer counts more than the
 * words of the question that it was given to: of "What is your dog called?" and "Rex" a third is the user's, and enough.
 */
function isMostlyBotWords(text: string, { botWords, userWords, question }: EvidenceSource, isAnswer: boolean): boolean {
  const takenUp = new Set(isAnswer ? wordsOf(question?.text ?? '') : [])
  const words = keywordsIn(wordsOf(text)).filter(word => word !== 'user')
  const ofUser = words.filter(word => userWords.has(word)).length
  return words.filter(word => botWords.has(word) && !userWords.has(word) && !takenUp.has(word)).length > 2 * ofUser
}
