import { MAX_CHANGED_RECORDS, type StoredConversation } from '../ports/user-memory-store.ts'
import { compareSnowflakes, firstSnowflakeAt } from '../turns.ts'
import type { Fact, MessageId, Statement } from '../types.ts'
import { type ImportTally, reject } from './report.ts'

/** Whose a message is has to be looked up: of so many that a file names, with repetitions, which takes Redis a second. */
const MAX_LOOKED_UP_MESSAGES = 500_000
/** So many in one change, which takes a few milliseconds. */
const MAX_MESSAGES_PER_CHANGE = 1000

/** How many messages of a file may still be looked up. */
interface LookupBudget {
  left: number
}

export function createLookupBudget(): LookupBudget {
  return { left: MAX_LOOKED_UP_MESSAGES }
}

/** The records whose messages can still be looked up, the first ones first; the others are rejected. */
export function withinLookupBudget<T>(
  records: readonly T[],
  messagesIn: (record: T) => number,
  budget: LookupBudget,
  tally: ImportTally,
): readonly T[] {
  const within = records.filter(record => {
    if (messagesIn(record) > budget.left) return false
    budget.left -= messagesIn(record)
    return true
  })
  reject(tally, 'noRoom', records.length - within.length)
  return within
}

/** Records in portions that one change may hold. */
export function splitIntoChanges<T extends Fact | Statement>(records: readonly T[]): readonly (readonly T[])[] {
  const changes: T[][] = []
  let messages = 0
  for (const record of records) {
    const last = changes.at(-1)
    messages += countSources(record)
    if (last === undefined || last.length === MAX_CHANGED_RECORDS || messages > MAX_MESSAGES_PER_CHANGE) {
      changes.push([record])
      messages = countSources(record)
    } else last.push(record)
  }
  return changes
}

export function countSources({ sources }: Fact | Statement): number {
  return sources.length
}

export function countMessages({ turns, segments }: Pick<StoredConversation, 'turns' | 'segments'>): number {
  const inTurns = turns.reduce((sum, turn) => sum + 1 + (turn.role === 'user' ? 0 : turn.messages.length), 0)
  return segments.reduce((sum, { covers }) => sum + covers.length, inTurns)
}

/** Discord's clock can be ahead of ours. */
const MAX_CLOCK_SKEW_MS = 60_000

/** Whether nobody can have said something yet, by the ids and times that it names. */
export type FutureCheck = (ids: readonly MessageId[], ...times: readonly number[]) => boolean

export function createFutureCheck(now: number): FutureCheck {
  const latest = now + MAX_CLOCK_SKEW_MS
  const newest = firstSnowflakeAt(latest)
  return (ids, ...times) => times.some(at => at > latest) || ids.some(id => compareSnowflakes(id, newest) > 0)
}
