import type { LearningInput, MemoryUpdate, NewFact } from '../ports/learning-store.ts'
import { redactSecrets } from '../text/secrets.ts'
import { isAfterCursor, parseTurnName, turnNameOf } from '../turns.ts'
import type { Turn, TurnName } from '../types.ts'

/**
 * The turns whose words are in the context of a fact: of those that the model was shown, the nearest on both sides that say
 * something. When one of their messages is deleted, the context goes.
 */
export function contextTurnsOf(fact: NewFact, input: LearningInput, update: MemoryUpdate): TurnName[] {
  if (fact.near === '') return []
  const names = new Set(update.shownTurns.map(({ turn }) => turn))
  const shown = input.turns.filter(turn => names.has(turnNameOf(turn)))
  const at = shown.findIndex(turn => turnNameOf(turn) === `q:${fact.sources[0]}`)
  if (at < 0) return []
  const beside = [shown.slice(0, at).findLast(hasText), shown.slice(at + 1).find(hasText)]
  return beside.flatMap(turn => (turn ? [turnNameOf(turn)] : []))
}

function hasText({ text }: Turn): boolean {
  return redactSecrets(text).trim() !== ''
}

/** The turns after a cursor, as far as none is missing between them. */
export function turnsAfter({ turns, gapAfter }: LearningInput, cursor: TurnName | undefined): readonly Turn[] {
  const end = gapAfter !== undefined && isAfterCursor(parseTurnName(gapAfter), cursor) ? gapAfter : undefined
  return turns.filter(turn => isAfterCursor(turn, cursor) && (end === undefined || !isAfterCursor(turn, end)))
}
