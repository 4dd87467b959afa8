import { type Atom, findNear, sensesOf, valuesOf } from './atoms.ts'
import { datePartsOf, monthRange, singleDay } from './calendar.ts'
import { existing, fullYears, isHour, isYear, PART_CONNECTORS, withWeekday, yearsAround } from './date-parts.ts'
import type { Reader, Reading } from './readings.ts'

/** `Q3 2026`, `3rd quarter`, `第3四半期`. */
export const readQuarters: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const isUnit = sensesOf(atom, 'unit').some(({ unit }) => unit === 'quarter')
    if (!(isUnit || /^[qtk]$/u.test(atom.text))) return []
    const isQuarter = (number: Atom) => number.digits === 1 && Number(number.text) >= 1 && Number(number.text) <= 4
    const isOrdinal = (number: Atom) => sensesOf(number, 'number').some(({ value, isOrdinal: is }) => is && value <= 4)
    const next = atoms[at + 1]
    const behind = next?.isAttached && isQuarter(next) ? at + 1 : undefined
    const before = isUnit
      ? findNear(atoms, { from: at - 1, step: -1, connectors: 2 }, number => isQuarter(number) || isOrdinal(number))
      : undefined
    const numberAt = behind ?? before
    if (numberAt === undefined) return []
    const last = Math.max(at, numberAt)
    const yearAt = findNear(atoms, { from: last + 1, step: 1, connectors: PART_CONNECTORS }, (_, place) =>
      isYear(atoms, place),
    )
    const rangesIn = (year: number) => valuesOf(atoms[numberAt]).map(value => monthRange(year, (value - 1) * 3, 3))
    const [year] = valuesOf(atoms[yearAt ?? -1])
    const ranges = year === undefined ? yearsAround(today, rangesIn) : rangesIn(year)
    return [
      {
        from: Math.min(at, numberAt),
        to: yearAt ?? last,
        ranges,
        isSure: year !== undefined,
        isGuess: false,
        isComplete: true,
      },
    ]
  })

/** `the 5th`, `on the ninth`, `am 15.`, `el 15`, `15日`: of this month or of one beside it. */
export const readDaysOfMonth: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const [value = 0] = atom.digits === 0 ? ordinalsOf(atom) : [Number(atom.text)]
    if (value === 0 || atom.digits > 2 || isHour(atoms, at) || (atom.isAttached && !atoms[at - 1]?.isSign)) return []
    const [before, after, next] = [atoms[at - 1], atoms[at + 1], atoms[at + 2]]
    const isMarked =
      atom.digits > 0 &&
      after?.isAttached === true &&
      (after.isSign ? isOrdinalSign(after, next) : after.text.length <= 3)
    const isLed =
      before !== undefined && !before.isSign && !atom.isAttached && before.digits === 0 && before.text.length <= 3
    if (!(isMarked || isLed)) return []
    const { year, month } = datePartsOf(today)
    const ranges = [-1, 0, 1, 2].map(more => {
      const start = datePartsOf(monthRange(year, month + more, 1).from)
      return singleDay(start.year, start.month + 1, value)
    })
    return withWeekday(atoms, {
      from: at,
      to: at,
      ranges: existing(ranges),
      isSure: false,
      isGuess: !isMarked,
      isComplete: false,
    })
  })

/** A word that counts nothing else: `second` is a time, too, and the first of something is rarely a day. */
function ordinalsOf(atom: Atom): readonly number[] {
  return atom.forms.flatMap(({ sense }) =>
    sense.kind === 'number' && sense.isOrdinal && sense.value > 2 ? [sense.value] : [],
  )
}

/** `15.`, `15º`, `15-го`. */
function isOrdinalSign(sign: Atom, next: Atom | undefined): boolean {
  if (sign.text === '-') return next?.isAttached === true && next.digits === 0 && next.text.length <= 4
  return /^[.º°ª]$/u.test(sign.text) && !(next?.isAttached && next.digits > 0)
}

/** `2019`, `'98`, `1990s`, `90er`. */
export const readYears: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const [value = 0] = valuesOf(atom)
    const after = atoms[at + 1]
    const isDecade = after?.isAttached === true && /^(?:s|er|ern)$/u.test(after.text) && value % 10 === 0
    if (!(isYear(atoms, at) || (isDecade && atom.digits > 1))) return []
    const years = atom.digits === 2 ? fullYears(value, today) : [value]
    const ranges = years.filter(isOurs).map(year => monthRange(year, 0, isDecade ? 120 : 12))
    if (ranges.length === 0) return []
    return [{ from: at, to: at, ranges, isSure: false, isGuess: isDecade, isComplete: true }]
  })

function isOurs(year: number): boolean {
  return year > 1800 && year < 2200
}
