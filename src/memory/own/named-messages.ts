import { type HeldConversation, MOST_CHANGED } from '../own-memory.ts'
import type { Fact, Statement } from '../types.ts'
import { refuse, type Tally } from './tally.ts'

/** Of all messages that a file names, with repetitions, it is looked up whose so many are: Redis takes a second for them. */
const MOST_IN_FILE = 500_000
/** At once so many: a few milliseconds. */
const MOST_AT_ONCE = 1000

/** How many messages of a file may still be looked up. */
interface Room {
  left: number
}

export function emptyRoom(): Room {
  return { left: MOST_IN_FILE }
}

/** Those things for whose messages there is room, the first ones first. */
export function withinRoom<T>(all: readonly T[], named: (one: T) => number, room: Room, tally: Tally): readonly T[] {
  const kept = all.filter(one => {
    if (named(one) > room.left) return false
    room.left -= named(one)
    return true
  })
  refuse(tally, 'noRoom', all.length - kept.length)
  return kept
}

/** In portions that may be changed at once. */
export function inChanges<T extends Fact | Statement>(all: readonly T[]): readonly (readonly T[])[] {
  const changes: T[][] = []
  let named = 0
  for (const one of all) {
    const last = changes.at(-1)
    named += namedBy(one)
    if (last === undefined || last.length === MOST_CHANGED || named > MOST_AT_ONCE) {
      changes.push([one])
      named = namedBy(one)
    } else last.push(one)
  }
  return changes
}

export function namedBy({ sources }: Fact | Statement): number {
  return sources.length
}

export function namedIn({ turns, segments }: Pick<HeldConversation, 'turns' | 'segments'>): number {
  const shown = turns.reduce((sum, turn) => sum + 1 + (turn.role === 'user' ? 0 : turn.messages.length), 0)
  return segments.reduce((sum, { covers }) => sum + covers.length, shown)
}
