import { describe, expect, test } from 'vitest'
import { RequestBudget } from '../../../src/discord/outgoing/request-budget.ts'

const NOW = 1_800_000_000_000
const SECOND = 1000

/** A bot of 50 requests a second that has so many left. */
const paceWith = (globalRemaining: number, resetIn = 60 * SECOND) =>
  new RequestBudget({ globalRemaining, globalReset: Date.now() + resetIn }, 50)
const told = (remaining: number, resetAfter: number) =>
  new Headers({ 'x-ratelimit-remaining': `${remaining}`, 'x-ratelimit-reset-after': `${resetAfter}` })

describe('a streamed text', () => {
  test('goes when a second has passed since the last in its channel, whoever wrote that', () => {
    const pace = paceWith(50)
    expect(pace.acquireTurn('1', NOW)).toBe(0)
    pace.releaseTurn('1')

    expect(pace.acquireTurn('1', NOW + 400)).toBe(600)
    expect(pace.acquireTurn('2', NOW + 400)).toBe(0)
    expect(pace.acquireTurn('1', NOW + SECOND)).toBe(0)
  })

  test('waits while another of its channel is on its way, however long', () => {
    const pace = paceWith(50)
    pace.acquireTurn('1', NOW)

    expect(pace.acquireTurn('1', NOW + 60 * SECOND)).toBeGreaterThan(0)
    pace.releaseTurn('1')
    expect(pace.acquireTurn('1', NOW + 60 * SECOND)).toBe(0)
  })

  test.each(['POST', 'PATCH'])('leaves the last %s of its channel’s bucket to a final text', method => {
    const pace = paceWith(50)
    const path = method === 'POST' ? '/channels/1/messages' : '/channels/1/messages/22'
    pace.recordRateLimit(method, path, told(1, 3))
    const before = performance.now()

    expect(pace.acquireTurn('1', before)).toBeGreaterThan(2900)
    expect(pace.acquireTurn('2', before)).toBe(0)
    expect(pace.acquireTurn('1', before + 5 * SECOND)).toBe(0)
  })

  test('goes while its bucket holds more than that', () => {
    const pace = paceWith(50)
    pace.recordRateLimit('PATCH', '/channels/1/messages/22', told(2, 3))

    expect(pace.acquireTurn('1')).toBe(0)
  })

  test('is not held back by what is no text of its channel', () => {
    const pace = paceWith(50)
    pace.recordRateLimit('POST', '/channels/1/typing', told(0, 3))
    pace.recordRateLimit('GET', '/channels/1/messages', told(0, 3))
    pace.recordRateLimit('DELETE', '/channels/1/messages/22', told(0, 3))
    pace.recordRateLimit('PATCH', '/channels/1/messages/22', new Headers())

    expect(pace.acquireTurn('1')).toBe(0)
  })
})

describe('when the bot’s requests of this second run low', () => {
  test.each([
    [50, true, true],
    [26, true, true],
    [25, false, true],
    [11, false, true],
    [10, false, false],
    [0, false, false],
  ])('with %i of 50 left: edits %s, typing %s', (left, edits, types) => {
    const pace = paceWith(left)

    expect(pace.acquireTurn('1', NOW) === 0).toBe(edits)
    expect(pace.canSendTyping()).toBe(types)
  })

  test('all may go again when the second is over', () => {
    const pace = paceWith(0, -1)

    expect(pace.acquireTurn('1', NOW)).toBe(0)
    expect(pace.canSendTyping()).toBe(true)
  })

  test('final texts go without asking, and the rest makes room for them', async () => {
    const pace = paceWith(26)
    const sent = Promise.withResolvers<string>()
    const final = pace.sendFinal(() => sent.promise)

    expect(pace.acquireTurn('1', NOW)).toBeGreaterThan(0)
    sent.resolve('there')
    expect(await final).toBe('there')
    expect(pace.acquireTurn('1', NOW)).toBe(0)
  })

  test('a final text that fails makes no room for longer', async () => {
    const pace = paceWith(26)
    await expect(pace.sendFinal(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')

    expect(pace.acquireTurn('1', NOW)).toBe(0)
  })
})
