import type { Material } from './ports.ts'
import type { Turn, TurnName } from './types.ts'

/** What cursors, segments and lessons call a turn. */
export function nameOf(turn: Turn): TurnName {
  return turn.role === 'user' ? `q:${turn.id}` : `a:${turn.id}`
}

/** Whether a turn stands after a cursor. Ids are compared by length, then as text; an answer follows its question. */
export function isAfter(turn: Pick<Turn, 'id' | 'role'>, cursor: TurnName | undefined): boolean {
  if (cursor === undefined) return true
  const id = cursor.slice(2)
  if (turn.id.length !== id.length) return turn.id.length > id.length
  if (turn.id !== id) return turn.id > id
  return turn.role === 'assistant' && cursor.startsWith('q:')
}

/** The turns after a cursor, as far as none is missing between them. */
export function turnsAfter({ turns, gapAfter }: Material, cursor: TurnName | undefined): readonly Turn[] {
  const end = gapAfter !== undefined && isAfter(turnNamed(gapAfter), cursor) ? gapAfter : undefined
  return turns.filter(turn => isAfter(turn, cursor) && (end === undefined || !isAfter(turn, end)))
}

function turnNamed(name: TurnName): Pick<Turn, 'id' | 'role'> {
  return { id: name.slice(2), role: name.startsWith('q:') ? 'user' : 'assistant' }
}
