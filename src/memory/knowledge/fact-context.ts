import { redactSecrets } from '../text/secrets.ts'
import type { Fact, Turn } from '../types.ts'

/** Characters of a neighbouring turn: enough for what it is about. */
const MAX_CONTEXT_LENGTH = 300

/** The context of a fact's source, for matching only: the turn before and the one after, a line each, without secrets. */
export function contextOfTurns(before: Turn | undefined, after: Turn | undefined): string {
  return `${contextLine(before)}\n${contextLine(after)}`
}

/** What is embedded of a fact: the turn before it, which says what the fact is about, then the fact (docs/decisions/recall.md). */
export function embeddingText(fact: Pick<Fact, 'near' | 'text'>): string {
  const before = fact.near.split('\n', 1)[0] ?? ''
  return before === '' ? fact.text : `${before}\n${fact.text}`
}

function contextLine(turn: Turn | undefined): string {
  if (turn === undefined) return ''
  return redactSecrets(turn.text).replace(/\s+/gu, ' ').trim().slice(0, MAX_CONTEXT_LENGTH).toWellFormed()
}
