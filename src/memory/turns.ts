import type { MessageId, Turn, TurnName } from './types.ts'

/** What cursors, summaries and updates call a turn. */
export function turnNameOf(turn: Turn): TurnName {
  return turn.role === 'user' ? `q:${turn.id}` : `a:${turn.id}`
}

/** Orders Discord's ids by their time, the earlier first: they grow, and are too large for JavaScript's numbers. */
export function compareSnowflakes(one: string, other: string): number {
  return one.length - other.length || Number(one > other) - Number(one < other)
}

/** Whether a turn stands after a cursor; an answer follows its question. */
export function isAfterCursor(turn: Pick<Turn, 'id' | 'role'>, cursor: TurnName | undefined): boolean {
  if (cursor === undefined) return true
  const id = cursor.slice(2)
  const order = compareSnowflakes(turn.id, id)
  return order > 0 || (order === 0 && turn.role === 'assistant' && cursor.startsWith('q:'))
}

export function parseTurnName(name: TurnName): Pick<Turn, 'id' | 'role'> {
  return { id: name.slice(2), role: name.startsWith('q:') ? 'user' : 'assistant' }
}

const DAY_MS = 86_400_000
/** Discord's ids carry their time in all bits but these: https://docs.discord.com/developers/reference#snowflakes */
const TIMESTAMP_SHIFT = 22n
/** The first millisecond of ids. */
const DISCORD_EPOCH_MS = 1_420_070_400_000

/** When a message was said, in milliseconds since 1970: what is left of it where its turn has left the log. */
export function snowflakeTime(id: MessageId): number {
  return Number(BigInt(id) >> TIMESTAMP_SHIFT) + DISCORD_EPOCH_MS
}

/** The smallest id of a moment, in milliseconds since 1970; parts of a millisecond no id knows. */
export function firstSnowflakeAt(at: number): MessageId {
  return (BigInt(Math.max(0, Math.floor(at) - DISCORD_EPOCH_MS)) << TIMESTAMP_SHIFT).toString()
}

/** The smallest id that is kept when `newest` comes in: HISTORY_DAYS before it, so that no clock is asked. */
export function oldestRetainedSnowflake(newest: MessageId, historyDays: number): MessageId {
  const oldest = BigInt(newest) - (BigInt(Math.round(historyDays * DAY_MS)) << TIMESTAMP_SHIFT)
  return oldest > 0n ? oldest.toString() : '0'
}
