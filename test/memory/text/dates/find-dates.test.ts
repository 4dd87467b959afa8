import { describe, expect, test } from 'vitest'
import { type Atom, atomsOf } from '../../../../src/memory/text/dates/atoms.ts'
import { readDaysOfMonth, readQuarters, readYears } from '../../../../src/memory/text/dates/calendar-spans.ts'
import { confirmDate } from '../../../../src/memory/text/dates/compare-dates.ts'
import { findDates } from '../../../../src/memory/text/dates/find-dates.ts'
import { readDaysOfRelativeMonths, readNamedDates } from '../../../../src/memory/text/dates/named-dates.ts'
import { readNumericDates } from '../../../../src/memory/text/dates/numeric-dates.ts'
import { isInOtherCalendar } from '../../../../src/memory/text/dates/other-calendars.ts'
import { readCountedUnits } from '../../../../src/memory/text/dates/relative/counted-units.ts'
import { readDaysOfWeeks, readWeekdaysInWeeks } from '../../../../src/memory/text/dates/relative/days-of-weeks.ts'
import {
  readModifiedDates,
  readNamedSpans,
  readRelativeDates,
} from '../../../../src/memory/text/dates/relative/relative-dates.ts'
import { fc, runs } from '../../../support/property.ts'
import { waysToSay } from './ways-to-say.ts'

const DAY_MS = 86_400_000
const MONDAY = Date.UTC(2026, 10, 16) / DAY_MS

function confirms(said: string, date: string, today = MONDAY): boolean {
  return confirmDate(date, findDates(said, today))?.date === date || isInOtherCalendar(date, said)
}

describe('ways to say a date', () => {
  test('are many, in many languages', () => {
    expect(waysToSay.length).toBeGreaterThan(250)
    expect(new Set(waysToSay.map(({ language }) => language)).size).toBeGreaterThan(25)
  })

  test('are understood, nearly all of them', () => {
    const missed = waysToSay.filter(({ said, date }) => !confirms(said, date)).map(({ said }) => said)
    expect(missed.length, missed.join(', ')).toBeLessThan(waysToSay.length * 0.03)
  })

  test.each(waysToSay)('$said is not $wrong', ({ said, wrong }) => {
    expect(confirms(said, wrong)).toBe(false)
  })
})

test.each([
  ['without its hyphen', 'il est né avant hier', '2026-11-14'],
  ['beside a word that only may be a month', 'på fredag halv åtta e det julbord', '2026-11-20'],
  ['with its day in Chinese numerals', '来月十日', '2026-12-10'],
  ['as a day that is counted in words', 'we marry on the ninth', '2026-12-09'],
])('a date is understood %s', (_, said, date) => {
  expect(confirms(said, date)).toBe(true)
})

describe('a date as a language writes it', () => {
  const languages =
    'en en-GB de es fr it pt nl pl ru uk cs sk hu ro bg hr sl lt lv et fi sv da nb el tr az ar he hi bn ta te mr gu pa th vi id ms fil sw ja zh zh-Hant ko ca'.split(
      ' ',
    )
  const formats = languages.flatMap(language =>
    (['full', 'long', 'medium', 'short'] as const).map(style => ({
      style,
      format: new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle: style, timeZone: 'UTC' }),
    })),
  )
  const days = fc.integer({ min: Date.UTC(1990, 0) / DAY_MS, max: Date.UTC(2049, 0) / DAY_MS })
  const ago = fc.integer({ min: -10_000, max: 10_000 })
  const isoOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

  test('is that date and, where the month has a name, no other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...formats), days, days, ago, ({ style, format }, day, other, passed) => {
        const today = day + passed
        const said = format.format(day * DAY_MS)
        expect(confirms(said, isoOf(day), today), said).toBe(true)
        // 3/4/05 is the third of April, the fourth of March, and in 2003.
        if (style === 'short' || !/\p{L}{3,}/u.test(said) || other === day) return
        expect(confirms(said, isoOf(other), today), `${said} ${isoOf(other)}`).toBe(false)
        expect(confirms(said, isoOf(day + 1), today), said).toBe(false)
      }),
      runs(400),
    )
  })
})

describe('a text full of dates', () => {
  const readers = Object.entries({
    ...{
      readNumericDates,
      readNamedDates,
      readDaysOfRelativeMonths,
      readQuarters,
      readDaysOfWeeks,
      readWeekdaysInWeeks,
      readCountedUnits,
    },
    ...{ readRelativeDates, readModifiedDates, readNamedSpans, readDaysOfMonth, readYears },
  })
  const bits = ['march 5 ', '1.1.', '5 ', 'next ', '来週', 'in 3 weeks ', 'de de ', '3 de ', 'q1 ', 'a b c d ', "'98 "]
  const cases = bits.flatMap(bit => readers.map(([name, read]) => ({ bit, name, read })))

  test.each(cases)('of $bit takes $name steps as it is long', ({ bit, read }) => {
    const steps = (times: number) => {
      let looks = 0
      const counting = new Proxy<readonly Atom[]>(atomsOf(bit.repeat(times)), {
        get(atoms, key) {
          looks += 1
          return Reflect.get(atoms, key)
        },
      })
      read(counting, MONDAY)
      return looks
    }
    expect(steps(400)).toBeLessThan(steps(200) * 2.2 + 50)
  })

  test('is read no further than a message can be long', () => {
    expect(findDates(`${'no '.repeat(2000)}tomorrow`, MONDAY)).toEqual([])
  })
})
