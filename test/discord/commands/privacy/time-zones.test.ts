import { describe, expect, test } from 'vitest'
import {
  clockTimeIn,
  parseTimeZone,
  timeZoneChoices,
  utcOffsetOf,
} from '../../../../src/discord/commands/privacy/time-zones.ts'

const NOON = Date.UTC(2026, 0, 15, 12)

describe('the time zone that somebody means', () => {
  test.for([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['  europe/berlin ', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Kolkata', 'Asia/Kolkata'],
    ['Calcutta', 'Asia/Kolkata'],
    ['utc', 'UTC'],
    ['UTC+2', '+02:00'],
    ['+5:30', '+05:30'],
    ['gmt −3', '-03:00'],
    ['＋９', '+09:00'],
  ] as const)('%s is %s', ([typed, zone]) => {
    expect(parseTimeZone(typed)).toBe(zone)
    expect(clockTimeIn(zone, NOON)).toMatch(/^\d\d:\d\d$/u)
  })

  test.for(['', ' ', 'Atlantis', '+15', '+99:99', '2', 'Europe', '../../etc', '<script>', 'x'.repeat(1000), '/'])(
    'is unknown: %s',
    typed => expect(parseTimeZone(typed)).toBeUndefined(),
  )
})

test('the menu has 25 zones at most, each once, whatever is chosen', () => {
  for (const chosen of [undefined, 'UTC', 'Asia/Kathmandu', '+05:45']) {
    const zones = timeZoneChoices(chosen)
    expect(zones.length).toBeLessThanOrEqual(25)
    expect(new Set(zones).size).toBe(zones.length)
    expect(chosen === undefined || zones.includes(chosen)).toBe(true)
    for (const zone of zones) expect(utcOffsetOf(zone, NOON)).toMatch(/^(?:GMT|UTC)/u)
  }
})
