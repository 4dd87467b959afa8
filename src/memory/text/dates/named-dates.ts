import { type Atom, findNear, hasSense, sensesOf, valuesOf } from './atoms.ts'
import { type DayRange, datePartsOf, monthRange, singleDay } from './calendar.ts'
import { dayNumbers, existing, fullYear, isYear, PART_CONNECTORS, withWeekday, yearsAround } from './date-parts.ts'
import type { Reader, Reading } from './readings.ts'

/** An abbreviation that fewer languages have is rather a word of another: `out` is October in Portuguese. */
const MIN_LANGUAGES = 4

/** `5 March 2027`, `March 5th`, `12 de junio del próximo año`, `2027年3月5日`, `March`. */
export const readNamedDates: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    if (!hasSense(atom, 'month')) return []
    const [before, behind] = [numbersNear(atoms, at, -1), numbersNear(atoms, at, 1)]
    const yearAt = [...before, ...behind].find(place => isYear(atoms, place))
    const isDay = (place: number) => dayNumbers(atoms, place).length > 0
    const dayAts = before.some(isDay) ? before.filter(isDay) : behind.filter(isDay)
    if (isRatherNoMonth(atom) && !dayAts.some(place => Math.abs(place - at) === 1)) return []
    const relativeAt = findNear(atoms, { from: at + 1, step: 1, connectors: PART_CONNECTORS }, isRelativeYear)
    const years = yearsOf(atoms, yearAt, relativeAt, today)
    const rangesIn = (year: number) => daysOrMonths(atoms, at, dayAts, year)
    const ranges = years === undefined ? yearsAround(today, rangesIn) : existing(years.flatMap(rangesIn))
    const places = [at, ...dayAts, yearAt ?? at, relativeAt ?? at]
    const [from, to] = [Math.min(...places), Math.max(...places)]
    const isSure = years?.length === 1 && ranges.length === 1
    return withWeekday(atoms, { from, to, ranges, ...certaintyOf(atom, isSure, from === to) })
  })

function certaintyOf(month: Atom, isSure: boolean, isAlone: boolean): Omit<Reading, 'from' | 'to' | 'ranges'> {
  const isRare = isAbbreviation(month) && languagesOf(month) < MIN_LANGUAGES
  return {
    isSure: isSure && month.isExact,
    isGuess: !month.isExact || (isAlone && isRare),
    isComplete: !isAlone || month.text.length > 3, // `may` and `mar` are more than months
  }
}

/** The days or the months of a year that are told with the name of a month. */
function daysOrMonths(
  atoms: readonly Atom[],
  at: number,
  dayAts: readonly number[],
  year: number,
): readonly (DayRange | undefined)[] {
  const months = [...new Set(sensesOf(atoms[at], 'month').map(({ month }) => month))]
  if (dayAts.length === 0) return months.map(month => monthRange(year, month, 1))
  const days = dayAts.flatMap(dayAt => dayNumbers(atoms, dayAt))
  return months.flatMap(month => days.map(day => singleDay(year, month + 1, day)))
}

function isAbbreviation(atom: Atom): boolean {
  return atom.forms.every(({ sense, style }) => sense.kind !== 'month' || style === 'short')
}

/** `ago` is August in Spanish, and much more often no month. */
function isRatherNoMonth(atom: Atom): boolean {
  return isAbbreviation(atom) && (atom.text.length < 3 || atom.forms.some(({ sense }) => sense.kind !== 'month'))
}

/** The places of up to two numbers on one side of a month: a day and a year, or two days with a dash or word between. */
function numbersNear(atoms: readonly Atom[], at: number, step: 1 | -1): readonly number[] {
  const isNumber = (atom: Atom) => hasSense(atom, 'number')
  const first = findNear(atoms, { from: at + step, step, connectors: PART_CONNECTORS }, isNumber)
  if (first === undefined) return []
  const isYearOrDay = (atom: Atom, place: number) =>
    isNumber(atom) && (isYear(atoms, place) || isYear(atoms, first) || Math.abs(place - first) === 2)
  const second = findNear(atoms, { from: first + step, step, connectors: PART_CONNECTORS }, isYearOrDay)
  return second === undefined ? [first] : [first, second]
}

function languagesOf(atom: Atom): number {
  return new Set(atom.forms.flatMap(({ languages }) => [...languages])).size
}

function isRelativeYear(atom: Atom): boolean {
  return sensesOf(atom, 'relative').some(({ unit }) => unit === 'year')
}

function yearsOf(
  atoms: readonly Atom[],
  yearAt: number | undefined,
  relativeAt: number | undefined,
  today: number,
): readonly number[] | undefined {
  if (yearAt !== undefined) {
    const [value = 0] = valuesOf(atoms[yearAt])
    return [atoms[yearAt]?.digits === 2 ? fullYear(value, today) : value]
  }
  if (relativeAt === undefined) return undefined
  const counts = sensesOf(atoms[relativeAt], 'relative').filter(({ unit }) => unit === 'year')
  return counts.map(({ count }) => datePartsOf(today).year + count)
}
