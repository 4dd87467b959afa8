import { type Atom, findNear, hasSense, sensesOf, valuesOf } from './atoms.ts'
import { type DayRange, datePartsOf, monthRange, singleDay } from './calendar.ts'
import { dayNumbers, existing, fullYears, isYear, PART_CONNECTORS, withWeekday, yearsAround } from './date-parts.ts'
import type { Reader, Reading } from './readings.ts'
import type { Sense } from './senses.ts'

/** An abbreviation that fewer languages have is rather a word of another: `out` is October in Portuguese. */
const MIN_LANGUAGES = 4

/** `5 March 2027`, `March 5th`, `12 de junio del próximo año`, `2027年3月5日`, `March`. */
export const readNamedDates: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    if (!hasSense(atom, 'month')) return []
    const [before, behind] = [numbersNear(atoms, at, -1), numbersNear(atoms, at, 1)]
    const yearAt = [...before, ...behind].find(place => isYear(atoms, place))
    const dayAts = dayPlaces(atoms, isHan(atom) ? [] : before, behind)
    const numberAts = yearAt === undefined ? dayAts : [...dayAts, yearAt]
    if (isRatherNoDate(atoms, at, numberAts)) return []
    const relativeAt =
      findNear(atoms, { from: at + 1, step: 1, connectors: PART_CONNECTORS }, isRelativeYear) ??
      findNear(atoms, { from: at - 1, step: -1, connectors: PART_CONNECTORS }, isRelativeYear)
    const years = yearsOf(atoms, yearAt, relativeAt, today)
    const rangesIn = (year: number) => daysOrMonths(atoms, at, dayAts, year)
    const ranges = years === undefined ? yearsAround(today, rangesIn) : existing(years.flatMap(rangesIn))
    const places = [at, ...dayAts, yearAt ?? at, relativeAt ?? at]
    const [from, to] = [Math.min(...places), Math.max(...places)]
    const isSure = years?.length === 1 && ranges.length === 1
    return withWeekday(atoms, { from, to, ranges, ...certaintyOf(atom, isSure, from === to) })
  })

function certaintyOf(month: Atom, isSure: boolean, isAlone: boolean): Omit<Reading, 'from' | 'to' | 'ranges'> {
  return {
    isSure: isSure && month.likeness === 'exact',
    isGuess: month.likeness === 'guessed' || (isAlone && (isRareAbbreviation(month) || month.likeness === 'inflected')),
    isComplete: !isAlone || month.text.length > 3, // `may` and `mar` are more than months
  }
}

/** `来月19日`, `am 5. nächsten Monats`: a day of a month that is told from today. */
export const readDaysOfRelativeMonths: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const months = sensesOf(atom, 'relative').filter(({ unit }) => unit === 'month')
    if (months.length === 0) return []
    const isDay = (day: Atom, place: number) =>
      (day.digits > 0 || isDayMark(atoms[place + 1])) && dayNumbers(atoms, place).length > 0
    const dayAt =
      findNear(atoms, { from: at + 1, step: 1, connectors: 1 }, isDay) ??
      findNear(atoms, { from: at - 1, step: -1, connectors: PART_CONNECTORS }, isDay)
    if (dayAt === undefined) return []
    const { year, month } = datePartsOf(today)
    const days = months.flatMap(({ count }) => {
      const start = datePartsOf(monthRange(year, month + count, 1).from)
      return dayNumbers(atoms, dayAt).map(day => singleDay(start.year, start.month + 1, day))
    })
    const ranges = existing(days)
    const [from, to] = [Math.min(at, dayAt), Math.max(at, dayAt)]
    return withWeekday(atoms, { from, to, ranges, isSure: ranges.length === 1, isGuess: false, isComplete: true })
  })

/** What Chinese and Japanese put behind a day of a month in words: `八号`, `十日`. */
function isDayMark(atom: Atom | undefined): boolean {
  return atom?.isAttached === true && /^[日号號]$/u.test(atom.text)
}

/** Where days are told: before the month rather than behind it, in digits rather than in words, and in those as `second` rather than `two`. */
function dayPlaces(atoms: readonly Atom[], before: readonly number[], behind: readonly number[]): readonly number[] {
  const [daysBefore = [], daysBehind = []] = [before, behind].map(places =>
    places.filter(place => dayNumbers(atoms, place).length > 0),
  )
  const isInDigits = (place: number) => atoms[place]?.digits !== 0
  const isOrdinal = (place: number) => sensesOf(atoms[place], 'number').some(number => number.isOrdinal)
  const kinds = [isInDigits, isOrdinal, () => true]
  const choices = kinds.flatMap(isKind => [daysBefore.filter(isKind), daysBehind.filter(isKind)])
  return choices.find(places => places.length > 0) ?? []
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

/** Whether a month has a day and a year, or a number in digits beside it. */
function isDateWithNumbers(atoms: readonly Atom[], at: number, numberAts: readonly number[]): boolean {
  const isBeside = (place: number) => {
    const between = atoms.slice(Math.min(place, at) + 1, Math.max(place, at))
    return atoms[place]?.digits !== 0 && between.length < 2 && between.every(({ isSign }) => isSign)
  }
  return numberAts.length > 1 || numberAts.some(isBeside)
}

function isRareAbbreviation(month: Atom): boolean {
  return isAbbreviation(month) && languagesOf(month) < MIN_LANGUAGES
}

function isAbbreviation(atom: Atom): boolean {
  return atom.forms.every(({ sense, style }) => sense.kind !== 'month' || style === 'short')
}

/** Chinese and Japanese tell the day behind the month: `一百七十五 一月十八號`. */
function isHan({ text }: Atom): boolean {
  return /^\p{sc=Han}/u.test(text)
}

/** `ago`, and `out` of `out on the 11th`: months of few languages, where no number is right beside them. */
function isRatherNoDate(atoms: readonly Atom[], at: number, numberAts: readonly number[]): boolean {
  const month = atoms[at]
  if (month === undefined) return true
  const isDoubtful = isRatherNoMonth(month) || (numberAts.length > 0 && isRareAbbreviation(month))
  return isDoubtful && !isDateWithNumbers(atoms, at, numberAts)
}

/** `ago` is August in Spanish, and much more often no month. */
function isRatherNoMonth(atom: Atom): boolean {
  const isOther = ({ kind }: Sense) => !['month', 'weekday', 'number'].includes(kind)
  if (hasSense(atom, 'holiday')) return true // `jul`
  return isAbbreviation(atom) && (atom.text.length < 3 || atom.forms.some(({ sense }) => isOther(sense)))
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
    return atoms[yearAt]?.digits === 2 ? fullYears(value, today) : [value]
  }
  if (relativeAt === undefined) return undefined
  const counts = sensesOf(atoms[relativeAt], 'relative').filter(({ unit }) => unit === 'year')
  return counts.map(({ count }) => datePartsOf(today).year + count)
}
