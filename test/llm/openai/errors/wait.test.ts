import { expect, test } from 'vitest'
import { waitAskedFor } from '../../../../src/llm/openai/errors/wait.ts'

test.each([
  ['seconds', { headers: { 'retry-after': '2' }, error: {}, wording: '' }, 2000],
  ['milliseconds', { headers: { 'retry-after-ms': '250', 'retry-after': '9' }, error: {}, wording: '' }, 250],
  ['a past date', { headers: { 'retry-after': 'Mon, 01 Jan 2024 00:00:00 GMT' }, error: {}, wording: '' }, 0],
  [
    'a date, by the clock of the server',
    {
      headers: { 'retry-after': 'Mon, 01 Jan 2024 00:00:05 GMT', date: 'Mon, 01 Jan 2024 00:00:00 GMT' },
      error: {},
      wording: '',
    },
    5000,
  ],
  ['a duration', { headers: { 'retry-after': '1m30s' }, error: {}, wording: '' }, 90_000],
  [
    'Google’s field',
    { headers: {}, error: { details: [{ reason: 'x' }, { retryDelay: '34.07s' }] }, wording: '' },
    34_070,
  ],
  ['a number in the error', { headers: {}, error: { retry_after: 1.5 }, wording: '' }, 1500],
  ['words', { headers: {}, error: {}, wording: 'please try again in 1.2s.' }, 1200],
  [
    'minutes and seconds in words',
    { headers: {}, error: {}, wording: 'rate limit reached. try again in 7m12s' },
    432_000,
  ],
  ['milliseconds in words', { headers: {}, error: {}, wording: 'please try again in 20ms' }, 20],
  ['words written out', { headers: {}, error: {}, wording: 'please wait 42323 seconds before retrying' }, 42_323_000],
  ['hours and minutes', { headers: {}, error: {}, wording: 'please retry in 2 hours and 5 minutes' }, 7_500_000],
  ['when an allowance is whole again', { headers: { 'ratelimit-reset': '60' }, error: {}, wording: '' }, 60_000],
  [
    'the allowance that is spent',
    {
      headers: {
        ...{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '7m12s' },
        ...{ 'x-ratelimit-remaining-tokens': '100', 'x-ratelimit-reset-tokens': '24h' },
      },
      error: {},
      wording: '',
    },
    432_000,
  ],
  ['a past second of 1970 and on', { headers: { 'x-ratelimit-reset': '1700000000' }, error: {}, wording: '' }, 0],
  [
    'a past millisecond, in what a provider was told',
    { headers: {}, error: { metadata: { headers: { 'X-RateLimit-Reset': '1700000000000' } } }, wording: '' },
    0,
  ],
  ['seconds in a field of their own', { headers: {}, error: { retryDelay: { seconds: 3 } }, wording: '' }, 3000],
  ['a header in the words', { headers: {}, error: {}, wording: 'too many requests. retry-after: 60' }, 60_000],
  ['a past moment in words', { headers: {}, error: {}, wording: 'try again at 2024-01-01t00:00:00z' }, 0],
  ['nothing', { headers: {}, error: { message: 'in 5s' }, wording: 'limit 100 of 24h' }, undefined],
] as const)('is read from %s', (_, { headers, error, wording }, ms) => {
  expect(waitAskedFor(new Headers(headers), error, wording)).toBe(ms)
})
