import { memoizeByObject } from '../memoize.ts'
import { ownTextOf } from '../text/quotes.ts'
import { redactSecrets } from '../text/secrets.ts'
import type { Fact, QuestionTurn, Turn } from '../types.ts'

/** Characters of a neighbouring turn: enough for what it is about. */
const MAX_CONTEXT_LENGTH = 300

/** The turns of a user nearest to one of theirs, before it and after it. */
export interface NeighbouringTurns {
  readonly before: QuestionTurn | undefined
  readonly after: QuestionTurn | undefined
}

/** The user's nearest turns around the turn at a place among others: the bot's words are nobody's memory. */
export function neighboursOf(turns: readonly Turn[], at: number): NeighbouringTurns {
  return {
    before: turns.slice(0, Math.max(0, at)).findLast(hasOwnWords),
    after: at < 0 ? undefined : turns.slice(at + 1).find(hasOwnWords),
  }
}

/**
 * The context of a fact's source, for matching only: what the user said before it and after it, a line each, in words of
 * their own and without secrets.
 */
export function contextOfTurns({ before, after }: NeighbouringTurns): string {
  return `${contextLine(before)}\n${contextLine(after)}`
}

/** What is embedded of a fact: the turn before it, which says what the fact is about, then the fact (docs/decisions/recall.md). */
export function embeddingText(fact: Pick<Fact, 'near' | 'text'>): string {
  const before = fact.near.split('\n', 1)[0] ?? ''
  return before === '' ? fact.text : `${before}\n${fact.text}`
}

function hasOwnWords(turn: Turn): turn is QuestionTurn {
  return turn.role === 'user' && contextWords(turn).trim() !== ''
}

const contextWords = memoizeByObject(({ text }: Pick<Turn, 'text'>) => redactSecrets(ownTextOf(text)))

function contextLine(turn: QuestionTurn | undefined): string {
  if (turn === undefined) return ''
  return contextWords(turn).replace(/\s+/gu, ' ').trim().slice(0, MAX_CONTEXT_LENGTH).toWellFormed()
}
