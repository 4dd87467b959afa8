import { type Atom, findNear, hasSense, isShortWord, sensesOf, valuesOf } from '../atoms.ts'
import { type DayRange, monthRange, weekdayOf } from '../calendar.ts'
import { yearsAround } from '../date-parts.ts'
import { holidayRanges } from '../holidays.ts'
import type { Reader, Reading } from '../readings.ts'
import type { DateUnit, SenseOf } from '../senses.ts'
import { isCardinal } from './counted-units.ts'
import { dayOfModifiedWeek } from './days-of-weeks.ts'
import { besideWordOf, findBeside, mondayOf, rangeAway, rangeOfDay, readingOf } from './relative-spans.ts'

/** `tomorrow`, `last week`, `来年`. */
export const readRelativeDates: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const senses = sensesOf(atom, 'relative')
    if (senses.length === 0) return []
    const before = atoms[at - 1]
    if (isContinued(before, atom)) {
      // `下下周` is the week after the next; what else may go before a phrase is not known.
      const isDoubled = before?.text === atom.text[0]
      const doubled = senses.map(({ unit, count }) => rangeAway(unit, count * 2, today))
      const single = senses.map(({ unit, count }) => rangeAway(unit, count, today))
      return [{ ...readingOf(atoms, [at], isDoubled ? doubled : single, false), isGuess: !isDoubled }]
    }
    const isCounted = senses.some(({ isCountable }) => isCountable) && isCardinal(atoms[at - 1])
    const ranges = isCounted
      ? senses.flatMap(({ unit, count }) => valuesOf(atoms[at - 1]).map(value => rangeAway(unit, count * value, today)))
      : senses.map(({ unit, count }) => rangeAway(unit, count, today))
    const places = isCounted ? [at - 1, at] : [at]
    return [{ ...readingOf(atoms, places, ranges, ranges.length === 1), isComplete: true }]
  })

/** Whether a phrase of Han characters may begin with the one before it. */
function isContinued(before: Atom | undefined, atom: Atom): boolean {
  return atom.isAttached && /^\p{sc=Han}/u.test(atom.text) && /\p{sc=Han}$/u.test(before?.text ?? '')
}

/** `next Friday`, `vendredi prochain`, `letzten März`, `next summer`, `nächstes Wochenende`, `przyszły tydzień`. */
export const readModifiedDates: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const signs = sensesOf(atom, 'modifier').map(({ sign }) => sign)
    if (signs.length === 0) return []
    const isNamed = (beside: Atom) => rangesNamed(besideWordOf(atom, beside), today).length > 0
    const namedAt = findBeside(atoms, at, isNamed)
    if (namedAt === undefined) return []
    if (atoms[at + 1]?.text === atom.text) return [] // `下下周五`
    const inWeek = dayOfModifiedWeek(atoms, at, namedAt, today)
    if (inWeek !== undefined) return [inWeek]
    const named = rangesNamed(besideWordOf(atom, atoms[namedAt]), today)
    const most = hasSense(atoms[namedAt], 'unit') ? 1 : hasSense(atoms[namedAt], 'season') ? 4 : 2
    const ranges = signs.flatMap(sign => selectBySign(named, sign, today).slice(0, most))
    return ranges.length === 0 ? [] : [readingOf(atoms, [at, namedAt], ranges, ranges.length === 1)]
  })

/** `Friday`, `in summer`, `at the weekend`; `la semana que viene`, where a unit is all that is understood. */
export const readNamedSpans: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const ranges = rangesNamed(atom, today)
    const isMonth = hasSense(atom, 'month') && !hasSense(atom, 'holiday')
    if (ranges.length === 0 || isMonth || isShortWord(atom)) return []
    const yearAt = hasSense(atom, 'season')
      ? findNear(atoms, { from: at + 1, step: 1, connectors: 2 }, isYear)
      : undefined
    const year = yearRange(Number(atoms[yearAt ?? at]?.text))
    const seasons = sensesOf(atom, 'season').flatMap(({ season }) =>
      seasonsIn(Number(atoms[yearAt ?? at]?.text), season).map(range => within(range, year)),
    )
    const isUnit = atom.forms.every(({ sense }) => sense.kind === 'unit' || sense.kind === 'number')
    const reading = readingOf(atoms, [at, yearAt ?? at], yearAt === undefined ? ranges : seasons, false)
    return [{ ...reading, isGuess: reading.isGuess || isUnit || atom.text.length < 4 }]
  })

function yearRange(year: number): DayRange {
  return monthRange(year, 0, 12)
}

function within({ from, to }: DayRange, other: DayRange): DayRange {
  return { from: Math.max(from, other.from), to: Math.min(to, other.to) }
}

/** All that a weekday, month, season, weekend or unit can mean around today, the likeliest first. */
function rangesNamed(atom: Atom | undefined, today: number): readonly DayRange[] {
  const monday = mondayOf(today)
  return [
    ...sensesOf(atom, 'weekday').flatMap(({ weekday }) => {
      const ahead = (weekday - weekdayOf(today) + 7) % 7
      return [ahead, ahead - 7, ahead + 7, ahead - 14].map(days => rangeOfDay(today + days))
    }),
    ...sensesOf(atom, 'month').flatMap(({ month }) => yearsAround(today, year => monthRange(year, month, 1))),
    ...sensesOf(atom, 'season').flatMap(({ season }) => yearsAround(today, year => seasonsIn(year, season))),
    ...sensesOf(atom, 'holiday').flatMap(({ holiday }) => yearsAround(today, year => holidayRanges(holiday, year))),
    ...(hasSense(atom, 'weekend') ? [0, -1, 1].map(weeks => weekend(monday + weeks * 7)) : []),
    ...sensesOf(atom, 'unit').flatMap(({ unit }) => (isTelling(atom, unit) ? unitsAround(unit, today) : [])),
  ]
}

/** By itself `day` says nothing, and a short word may be one of another language. */
function isTelling(atom: Atom | undefined, unit: SenseOf<'unit'>['unit']): unit is DateUnit {
  return (
    unit !== 'day' &&
    unit !== 'fortnight' &&
    unit !== 'halfYear' &&
    /^(?:[a-z]{4,}|\P{ASCII}{2,}|ano|mes)$/u.test(atom?.text ?? '')
  )
}

function unitsAround(unit: DateUnit, today: number): readonly DayRange[] {
  return [0, 1, -1, 2, -2].map(count => rangeAway(unit, count, today))
}

/** Those to come or past, the nearest first: `next Friday` is the coming one, or that of next week, as people mean either. */
function selectBySign(ranges: readonly DayRange[], sign: -1 | 0 | 1, today: number): readonly DayRange[] {
  if (sign === 0) return ranges.filter(({ from, to }) => to >= today - 6 && from <= today + 366)
  const isMeant = ({ from, to }: DayRange) => (sign === 1 ? from > today : to < today)
  const distance = ({ from }: DayRange) => Math.abs(from - today)
  return ranges.filter(isMeant).toSorted((a, b) => distance(a) - distance(b))
}

/** In the north; in the south half a year later. */
function seasonsIn(year: number, season: number): readonly DayRange[] {
  return [monthRange(year, 2 + season * 3, 3), monthRange(year, 8 + season * 3, 3), monthRange(year, season * 3 - 4, 3)]
}

function weekend(monday: number): DayRange {
  return { from: monday + 5, to: monday + 6 }
}

function isYear(atom: Atom): boolean {
  return atom.digits === 4
}
