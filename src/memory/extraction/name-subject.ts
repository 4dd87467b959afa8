import { withSubject } from '../knowledge/own-words.ts'
import { locateQuote } from '../text/locate-quote.ts'
import { ownTextOf } from '../text/quotes.ts'
import { findAntecedent, hasOpenSubject } from '../text/sentences/open-subject.ts'
import type { MessageId } from '../types.ts'
import type { EvidenceSource } from './evidence.ts'

/** A sentence that can stand by itself, and the messages beside its own that it rests on for that. */
interface NamedSubject {
  readonly text: string
  readonly sources: readonly MessageId[]
}

/**
 * A sentence in the user's own words with whom it tells of before it, where it begins with "she" and the user's words before
 * it name one who can be meant. Undefined where they name nobody or several: by itself it would tell nothing.
 */
export function nameSubject(
  text: string,
  quote: string,
  { turn, otherTurns }: Pick<EvidenceSource, 'turn' | 'otherTurns'>,
): NamedSubject | undefined {
  if (text !== quote || !hasOpenSubject(text)) return { text, sources: [] }
  const begin = locateQuote(quote, turn.text)?.from ?? 0
  const here = ownTextOf(turn.text.slice(0, begin))
  const before = otherTurns.find(other => other.turn.saidAt < turn.saidAt)?.turn
  const subject = findAntecedent([ownTextOf(before?.text ?? ''), here])
  if (subject === undefined) return undefined
  const isNamedBefore = before !== undefined && findAntecedent([here]) === undefined
  return { text: withSubject(subject, text), sources: isNamedBefore ? [before.id] : [] }
}
