import { describe, expect, test } from 'vitest'
import { ConfigError, DiscordConnectionError, errorDetails, MemoryUnavailable, ModelError } from '../src/errors.ts'
import { textsFor } from '../src/locales/locales.ts'

/** Everything that would be logged, as one text. */
const logged = (error: unknown) => JSON.stringify(errorDetails(error))

function failToParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

describe('what may be logged of an error', () => {
  test('of ours: its message and its facts', () => {
    const error = new ModelError('overloaded', { status: 429, requestId: 'req-1' })

    expect(errorDetails(error)).toMatchObject({
      error: 'ModelError',
      message: 'The model gave no whole answer: overloaded.',
      failure: 'overloaded',
      status: 429,
      requestId: 'req-1',
    })
  })

  test('of others: kind, code and place, but not the message, which may quote anything', () => {
    const error = Object.assign(new TypeError('Ada said: plum'), { code: 'ERR_PLUM', status: 418 })

    expect(errorDetails(error)).toMatchObject({ error: 'TypeError', code: 'ERR_PLUM', status: 418 })
    expect(errorDetails(error)['frames']).toContainEqual(expect.stringContaining('errors.test.ts'))
    expect(logged(error)).not.toContain('Ada said')
  })

  test('a message of several lines is left out to its last', () => {
    expect(logged(new Error('plum\n    at plum (plum.ts:1:1)\n  at plum'))).not.toContain('plum')
  })

  test('what an error was made of stays out as well', () => {
    const cause = failToParse('plum')

    expect(cause).toBeInstanceOf(SyntaxError)
    expect(logged(cause)).not.toContain('plum')
    expect(logged(new MemoryUnavailable('Redis is away.', {}, { cause }))).not.toContain('plum')
    expect(logged(new AggregateError([cause], 'plum'))).not.toContain('plum')
  })

  test.for(['plum', undefined, null, { message: 'plum' }])('something thrown that is no error: its type', thrown => {
    expect(errorDetails(thrown)).toEqual({ error: typeof thrown })
  })
})

describe('what a person reads', () => {
  test('a refused token and a refused intent say what to do, another code its number', () => {
    expect(new DiscordConnectionError(4004).message).toMatch(/token.*DISCORD_TOKEN/u)
    expect(new DiscordConnectionError(4014).message).toMatch(/intent.*developer portal/u)
    expect(new DiscordConnectionError(4013).message).toContain('4013')
    expect(new DiscordConnectionError(undefined).message).toContain('can’t be reached')
  })

  test('every failure of the model has one line, and a retry only helps where time does', () => {
    const passing = ['overloaded', 'unreachable', 'slow', 'cut'] as const
    const lasting = ['key', 'quota', 'refused', 'filtered', 'tooLong', 'empty'] as const
    const errors = [...passing, ...lasting].map(failure => new ModelError(failure))

    expect(errors.filter(({ canRetry }) => canRetry).map(({ failure }) => failure)).toEqual(passing)
    for (const { tellUser } of errors) expect(textsFor('en').answers[tellUser]).toMatch(/^[^\n]{20,120}$/u)
  })

  test('an error is known by its own name', () => {
    expect(new ConfigError('DISCORD_TOKEN is missing').name).toBe('ConfigError')
  })
})
