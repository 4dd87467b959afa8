import { type Atom, hasSense, isShortWord, sensesOf, valuesOf } from '../atoms.ts'
import { weekdayOf } from '../calendar.ts'
import type { Reader, Reading } from '../readings.ts'
import { directionsBeside, ONE, wholeCountBeside } from './counted-units.ts'
import { besideWordOf, findBeside, mondayOf, rangeOfDay, readingOf } from './relative-spans.ts'

/** `Friday next week`, `来週の金曜日`: a day of the week that is told. */
export const readDaysOfWeeks: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const weeks = sensesOf(atom, 'relative').filter(({ unit }) => unit === 'week')
    if (weeks.length === 0) return []
    const weekdayAt = findBeside(atoms, at, beside => hasSense(besideWordOf(atom, beside), 'weekday'))
    if (weekdayAt === undefined) return []
    const days = weeks.flatMap(({ count }) =>
      sensesOf(atoms[weekdayAt], 'weekday').map(({ weekday }) => rangeOfDay(mondayOf(today) + count * 7 + weekday)),
    )
    return [{ ...readingOf(atoms, [at, weekdayAt], days, days.length === 1), isComplete: true }]
  })

/** `donnerstag in einer woche`, `через неделю в четверг`, `friday week`; `viernes en ocho`, `samedi en quinze`. */
export const readWeekdaysInWeeks: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const weekdays = sensesOf(atom, 'weekday').map(({ weekday }) => weekday)
    if (weekdays.length === 0 || isShortWord(atom)) return []
    const behind = weeksBehind(atoms, at) ?? weeksCounted(atoms, at)
    if (behind === undefined) return []
    const days = behind.weeks.flatMap(weeks =>
      weekdays.flatMap(weekday => {
        const coming = today + ((weekday - weekdayOf(today) + 7) % 7)
        return [rangeOfDay(coming + weeks * 7), rangeOfDay(mondayOf(today) + weeks * 7 + weekday)]
      }),
    )
    const unique = days.filter(({ from }, place) => days.findIndex(day => day.from === from) === place)
    return [{ ...readingOf(atoms, [at, ...behind.places], unique, unique.length === 1), isComplete: true }]
  })

/** In Spanish and French eight days make a week. */
function weeksBehind(atoms: readonly Atom[], at: number) {
  const [link, number] = [atoms[at + 1], atoms[at + 2]]
  if (link?.text === 'week') return { weeks: ONE, places: [at + 1] }
  if (link?.text !== 'en') return undefined
  const weeks = valuesOf(number).flatMap(value => (value === 8 ? [1] : value === 15 ? [2] : []))
  return weeks.length === 0 ? undefined : { weeks, places: [at + 2] }
}

/** Words between a weekday and the weeks at most: `w czwartek za dwa`. */
const WORDS_TO_WEEKS = 3

function weeksCounted(atoms: readonly Atom[], at: number) {
  const near = [-3, -2, -1, 1, 2, 3, 4].map(step => at + step)
  for (const unitAt of near) {
    const units = sensesOf(atoms[unitAt], 'unit').filter(({ unit }) => unit === 'week')
    if (units.length === 0) continue
    const counted = wholeCountBeside(atoms, unitAt)
    const [first, last] = [Math.min(unitAt, counted?.at ?? unitAt), Math.max(unitAt, counted?.at ?? unitAt)]
    const between = unitAt < at ? atoms.slice(last + 1, at) : atoms.slice(at + 1, first)
    const directions = directionsBeside(atoms, unitAt, first, last)
    const isTold = directions.length > 0 && directions.every(({ sign }) => sign === 1)
    const isNear = between.length < WORDS_TO_WEEKS && between.every(word => !word.isSign)
    if (!(isTold && isNear && (counted !== undefined || units.some(({ isSingular }) => isSingular)))) continue
    const places = [first, last, ...directions.map(direction => direction.at)]
    return { weeks: counted?.counts ?? ONE, places: places.filter(place => atoms[place] !== undefined) }
  }
  return undefined
}

/** Chinese counts weeks: `下周五` is Friday of the next week, whatever day it is, and `下下周五` of the one behind it. */
export function dayOfModifiedWeek(
  atoms: readonly Atom[],
  at: number,
  namedAt: number,
  today: number,
): Reading | undefined {
  const [before, atom, named] = [atoms[at - 1], atoms[at], atoms[namedAt]]
  const weekdays = sensesOf(named, 'weekday')
  if (atom === undefined || weekdays.length === 0 || namedAt < at) return undefined
  if (![atom, named].every(word => /^[\p{sc=Han} ]+$/u.test(word?.text ?? ''))) return undefined
  const isDoubled = before?.text === atom.text && atom.isAttached
  const signs = sensesOf(atom, 'modifier').map(({ sign }) => sign * (isDoubled ? 2 : 1))
  const days = signs.flatMap(weeks => weekdays.map(({ weekday }) => rangeOfDay(mondayOf(today) + weeks * 7 + weekday)))
  return { ...readingOf(atoms, [isDoubled ? at - 1 : at, namedAt], days, days.length === 1), isComplete: true }
}
