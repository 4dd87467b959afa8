import { type Client, Collection } from 'discord.js'
import { expect, test } from 'vitest'
import { purgeCachedMessages } from '../../src/discord/client.ts'

const BOT = '100'

interface Cached {
  readonly by: string
  /** Whose message it replies to, or whose command it answers. */
  readonly repliesTo?: string
  readonly usedBy?: string
}

function clientWith(messages: Readonly<Record<string, Cached>>) {
  const client = { user: { id: BOT }, channels: { cache: new Collection<string, unknown>() } }
  const cache = new Collection(
    Object.entries(messages).map(([id, { by, repliesTo, usedBy }]) => [
      id,
      {
        author: { id: by },
        mentions: { repliedUser: repliesTo === undefined ? null : { id: repliesTo } },
        interactionMetadata: usedBy === undefined ? null : { user: { id: usedBy } },
        client,
      },
    ]),
  )
  client.channels.cache.set('1', { isTextBased: () => true, messages: { cache } })
  client.channels.cache.set('2', { isTextBased: () => false })
  return { client: client as unknown as Client<true>, left: () => [...cache.keys()] }
}

test('what somebody said, and what the bot said to them, goes; what others said stays', () => {
  const { client, left } = clientWith({
    ada: { by: '1' },
    bob: { by: '2' },
    toAda: { by: BOT, repliesTo: '1' },
    toBob: { by: BOT, repliesTo: '2' },
    hers: { by: BOT, usedBy: '1' },
    his: { by: BOT, usedBy: '2' },
    goesOn: { by: BOT },
    bobToAda: { by: '2', repliesTo: '1' },
  })

  purgeCachedMessages(client, '1')

  expect(left()).toEqual(['bob', 'toBob', 'his', 'bobToAda'])
})
