import { type Atom, atomsOf, findNear, hasSense, isShortWord, sensesOf, valuesOf } from './atoms.ts'
import { type DayRange, datePartsOf, monthRange, weekdayOf } from './calendar.ts'
import { yearsAround } from './date-parts.ts'
import type { Reader, Reading } from './readings.ts'
import type { DateUnit, SenseOf } from './senses.ts'

/** Words between two that belong together at most: `friday of next week`, `la semana que viene`. */
const CONNECTORS = 2

/** What is meant by `a week ago`, and by `a few weeks ago`. */
const ONE = [1]
const A_FEW = [2, 3, 4, 5, 6, 7, 8, 9]

/** `Friday next week`, `来週の金曜日`: a day of the week that is told. */
export const readDaysOfWeeks: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const weeks = sensesOf(atom, 'relative').filter(({ unit }) => unit === 'week')
    if (weeks.length === 0) return []
    const weekdayAt = findBeside(atoms, at, beside => hasSense(besideWordOf(atom, beside), 'weekday'))
    if (weekdayAt === undefined) return []
    const days = weeks.flatMap(({ count }) =>
      sensesOf(atoms[weekdayAt], 'weekday').map(({ weekday }) => singleDay(mondayOf(today) + count * 7 + weekday)),
    )
    return [{ ...readingOf(atoms, [at, weekdayAt], days, days.length === 1), isComplete: true }]
  })

/** `tomorrow`, `last week`, `来年`. */
export const readRelativeDates: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const senses = sensesOf(atom, 'relative')
    if (senses.length === 0) return []
    const before = atoms[at - 1]
    if (isContinued(before, atom)) {
      // `下下周` is the week after the next. Of `大后天` nothing is known.
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
    const named = rangesNamed(besideWordOf(atom, atoms[namedAt]), today)
    const most = hasSense(atoms[namedAt], 'unit') ? 1 : hasSense(atoms[namedAt], 'season') ? 4 : 2
    const ranges = signs.flatMap(sign => selectBySign(named, sign, today).slice(0, most))
    return ranges.length === 0 ? [] : [readingOf(atoms, [at, namedAt], ranges, ranges.length === 1)]
  })

/** `Friday`, `in summer`, `at the weekend`; `la semana que viene`, where a unit is all that is understood. */
export const readNamedSpans: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const ranges = rangesNamed(atom, today)
    if (ranges.length === 0 || hasSense(atom, 'month') || isShortWord(atom)) return []
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

/** `3 weeks ago`, `in zwei Jahren`, `2週間後`; `seit 2,5 Jahren` and `10 days`, which can mean both sides of today. */
export const readCountedUnits: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const units = sensesOf(atom, 'unit')
    if (units.length === 0) return []
    const counted = countBeside(atoms, at)
    const [first, last] = [Math.min(at, counted?.at ?? at), Math.max(at, counted?.at ?? at)]
    const directions = directionsBeside(atoms, at, first, last)
    const signs = [...new Set(directions.map(({ sign }) => sign))]
    if (counted === undefined && (signs.length === 0 || isUnreadNumber(atoms[at - 1], units))) return []
    const ranges = units.flatMap(({ unit, isSingular }) =>
      (signs.length === 1 ? signs : [-1, 1]).flatMap(sign =>
        (counted?.counts ?? (isSingular ? ONE : A_FEW)).map(count => spanOf(unit, sign * count, today)),
      ),
    )
    const isExact = counted?.isExact ?? units.every(({ isSingular }) => isSingular)
    const places = [first, last, ...directions.map(direction => direction.at)]
    const reading = readingOf(atoms, places, ranges, ranges.length === 1 && isExact)
    return [{ ...reading, isGuess: reading.isGuess || !isExact }]
  })

/** `om to uker`: words this short are no numbers to us, and others in most languages. */
function isUnreadNumber(before: Atom | undefined, units: readonly SenseOf<'unit'>[]): boolean {
  return before !== undefined && isShortWord(before) && units.every(({ isSingular }) => !isSingular)
}

/** How many units; several where a word counts differently in two languages. */
interface Count {
  readonly at: number
  readonly counts: readonly number[]
  readonly isExact: boolean
}

function countBeside(atoms: readonly Atom[], at: number): Count | undefined {
  const before = findNear(atoms, { from: at - 1, step: -1, connectors: 1 }, isCardinal)
  // Swahili counts `wiki 3`, and always says which way; `dia 12` is a day of a month.
  const numberAt =
    before ?? (isCardinal(atoms[at + 1]) && directionsBeside(atoms, at, at, at + 1).length > 0 ? at + 1 : undefined)
  if (numberAt !== undefined) {
    const decimal = decimalEndingAt(atoms, numberAt)
    if (decimal !== undefined) return { at: numberAt - 2, counts: [decimal], isExact: true }
    const values = sensesOf(atoms[numberAt], 'number').filter(({ isOrdinal }) => !isOrdinal)
    const counts = [...new Set(values.map(({ value }) => value))]
    return { at: numberAt, counts, isExact: atoms[numberAt]?.likeness !== 'guessed' }
  }
  const halves = compoundHalves(atoms[at - 1])
  return halves.length === 0 ? undefined : { at: at - 1, counts: halves, isExact: false }
}

function isCardinal(atom: Atom | undefined): boolean {
  return sensesOf(atom, 'number').some(({ isOrdinal }) => !isOrdinal)
}

/** `2,5`. */
function decimalEndingAt(atoms: readonly Atom[], at: number): number | undefined {
  const [whole, sign, part] = [atoms[at - 2], atoms[at - 1], atoms[at]]
  const isDecimal =
    whole !== undefined &&
    whole.digits > 0 &&
    part !== undefined &&
    part.digits > 0 &&
    part.isAttached &&
    sign?.isAttached
  return isDecimal && /^[.,]$/u.test(sign.text) ? Number(`${whole.text}.${part.text}`) : undefined
}

/** `zweieinhalb`: a number with a half behind it. */
function compoundHalves(atom: Atom | undefined): readonly number[] {
  if (atom === undefined || atom.isSign || atom.forms.length > 0) return []
  const lengths = Array.from({ length: Math.max(0, Math.min(atom.text.length, 9) - 3) }, (_, at) => at + 4)
  const values = lengths.flatMap(length => wholeNumbersOf(atom.text.slice(0, length)))
  return [...new Set(values)].map(value => value + 0.5)
}

function wholeNumbersOf(word: string): readonly number[] {
  const [first, ...others] = atomsOf(word)
  if (first?.likeness !== 'exact' || others.length > 0) return []
  return sensesOf(first, 'number').flatMap(({ value, isOrdinal }) => (isOrdinal ? [] : [value]))
}

/** A word as it may belong to another: where one of them is short, in the languages of both, as `mo` in `nächsten mo`. */
function besideWordOf(atom: Atom, beside: Atom | undefined): Atom | undefined {
  if (beside === undefined || !(isShortWord(atom) || isShortWord(beside))) return beside
  const languages = languagesOf(atom)
  return { ...beside, forms: beside.forms.filter(form => !languages.isDisjointFrom(form.languages)) }
}

function languagesOf({ forms }: Atom): ReadonlySet<string> {
  return new Set(forms.flatMap(({ languages }) => [...languages]))
}

/** What tells whether a number of units is past or to come, in a language that has that word for the unit. */
function directionsBeside(atoms: readonly Atom[], unitAt: number, first: number, last: number) {
  const languages = new Set(atoms[unitAt]?.forms.flatMap(form => [...form.languages]))
  return [first - 4, first - 3, first - 2, first - 1, last + 1, last + 2, last + 3].flatMap(at =>
    (atoms[at]?.forms ?? []).flatMap(({ sense, languages: ofDirection }) =>
      sense.kind === 'direction' && (languages.has('') || !languages.isDisjointFrom(ofDirection))
        ? [{ at, sign: sense.sign }]
        : [],
    ),
  )
}

/** So many units away. Weeks that are told by their number are often rounded. */
function spanOf(unit: SenseOf<'unit'>['unit'], count: number, today: number): DayRange {
  if (unit === 'fortnight') return spanOf('week', count * 2, today)
  if (unit === 'year' && !Number.isInteger(count)) return yearOf(rangeAway('month', Math.round(count * 12), today))
  const { from, to } = rangeAway(unit, Math.round(count), today)
  if (unit !== 'week') return { from, to }
  const day = today + Math.round(count * 7)
  return { from: Math.min(from, day - 3), to: Math.max(to, day + 3) }
}

function yearOf({ from }: DayRange): DayRange {
  return yearRange(datePartsOf(from).year)
}

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
      return [ahead, ahead - 7, ahead + 7, ahead - 14].map(days => singleDay(today + days))
    }),
    ...sensesOf(atom, 'month').flatMap(({ month }) => yearsAround(today, year => monthRange(year, month, 1))),
    ...sensesOf(atom, 'season').flatMap(({ season }) => yearsAround(today, year => seasonsIn(year, season))),
    ...(hasSense(atom, 'weekend') ? [0, -1, 1].map(weeks => weekend(monday + weeks * 7)) : []),
    ...sensesOf(atom, 'unit').flatMap(({ unit }) => (isTelling(atom, unit) ? unitsAround(unit, today) : [])),
  ]
}

/** By itself `day` says nothing, and a short word may be one of another language. */
function isTelling(atom: Atom | undefined, unit: SenseOf<'unit'>['unit']): unit is DateUnit {
  return unit !== 'day' && unit !== 'fortnight' && /^(?:[a-z]{4,}|\P{ASCII}{2,}|ano|mes)$/u.test(atom?.text ?? '')
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

function findBeside(atoms: readonly Atom[], at: number, isWanted: (atom: Atom) => boolean): number | undefined {
  return (
    findNear(atoms, { from: at + 1, step: 1, connectors: CONNECTORS }, isWanted) ??
    findNear(atoms, { from: at - 1, step: -1, connectors: CONNECTORS }, isWanted)
  )
}

function readingOf(
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

function rangeAway(unit: DateUnit, count: number, today: number): DayRange {
  const { year, month } = datePartsOf(today)
  if (unit === 'month') return monthRange(year, month + count, 1)
  if (unit === 'quarter') return monthRange(year, month - (month % 3) + count * 3, 3)
  if (unit === 'year') return monthRange(year + count, 0, 12)
  if (unit === 'day') return singleDay(today + count)
  const monday = mondayOf(today) + count * 7
  return { from: monday, to: monday + 6 }
}

function mondayOf(today: number): number {
  return today - weekdayOf(today)
}

function singleDay(day: number): DayRange {
  return { from: day, to: day }
}
