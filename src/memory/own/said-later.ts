import { firstIdAt } from '../id-times.ts'
import type { MessageId } from '../types.ts'

/** Discord's clock can be ahead of ours. */
const AHEAD_MS = 60_000

/** Tells what nobody can have said by `now`, by its ids and times. */
export function laterThan(now: number): (ids: readonly MessageId[], ...times: readonly number[]) => boolean {
  const latest = now + AHEAD_MS
  const newest = firstIdAt(latest)
  const isLater = (id: MessageId) => (id.length === newest.length ? id > newest : id.length > newest.length)
  return (ids, ...times) => times.some(at => at > latest) || ids.some(isLater)
}
