import type { Atom } from './atoms.ts'
import type { DayRange } from './calendar.ts'

/** What some atoms in a row can mean. */
export interface Reading {
  /** The first and the last atom. */
  readonly from: number
  readonly to: number
  /** The likeliest first. */
  readonly ranges: readonly DayRange[]
  /** Whether nothing else can be meant. */
  readonly isSure: boolean
  /** Whether these words may as well mean no date at all, or another one than is read. */
  readonly isGuess: boolean
  /** Whether they mean the same whatever stands beside them: `March 2027` does, `Friday` (before Easter) does not. */
  readonly isComplete: boolean
}

/** Finds what one kind of date in a text can mean for who says it today (a day since 1970). */
export type Reader = (atoms: readonly Atom[], today: number) => readonly Reading[]
