import { Collection, type Message } from 'discord.js'
import { expect, test } from 'vitest'
import { MessageCaches } from '../../src/discord/message-caches.ts'

const BOT = '100'
const MINUTE_MS = 60_000

interface Cached {
  readonly by: string
  /** Whose message it replies to, or whose command it answers. */
  readonly repliesTo?: string
  readonly usedBy?: string
  readonly saidAt?: number
  readonly editedAt?: number
}

function messageOf({ by, repliesTo, usedBy, saidAt = 0, editedAt }: Cached): Message {
  return {
    author: { id: by },
    mentions: { repliedUser: repliesTo === undefined ? null : { id: repliesTo } },
    interactionMetadata: usedBy === undefined ? null : { user: { id: usedBy } },
    createdTimestamp: saidAt,
    editedTimestamp: editedAt ?? null,
    client: { user: { id: BOT } },
  } as unknown as Message
}

test('what somebody said, and what the bot said to them, goes; what others said stays', () => {
  const caches = new MessageCaches()
  const cache = caches.create('server')
  const messages: Record<string, Cached> = {
    ada: { by: '1' },
    bob: { by: '2' },
    toAda: { by: BOT, repliesTo: '1' },
    toBob: { by: BOT, repliesTo: '2' },
    hers: { by: BOT, usedBy: '1' },
    his: { by: BOT, usedBy: '2' },
    goesOn: { by: BOT },
    bobToAda: { by: '2', repliesTo: '1' },
  }
  for (const [id, message] of Object.entries(messages)) cache.set(id, messageOf(message))

  caches.purge('1')

  expect([...cache.keys()]).toEqual(['bob', 'toBob', 'his', 'bobToAda'])
})

test('where nobody speaks to the bot messages stay for minutes, where somebody does and in direct messages for an hour', () => {
  const caches = new MessageCaches()
  const [busy, asked, direct] = [caches.create('server'), caches.create('server'), caches.create('direct')]
  for (const cache of [busy, asked, direct]) {
    cache.set('old', messageOf({ by: '1', saidAt: 0 }))
    cache.set('edited', messageOf({ by: '1', saidAt: 0, editedAt: 54 * MINUTE_MS }))
    cache.set('new', messageOf({ by: '1', saidAt: 56 * MINUTE_MS }))
  }
  asked.noteQuestion(0)

  caches.sweep(59.5 * MINUTE_MS)
  const within = [busy, asked, direct].map(cache => [...cache.keys()])
  caches.sweep(61 * MINUTE_MS)

  expect(within).toEqual([['new'], ['old', 'edited', 'new'], ['old', 'edited', 'new']])
  expect([busy, asked, direct].map(cache => [...cache.keys()])).toEqual([['new'], ['new'], ['edited', 'new']])
})

test('channels of which nothing is held are not looked at', () => {
  const caches = new MessageCaches()
  const channels = Array.from({ length: 1000 }, () => caches.create('server'))
  for (const channel of channels.slice(0, 10)) channel.set('1', messageOf({ by: '1' }))
  const before = caches.size

  caches.sweep(10 * MINUTE_MS)

  expect([before, caches.size]).toEqual([10, 0])
})

test('messages share what they have nothing of; what one has stays with it', () => {
  const cache = new MessageCaches().create('server')
  const holding = (...files: string[]) => ({
    ...messageOf({ by: '1' }),
    attachments: new Collection(files.map(name => [name, { name }])),
    mentions: { users: new Collection(), roles: new Collection([['7', { id: '7' }]]) },
  })
  for (const [id, message] of Object.entries({ 1: holding(), 2: holding('map.png') }))
    cache.set(id, message as unknown as Message)

  const [bare, full] = [cache.get('1'), cache.get('2')]

  expect([bare?.attachments.size, full?.attachments.size]).toEqual([0, 1])
  expect(bare?.attachments).toBe(full?.mentions.users)
  expect(full?.mentions.roles.has('7')).toBe(true)
})
