import { type Atom, findNear, hasSense, isShortWord, sensesOf, valuesOf } from './atoms.ts'
import { type DayRange, datePartsOf, weekdayOf } from './calendar.ts'
import type { Reading } from './readings.ts'

/** Signs and words between the parts of a date at most: `5 มีนาคม ค.ศ. 2027`. */
export const PART_CONNECTORS = 4

/** Which days of a month a number can be: of `21` one, of a word that counts differently in two languages both. */
export function dayNumbers(atoms: readonly Atom[], at: number): readonly number[] {
  const atom = atoms[at]
  if (atom === undefined || atom.digits > 2 || isYear(atoms, at) || isHour(atoms, at)) return []
  return valuesOf(atom).filter(value => value >= 1 && value <= 31)
}

/** `2027`; `'27` behind an apostrophe. */
export function isYear(atoms: readonly Atom[], at: number): boolean {
  const [value = 0] = valuesOf(atoms[at])
  if (atoms[at]?.digits === 2) return atoms[at - 1]?.text === "'" && atoms[at]?.isAttached === true
  return atoms[at]?.digits === 4 && value > 1800 && value < 2200 // else rather a price
}

/** `7 pm`, `7p`, `19h`, `19 Uhr`. */
function isHourMark(atom: Atom | undefined): boolean {
  return atom !== undefined && (/^(?:[ap]m|uhr)$/u.test(atom.text) || (atom.isAttached && /^[aph]$/u.test(atom.text)))
}

/** `19:30`, `7 pm`. */
export function isHour(atoms: readonly Atom[], at: number): boolean {
  const [before, after, next] = [atoms[at - 1], atoms[at + 1], atoms[at + 2]]
  const isClock = (sign: Atom | undefined, number: Atom | undefined) =>
    sign?.text === ':' && sign.isAttached && (number?.digits ?? 0) > 0
  return isClock(after, next) || isClock(before, atoms[at - 2]) || isHourMark(after)
}

/** A weekday beside a date is no date of its own; where the date leaves a choice, it decides. */
export function withWeekday(atoms: readonly Atom[], reading: Reading): readonly Reading[] {
  const [first] = reading.ranges
  if (first === undefined) return []
  if (first.from !== first.to) return [reading]
  const isWeekday = (atom: Atom, at: number) =>
    hasSense(atom, 'weekday') && (!isShortWord(atom) || (!reading.isGuess && isRightBeside(atoms, at, reading)))
  const before = findNear(atoms, { from: reading.from - 1, step: -1, connectors: PART_CONNECTORS }, isWeekday)
  const at = before ?? findNear(atoms, { from: reading.to + 1, step: 1, connectors: PART_CONNECTORS }, isWeekday)
  if (at === undefined) return [reading]
  const weekdays = sensesOf(atoms[at], 'weekday').map(({ weekday }) => weekday)
  const fitting = reading.ranges.filter(({ from, to }) => from === to && weekdays.includes(weekdayOf(from)))
  if (fitting.length === 0 && reading.isGuess) return []
  const ranges = fitting.length > 0 ? fitting : reading.ranges
  return [{ ...reading, from: Math.min(at, reading.from), to: Math.max(at, reading.to), ranges }]
}

/** `Mo 5.1.`, `(fr) 24.12.`, and not the `st` of `1st`: so short a word is a weekday only where nothing but a sign stands between. */
function isRightBeside(atoms: readonly Atom[], at: number, { from, to }: Reading): boolean {
  const between = at < from ? atoms.slice(at + 1, from) : atoms.slice(to + 1, at)
  return atoms[at]?.isAttached === false && between.every(({ isSign }) => isSign)
}

/** What a year of two digits can be: born in '98, until '30; of centuries those that people live in. */
export function fullYears(twoDigits: number, today: number): readonly number[] {
  const { year } = datePartsOf(today)
  const ofCentury = year - (year % 100) + twoDigits
  return [ofCentury, ofCentury - 100, ofCentury + 100].filter(full => full - year <= 30 && year - full < 95)
}

/** In the last, this or the next year: those that are no more than a year from today. */
export function yearsAround(
  today: number,
  rangesIn: (year: number) => DayRange | undefined | readonly (DayRange | undefined)[],
): readonly DayRange[] {
  const { year } = datePartsOf(today)
  return existing([year - 1, year, year + 1].flatMap(of => rangesIn(of))).filter(
    ({ from, to }) => from <= today + 366 && to >= today - 366,
  )
}

export function existing(ranges: readonly (DayRange | undefined)[]): readonly DayRange[] {
  return ranges.filter(range => range !== undefined)
}
