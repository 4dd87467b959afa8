import { expect, test } from 'vitest'
import { withDates } from '../../../demo/discord-text/dates.ts'

const AT = Date.UTC(2025, 0, 15, 9, 30) / 1000

test.each([
  [`<t:${AT}:D>`, '15 January 2025'],
  [`since <t:${AT}:t>.`, 'since 09:30.'],
  [`<t:${AT}>`, '15 January 2025 at 09:30'],
  [`<t:${AT - 3 * 86_400}:R>`, '3 days ago'],
  [`<t:${AT + 7200}:R>`, 'in 2 hours'],
  ['<t:9999999999999:D> <t:x>', '<t:9999999999999:D> <t:x>'],
])('%s is read as %s', (text, read) => {
  expect(withDates(text, { now: AT * 1000, timeZone: 'UTC' })).toBe(read)
})
