import type { MessageId } from './types.ts'

const DAY_MS = 86_400_000
/** Discord's ids carry their time in all bits but these: https://docs.discord.com/developers/reference#snowflakes */
const OTHER_BITS = 22n
/** The first millisecond of ids. */
const FIRST_MS = 1_420_070_400_000

/** When a message was said, in milliseconds since 1970: what is left of it where its turn has left the log. */
export function timeOf(id: MessageId): number {
  return Number(BigInt(id) >> OTHER_BITS) + FIRST_MS
}

/** The smallest id of a moment, in milliseconds since 1970. */
export function firstIdAt(at: number): MessageId {
  return (BigInt(Math.max(0, at - FIRST_MS)) << OTHER_BITS).toString()
}

/** The smallest id that is kept when `newest` comes in: HISTORY_DAYS before it, so that no clock is asked. */
export function oldestKept(newest: MessageId, historyDays: number): MessageId {
  const oldest = BigInt(newest) - (BigInt(Math.round(historyDays * DAY_MS)) << OTHER_BITS)
  return oldest > 0n ? oldest.toString() : '0'
}
