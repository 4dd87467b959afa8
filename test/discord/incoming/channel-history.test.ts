import { EventEmitter } from 'node:events'
import { type Client, Collection, type Message } from 'discord.js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChannelHistory } from '../../../src/discord/incoming/talk/channel-history.ts'

const MINUTE_MS = 60_000

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** A channel of which nothing is held that Discord tells. */
function channelWith(fetch: () => Promise<Collection<string, Message>>) {
  const client = Object.assign(new EventEmitter(), { ws: new EventEmitter(), channels: { cache: new Collection() } })
  const history = new ChannelHistory(client as unknown as Client<true>, { limit: 10, hasMessageContent: true })
  const channel = { messages: { cache: new Collection(), fetch } }
  return { ask: (id: string) => history.load({ id, channel } as unknown as Message<true>) }
}

test.each([
  ['back', -60],
  ['forward', 60],
])(
  'what was said before is fetched once in five minutes, also where the clock is set %s by an hour',
  async (_, minutes) => {
    const fetch = vi.fn(async () => new Collection<string, Message>())
    const { ask } = channelWith(fetch)
    await ask('10')
    vi.setSystemTime(Date.now() + minutes * MINUTE_MS)
    await ask('11')
    const soon = fetch.mock.calls.length
    vi.advanceTimersByTime(5 * MINUTE_MS)
    await ask('12')

    expect([soon, fetch.mock.calls.length]).toEqual([1, 2])
  },
)
