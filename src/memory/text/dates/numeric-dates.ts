import type { Atom } from './atoms.ts'
import { type DayRange, monthRange, singleDay } from './calendar.ts'
import { existing, fullYears, withWeekday, yearsAround } from './date-parts.ts'
import type { Reader, Reading } from './readings.ts'

/** `2026-11-20`, `20.11.2026`, `11/20/26`, `24.12.`, `3/2027`. */
export const readNumericDates: Reader = (atoms, today) =>
  atoms.flatMap((_, at): readonly Reading[] => {
    const numbers = numbersFrom(atoms, at)
    const [first, second, third] = numbers
    if (first === undefined || second === undefined) return []
    const sign = atoms[at + 1]?.text ?? ''
    const isDotted = sign === '.' && atoms[at + 3]?.text === '.'
    if (third === undefined) {
      const ranges = pairDates([first, second], sign, today)
      const to = at + (isDotted ? 3 : 2)
      const isGuess = sign === '.' && !isDotted // it may be 2.4
      return withWeekday(atoms, { from: at, to, ranges, isSure: false, isGuess, isComplete: true })
    }
    const ranges = tripleDates([first, second, third], sign, today)
    const isSure = ranges.length === 1
    return withWeekday(atoms, { from: at, to: at + 4, ranges, isSure, isGuess: false, isComplete: true })
  })

/** Two or three numbers from a place on, with the same sign between them. */
function numbersFrom(atoms: readonly Atom[], at: number): readonly Atom[] {
  const [first, sign, second, nextSign, third] = atoms.slice(at, at + 5)
  if (!(isNumber(first) && isNumber(second) && isSeparator(sign, second))) return []
  return nextSign?.text === sign?.text && isNumber(third) && isSeparator(nextSign, third)
    ? [first, second, third]
    : [first, second]
}

function isNumber(atom: Atom | undefined): atom is Atom {
  return atom !== undefined && atom.digits > 0
}

function isSeparator(sign: Atom | undefined, next: Atom): boolean {
  return sign?.text === '.' || (sign?.isAttached === true && next.isAttached && /^[/-]$/u.test(sign.text))
}

function tripleDates([a, b, c]: readonly [Atom, Atom, Atom], sign: string, today: number): readonly DayRange[] {
  const [first, second, third] = [Number(a.text), Number(b.text), Number(c.text)]
  if (a.digits === 4) return existing([singleDay(first, second, third)])
  const yearFirst = a.digits === 2 ? fullYears(first, today).map(year => singleDay(year, second, third)) : []
  if (c.digits === 1) return existing(yearFirst)
  if (c.digits !== 4 && c.digits !== 2) return []
  const years = c.digits === 4 ? [third] : fullYears(third, today)
  const dayFirst = years.map(year => singleDay(year, second, first))
  const monthFirst = sign === '.' ? [] : years.map(year => singleDay(year, first, second))
  return existing([...dayFirst, ...monthFirst, ...(c.digits === 2 ? yearFirst : [])])
}

function pairDates([a, b]: readonly [Atom, Atom], sign: string, today: number): readonly DayRange[] {
  const [first, second] = [Number(a.text), Number(b.text)]
  if (a.digits === 4) return b.digits <= 2 ? wholeMonths([first], second - 1) : []
  if (b.digits === 4) return a.digits <= 2 ? wholeMonths([second], first - 1) : []
  if (sign === '-' || a.digits > 2 || b.digits > 2) return []
  const orders =
    sign === '.'
      ? [[first, second]]
      : [
          [first, second],
          [second, first],
        ]
  return orders.flatMap(([day = 0, month = 0]) => yearsAround(today, year => singleDay(year, month, day)))
}

function wholeMonths(years: readonly number[], month: number): readonly DayRange[] {
  return month >= 0 && month < 12 ? years.map(year => monthRange(year, month, 1)) : []
}
