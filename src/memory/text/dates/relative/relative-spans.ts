import { type Atom, findNear, isShortWord } from '../atoms.ts'
import { type DayRange, datePartsOf, monthRange, weekdayOf } from '../calendar.ts'
import type { Reading } from '../readings.ts'
import type { DateUnit, SenseOf } from '../senses.ts'

/** Words between two that belong together at most: `friday of next week`, `la semana que viene`. */
const CONNECTORS = 2

export function findBeside(atoms: readonly Atom[], at: number, isWanted: (atom: Atom) => boolean): number | undefined {
  return (
    findNear(atoms, { from: at + 1, step: 1, connectors: CONNECTORS }, isWanted) ??
    findNear(atoms, { from: at - 1, step: -1, connectors: CONNECTORS }, isWanted)
  )
}

/** A word as it may belong to another: where one of them is short, in the languages of both, as `mo` in `nächsten mo`. */
export function besideWordOf(atom: Atom, beside: Atom | undefined): Atom | undefined {
  if (beside === undefined || !(isShortWord(atom) || isShortWord(beside))) return beside
  const languages = languagesOf(atom)
  return { ...beside, forms: beside.forms.filter(form => !languages.isDisjointFrom(form.languages)) }
}

function languagesOf({ forms }: Atom): ReadonlySet<string> {
  return new Set(forms.flatMap(({ languages }) => [...languages]))
}

export function readingOf(
  atoms: readonly Atom[],
  places: readonly number[],
  ranges: readonly DayRange[],
  isSure: boolean,
): Reading {
  const likenesses = places.map(at => atoms[at]?.likeness)
  const isGuess = likenesses.includes('guessed')
  const [from, to] = [Math.min(...places), Math.max(...places)]
  return {
    from,
    to,
    ranges,
    isSure: isSure && !isGuess && !likenesses.includes('inflected'),
    isGuess,
    isComplete: false,
  }
}

export function rangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { year, month } = datePartsOf(today)
  if (unit === 'month') return monthRange(year, month + count, 1)
  if (unit === 'quarter') return monthRange(year, month - (month % 3) + count * 3, 3)
  if (unit === 'year') return monthRange(year + count, 0, 12)
  if (unit === 'day') return rangeOfDay(today + count)
  const monday = mondayOf(today) + count * 7
  return { from: monday, to: monday + 6 }
}

export function mondayOf(today: number): number {
  return today - weekdayOf(today)
}

export function rangeOfDay(day: number): DayRange {
  return { from: day, to: day }
}

/** So many units away; of half a year more or less one of three months, as nobody counts them. */
export function spansOf(unit: SenseOf<'unit'>['unit'], count: number, today: number): readonly DayRange[] {
  const months = unit === 'halfYear' ? count * 6 : unit === 'year' ? count * 12 : undefined
  if (months === undefined || (unit === 'year' && Number.isInteger(count))) return [spanOf(unit, count, today)]
  return [0, -1, 1].map(more => rangeAway('month', Math.round(months) + more, today))
}

/** So many units away. Weeks that are told by their number are often rounded. */
function spanOf(unit: SenseOf<'unit'>['unit'], count: number, today: number): DayRange {
  if (unit === 'fortnight') return spanOf('week', count * 2, today)
  if (unit === 'halfYear') return spanOf('month', count * 6, today)
  const { from, to } = rangeAway(unit, Math.round(count), today)
  if (unit !== 'week') return { from, to }
  const day = today + Math.round(count * 7)
  return { from: Math.min(from, day - 3), to: Math.max(to, day + 3) }
}
