import { type Atom, atomsOf, isConnector } from './atoms.ts'
import { readDaysOfMonth, readQuarters, readYears } from './calendar-spans.ts'
import { readDaysOfRelativeMonths, readNamedDates } from './named-dates.ts'
import { readNumericDates } from './numeric-dates.ts'
import type { Reader, Reading } from './readings.ts'
import { readCountedUnits } from './relative/counted-units.ts'
import { readDaysOfWeeks, readWeekdaysInWeeks } from './relative/days-of-weeks.ts'
import { readModifiedDates, readNamedSpans, readRelativeDates } from './relative/relative-dates.ts'
import type { Likeness } from './word-index.ts'

/** A date as words of a text tell it. */
export interface DateMention extends Omit<Reading, 'from' | 'to'> {
  readonly words: string
}

/**
 * In the order in which they look: what one of them has read is not there for the next. What is telling by itself comes first,
 * and in each group the words that are certain: a misspelt word takes nothing away from others.
 */
const readerGroups: readonly (readonly Reader[])[] = [
  [
    ...[readNumericDates, readNamedDates, readDaysOfRelativeMonths, readQuarters, readDaysOfWeeks, readWeekdaysInWeeks],
    ...[readCountedUnits, readRelativeDates, readModifiedDates],
  ],
  [readNamedSpans, readDaysOfMonth, readYears],
]

const LIKENESSES: readonly (readonly Likeness[])[] = [
  ['exact', 'inflected'],
  ['exact', 'inflected', 'guessed'],
]

/** Where something was read: it joins nothing, and means nothing any more. */
const GAP: Atom = { written: '', text: '|', forms: [], digits: 0, isSign: true, likeness: 'exact', isAttached: false }

/** The dates that a text tells, as they are meant by who says it today (a day since 1970): `next Friday`, `3 weeks ago`, `in March`. */
export function findDates(text: string, today: number): readonly DateMention[] {
  return readDates(text, today).mentions
}

/**
 * The dates that a text tells, whether it tells nothing else: no word of it was left over, short ones aside; and whether no
 * word of it is misspelt or cut short.
 */
export function readDates(
  text: string,
  today: number,
): { readonly mentions: readonly DateMention[]; readonly isWhole: boolean; readonly isExact: boolean } {
  const atoms = atomsOf(text)
  const mentions: DateMention[] = []
  let rest = atoms
  for (const readers of readerGroups) {
    for (const { read, likenesses } of LIKENESSES.flatMap(l => readers.map(read => ({ read, likenesses: l })))) {
      const readings = withoutOverlaps(
        read(
          rest.map(atom => meaningOnly(atom, likenesses)),
          today,
        ),
      )
      mentions.push(...readings.map(({ from, to, ...reading }) => ({ words: writtenIn(atoms, from, to), ...reading })))
      if (readings.length > 0) rest = withGaps(rest, readings)
    }
  }
  const isWhole = rest.every(atom => atom === GAP || atom.isSign || isConnector(atom))
  return {
    mentions,
    isWhole,
    isExact: atoms.every(({ forms, likeness }) => forms.length === 0 || likeness !== 'guessed'),
  }
}

function meaningOnly(atom: Atom, likenesses: readonly Likeness[]): Atom {
  return atom.forms.length === 0 || likenesses.includes(atom.likeness) ? atom : { ...atom, forms: [] }
}

function writtenIn(atoms: readonly Atom[], from: number, to: number): string {
  const words = atoms.slice(from, to + 1).map(({ written }) => written)
  return words.join('').trim()
}

function withoutOverlaps(readings: readonly Reading[]): readonly Reading[] {
  const taken = new Set<number>()
  return readings.filter(({ from, to }) => {
    const places = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    if (places.some(at => taken.has(at))) return false
    for (const at of places) taken.add(at)
    return true
  })
}

function withGaps(atoms: readonly Atom[], readings: readonly Reading[]): readonly Atom[] {
  const read = new Set(readings.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)))
  return atoms.map((atom, at) => (read.has(at) ? GAP : atom))
}
