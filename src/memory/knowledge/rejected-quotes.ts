import { type Audience, isVisibleTo, type Scope } from '../scope.ts'
import { normalizeText } from '../text/normalize.ts'
import type { ChannelId, GuildId, Knowledge, MessageId } from '../types.ts'

/** Why words were not learned that somebody would miss; what the model made up nobody misses. */
export const rejectedQuoteReasons = [
  // What matters most comes first: of the same words one reason is told.
  'secret',
  'instruction',
  'sensitive',
  'denied',
  'name',
  'number',
  'botWords',
  'tooMany',
] as const
type RejectedQuoteReason = (typeof rejectedQuoteReasons)[number]

/** Words of a question that were not learned, and why: their place in it, never the words. It stands and goes with the question. */
export interface RejectedQuote {
  readonly reason: RejectedQuoteReason
  /** In UTF-16 code units; `to` is behind the last one. */
  readonly from: number
  readonly to: number
}

/** The same as its user may be shown it. */
export interface RejectedWords {
  readonly reason: RejectedQuoteReason
  /** Empty where nobody is to read them again. */
  readonly words: string
  readonly message: MessageId
  /** Which of the question's rejected quotes it is. */
  readonly number: number
  readonly channel: ChannelId
  readonly guild?: GuildId
  readonly scope: Scope
  readonly saidAt: number
}

/** What of a question was not learned, as the log has it. */
export interface QuestionWithRejectedQuotes extends Omit<RejectedWords, 'reason' | 'words' | 'number'> {
  readonly text: string
  readonly quotes: readonly RejectedQuote[]
}

/** After that nobody looks for what was not learned. */
const MAX_AGE_MS = 7 * 86_400_000

/** What a user could want in spite of the reason, which is about the model's words or was for their own sake. */
const KEEPABLE: ReadonlySet<RejectedQuoteReason> = new Set([
  'name',
  'number',
  'sensitive',
  'botWords',
  'tooMany',
  'denied',
])

export function canBeKept({ reason }: Pick<RejectedWords, 'reason'>): boolean {
  return KEEPABLE.has(reason)
}

/**
 * What was not learned of the last seven days, newest first, as far as the audience may be told where it is shown. Without
 * what is known by now in the same words.
 */
export function rejectedWords(
  questions: readonly QuestionWithRejectedQuotes[],
  { facts }: Pick<Knowledge, 'facts'>,
  audience: Audience,
  now: number,
): readonly RejectedWords[] {
  const rejected = questions
    .filter(({ scope, saidAt }) => isVisibleTo(scope, audience) && now - saidAt <= MAX_AGE_MS)
    .toSorted((a, b) => b.saidAt - a.saidAt)
    .flatMap(({ text, quotes, ...question }) =>
      quotes.map(({ reason, from, to }, number) => ({ ...question, reason, number, words: text.slice(from, to) })),
    )
  // Hardly ever is there any, and a memory of many long facts takes a while to go through.
  if (rejected.length === 0) return []
  const known = new Set(facts.map(({ quote }) => normalizeText(quote)))
  return rejected
    .filter(({ words }) => !known.has(normalizeText(words)))
    .map(one => (one.reason === 'secret' ? { ...one, words: '' } : one))
}
