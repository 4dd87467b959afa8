import { type Atom, atomsOf, findNear, halfOf, isShortWord, sensesOf, valuesOf } from '../atoms.ts'
import type { Reader, Reading } from '../readings.ts'
import type { SenseOf } from '../senses.ts'
import { readingOf, spansOf } from './relative-spans.ts'

/** What is meant by `a week ago`, and by `a few weeks ago`. */
export const ONE = [1]
const A_FEW = [2, 3, 4, 5, 6, 7, 8, 9]

/** `3 weeks ago`, `in zwei Jahren`, `2週間後`; `seit 2,5 Jahren` and `10 days`, which can mean both sides of today. */
export const readCountedUnits: Reader = (atoms, today) =>
  atoms.flatMap((atom, at): readonly Reading[] => {
    const units = sensesOf(atom, 'unit')
    if (units.length === 0) return []
    const counted = countBeside(atoms, at)
    const [first, last] = [Math.min(at, counted?.at ?? at), Math.max(at, counted?.at ?? at, counted?.to ?? at)]
    const directions = directionsBeside(atoms, at, first, last)
    const signs = [...new Set(directions.map(({ sign }) => sign))]
    if (counted === undefined && (signs.length === 0 || isUnreadNumber(atoms[at - 1], units))) return []
    if (signs.length === 0 && isDayOfMonth(atoms, at)) return []
    const ranges = units.flatMap(({ unit, isSingular }) =>
      (signs.length === 1 ? signs : [-1, 1]).flatMap(sign =>
        (counted?.counts ?? (isSingular ? ONE : A_FEW)).flatMap(count => spansOf(unit, sign * count, today)),
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

/** `29日`, `20일`: digits with the sign for a day behind them count no days, but for what tells which way. */
function isDayOfMonth(atoms: readonly Atom[], at: number): boolean {
  return /^[日일]$/u.test(atoms[at]?.text ?? '') && atoms[at]?.isAttached === true && (atoms[at - 1]?.digits ?? 0) > 0
}

/** How many units; several where a word counts differently in two languages. */
interface Count {
  readonly at: number
  /** The last atom, where something belongs to it behind the unit. */
  readonly to?: number
  readonly counts: readonly number[]
  readonly isExact: boolean
}

function countBeside(atoms: readonly Atom[], at: number): Count | undefined {
  const half = halfBefore(atoms, at)
  if (half !== undefined) return half
  const whole = wholeCountBeside(atoms, at)
  const halfAt = [at + 1, at + 2, at + 3].find(place => halfOf(atoms[place]) === 0.5)
  const isBehind = halfAt !== undefined && atoms.slice(at + 1, halfAt).every(atom => atom.text.length <= 3)
  if (!isBehind) return whole
  const isOne = whole === undefined && sensesOf(atoms[at], 'unit').some(({ isSingular }) => isSingular)
  const counts = isOne ? ONE : (whole?.counts ?? [])
  if (counts.length === 0) return whole
  return { at: whole?.at ?? at, to: halfAt, counts: counts.map(count => count + 0.5), isExact: false }
}

/** `pół roku`, `anderthalb Jahren`, `2 i pół roku`. */
function halfBefore(atoms: readonly Atom[], at: number): Count | undefined {
  const half = halfOf(atoms[at - 1])
  if (half === undefined) return undefined
  const numberAt = half === 0.5 ? findNear(atoms, { from: at - 2, step: -1, connectors: 1 }, isCardinal) : undefined
  const counts = numberAt === undefined ? [half] : valuesOf(atoms[numberAt]).map(value => value + half)
  return { at: numberAt ?? at - 1, counts, isExact: false }
}

export function wholeCountBeside(atoms: readonly Atom[], at: number): Count | undefined {
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

export function isCardinal(atom: Atom | undefined): boolean {
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

/** What tells whether a number of units is past or to come, in a language that has that word for the unit. */
export function directionsBeside(atoms: readonly Atom[], unitAt: number, first: number, last: number) {
  const languages = new Set(atoms[unitAt]?.forms.flatMap(form => [...form.languages]))
  return [first - 4, first - 3, first - 2, first - 1, last + 1, last + 2, last + 3].flatMap(at =>
    (atoms[at]?.forms ?? []).flatMap(({ sense, languages: ofDirection }) =>
      sense.kind === 'direction' && (languages.has('') || !languages.isDisjointFrom(ofDirection))
        ? [{ at, sign: sense.sign }]
        : [],
    ),
  )
}
