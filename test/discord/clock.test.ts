import { REST } from 'discord.js'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { watchClock } from '../../src/discord/clock.ts'
import { recordingLog } from '../redis/support/local-server.ts'

const HOUR_MS = 3_600_000
const stops: (() => void)[] = []

afterEach(() => {
  vi.restoreAllMocks()
  for (const stop of stops.splice(0)) stop()
})

/** A Discord that lets one request of a bucket through every 50 ms, and tells the time. */
function watched({ globalRequestsPerSecond = 50, onRequest = (_count: number): unknown => undefined } = {}) {
  const trueNow = Date.now
  let sent = 0
  const rest = new REST({
    globalRequestsPerSecond,
    makeRequest: async () => {
      sent += 1
      onRequest(sent)
      return new Response('{}', {
        headers: {
          'content-type': 'application/json',
          date: new Date(trueNow()).toUTCString(),
          'x-ratelimit-limit': '1',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset-after': '0.05',
          'x-ratelimit-bucket': 'messages',
        },
      }) as never
    },
  }).setToken('token')
  const log = recordingLog()
  const clock = watchClock(rest, log)
  stops.push(
    clock.stop,
    () => rest.clearHandlerSweeper(),
    () => rest.clearHashSweeper(),
  )
  return {
    rest,
    log,
    clock,
    sent: () => sent,
    setClock: (ms: number) => vi.spyOn(Date, 'now').mockImplementation(() => trueNow() + ms),
  }
}

describe.each([
  ['back', -HOUR_MS],
  ['forward', HOUR_MS],
])('a clock that is set %s by an hour', (_, jump) => {
  test('holds up no request, neither of a spent bucket nor of a bot that has spent its second', async () => {
    const { rest, log, setClock, sent } = watched({ globalRequestsPerSecond: 2 })
    await rest.post('/channels/1/messages')
    await rest.post('/channels/1/messages')
    setClock(jump)
    await rest.post('/channels/1/messages')
    await rest.post('/channels/2/messages')

    expect(sent()).toBe(4)
    expect(log.lines.flatMap(({ facts }) => ('jumpMs' in facts ? [facts] : []))).toEqual([
      expect.objectContaining({ jumpMs: expect.closeTo(jump, -3) }),
    ])
  })

  test('holds up no request either where it is set while one is on its way, or waits', async () => {
    const set: { clock?: (ms: number) => unknown } = {}
    const { rest, setClock, sent } = watched({ onRequest: count => count === 1 && set.clock?.(jump) })
    set.clock = setClock
    const both = [rest.post('/channels/1/messages'), rest.post('/channels/1/messages')]
    await both[0]
    await rest.post('/channels/1/messages')
    setClock(0)
    await rest.post('/channels/1/messages')
    await both[1]

    expect(sent()).toBe(4)
  })

  test('holds up no request either where it is set just before one that nothing holds up', async () => {
    const { rest, setClock, sent } = watched({ globalRequestsPerSecond: 2 })
    await rest.post('/channels/1/messages')
    setClock(jump)
    for (const channel of [2, 3, 4, 5]) await rest.post(`/channels/${channel}/messages`)

    expect(sent()).toBe(5)
  })

  test('changes nothing about what time it is for Discord', async () => {
    const { rest, clock, setClock } = watched()
    await rest.get('/gateway/bot')
    const before = clock.now()
    setClock(jump)

    expect(clock.now() - before).toBeLessThan(60_000)
    expect(clock.now()).toBeGreaterThanOrEqual(before)
  })
})

test('what Discord told is no other time where it is read late, and is where its clock is another one', async () => {
  const told = { at: Date.parse('2026-05-01T10:00:00Z') }
  const rest = new REST({
    makeRequest: async () =>
      new Response('{}', {
        headers: { 'content-type': 'application/json', date: new Date(told.at).toUTCString() },
      }) as never,
  }).setToken('token')
  const clock = watchClock(rest, recordingLog())
  stops.push(clock.stop)
  const tell = async (ms: number) => {
    told.at += ms
    await rest.get('/gateway/bot')
    return clock.now()
  }
  const first = await tell(0)
  const [late, ahead, behind] = [await tell(-12_000), await tell(24_000), await tell(-120_000)]

  expect(late - first).toBeGreaterThanOrEqual(0)
  expect(late - first).toBeLessThan(10_000)
  expect(ahead).toBeGreaterThanOrEqual(first + 12_000)
  expect(behind).toBeLessThan(first)
})
