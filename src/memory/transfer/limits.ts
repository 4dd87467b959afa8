import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { MAX_CHANGED_RECORDS, type StoredConversation } from '../ports/user-memory-store.ts'
import { compareSnowflakes, firstSnowflakeAt } from '../turns.ts'
import type { Fact, MessageId, Statement } from '../types.ts'
import { type ImportTally, reject } from './report.ts'

/** Of all messages that a file names, with repetitions, it is looked up whose so many are: Redis takes a second for them. */
const MAX_LOOKED_UP_MESSAGES = 500_000
/** At once so many: a few milliseconds. */
const MAX_MESSAGES_PER_CHANGE = 1000

/** How many messages of a file may still be looked up. */
interface LookupBudget {
  left: number
}

export function createLookupBudget(): LookupBudget {
  return { left: MAX_LOOKED_UP_MESSAGES }
}

/** Those things for whose messages there is room, the first ones first. */
export function withinLookupBudget<T>(
  all: readonly T[],
  named: (one: T) => number,
  room: LookupBudget,
  tally: ImportTally,
): readonly T[] {
  const kept = all.filter(one => {
    if (named(one) > room.left) return false
    room.left -= named(one)
    return true
  })
  reject(tally, 'noRoom', all.length - kept.length)
  return kept
}

/** In portions that may be changed at once. */
export function splitIntoChanges<T extends Fact | Statement>(all: readonly T[]): readonly (readonly T[])[] {
  const changes: T[][] = []
  let named = 0
  for (const one of all) {
    const last = changes.at(-1)
    named += countSources(one)
    if (last === undefined || last.length === MAX_CHANGED_RECORDS || named > MAX_MESSAGES_PER_CHANGE) {
      changes.push([one])
      named = countSources(one)
    } else last.push(one)
  }
  return changes
}

export function countSources({ sources }: Fact | Statement): number {
  return sources.length
}

export function countMessages({ turns, segments }: Pick<StoredConversation, 'turns' | 'segments'>): number {
  const shown = turns.reduce((sum, turn) => sum + 1 + (turn.role === 'user' ? 0 : turn.messages.length), 0)
  return segments.reduce((sum, { covers }) => sum + covers.length, shown)
}

/** About 5 ms of work. */
const CHUNK_SIZE = 500

/** Goes through something long without keeping everybody else waiting. */
export async function* inChunks<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const [at, one] of all.entries()) {
    if (at % CHUNK_SIZE === CHUNK_SIZE - 1) await turnOfOthers()
    yield one
  }
}

/** Discord's clock can be ahead of ours. */
const MAX_CLOCK_SKEW_MS = 60_000

/** Tells what nobody can have said by `now`, by its ids and times. */
export function createFutureCheck(now: number): (ids: readonly MessageId[], ...times: readonly number[]) => boolean {
  const latest = now + MAX_CLOCK_SKEW_MS
  const newest = firstSnowflakeAt(latest)
  return (ids, ...times) => times.some(at => at > latest) || ids.some(id => compareSnowflakes(id, newest) > 0)
}
