import { neighboursOf } from '../knowledge/fact-context.ts'
import type { LearningInput, MemoryUpdate, NewFact } from '../ports/learning-store.ts'
import { redactSecrets } from '../text/secrets.ts'
import { isAfterCursor, parseTurnName, turnNameOf } from '../turns.ts'
import type { Turn, TurnName } from '../types.ts'

/**
 * The turns of which the context of a fact was made: of those that the model was shown, the nearest on both sides that say
 * something, and the nearest of the user's own, whose words it has. When one of their messages is deleted, the context goes.
 */
export function contextTurnsOf(fact: NewFact, input: LearningInput, update: MemoryUpdate): TurnName[] {
  if (fact.near === '') return []
  const names = new Set(update.shownTurns.map(({ turn }) => turn))
  const shown = input.turns.filter(turn => names.has(turnNameOf(turn)))
  const at = shown.findIndex(turn => turnNameOf(turn) === `q:${fact.sources[0]}`)
  if (at < 0) return []
  const { before, after } = neighboursOf(shown, at)
  const beside = [shown.slice(0, at).findLast(hasText), shown.slice(at + 1).find(hasText), before, after]
  return [...new Set(beside.flatMap(turn => (turn ? [turnNameOf(turn)] : [])))]
}

function hasText({ text }: Turn): boolean {
  return redactSecrets(text).trim() !== ''
}

/** The turns after a cursor, as far as none is missing between them. */
export function turnsAfter({ turns, gapAfter }: LearningInput, cursor: TurnName | undefined): readonly Turn[] {
  const end = gapAfter !== undefined && isAfterCursor(parseTurnName(gapAfter), cursor) ? gapAfter : undefined
  return turns.filter(turn => isAfterCursor(turn, cursor) && (end === undefined || !isAfterCursor(turn, end)))
}
