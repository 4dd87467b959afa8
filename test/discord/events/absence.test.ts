import { EventEmitter } from 'node:events'
import { type Client, Collection, Events, MessageType, PermissionsBitField, Status } from 'discord.js'
import { expect, test, vi } from 'vitest'
import { type AbsenceDependencies, AbsenceHandler } from '../../../src/discord/events/absence.ts'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { Shards } from '../../../src/memory/shards.ts'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const NOW = Date.parse('2026-05-01T10:00:00Z')

test('a look that came to no end is made anew from where it began, though another process has noted since that all was heard', async () => {
  const said = {
    ...{
      id: firstSnowflakeAt(NOW - 30_000),
      author: { id: '1', bot: false, client: { user: { id: '9' } } },
      webhookId: null,
      type: MessageType.Default,
    },
    channel: { isDMBased: () => true },
  }
  const direct = {
    lastMessageId: firstSnowflakeAt(NOW),
    messages: { fetch: vi.fn(async () => new Collection([[said.id, { ...said, client: {} }]])) },
  }
  const found: (readonly string[])[] = []
  const client = Object.assign(new EventEmitter(), {
    ws: Object.assign(new EventEmitter(), { shards: new Collection([[0, { status: Status.Ready }]]) }),
    ...{ options: { shardCount: 1 }, isReady: () => true },
    ...{ channels: { cache: new Collection() }, users: { createDM: async () => direct } },
  })
  let [heardUntil, isAway, isThrough] = [NOW - 60_000, true, false]
  const dependencies = {
    attendance: {
      read: async () => ({ heard: [{ shard: 0, count: 1, until: heardUntil }], directUsers: ['1'] }),
      async noteHeard(_: number, { ids }: Shards) {
        isThrough = ids.length > 0
      },
      noteDirectUsers: async () => undefined,
    },
    memory: { isReady: () => true, isPartlyReady: () => true },
    conversations: {
      async findTurns(messages: readonly string[]) {
        found.push(messages)
        if (isAway) throw new MemoryUnavailable('out of reach')
        return new Map(messages.map(id => [id, 'gone']))
      },
    },
    coordinator: { findOldestInHand: () => Number.POSITIVE_INFINITY },
    ...{ discordClock: { now: () => NOW }, log: silentLogger },
  }
  const handler = new AbsenceHandler(client as unknown as Client<true>, dependencies as unknown as AbsenceDependencies)
  const lookUntil = (isMeant: () => boolean) =>
    vi.waitUntil(async () => {
      await handler.look(true)
      return isMeant()
    })

  await lookUntil(() => found.length === 1)
  ;[heardUntil, isAway] = [NOW - 5000, false]
  await lookUntil(() => isThrough)
  // A later one begins where it was noted.
  client.emit(Events.ShardReady, 0)
  await lookUntil(() => direct.messages.fetch.mock.calls.length === 3)
  await lookUntil(() => isThrough)

  expect(found).toEqual([[said.id], [said.id]])
})

test('a process that could never note what it heard looks from its start on, and notes at once that it has', async () => {
  const noteHeard = vi.fn<AbsenceDependencies['attendance']['noteHeard']>(async () => undefined)
  const fetch = vi.fn(async () => new Collection())
  const channel = {
    ...{ id: '5', guildId: '4', isTextBased: () => true, isDMBased: () => false, messages: { fetch } },
    ...{
      lastMessageId: firstSnowflakeAt(NOW + 60_000),
      permissionsFor: () => new PermissionsBitField(PermissionsBitField.All),
    },
    ...{ guild: { members: { me: {} } }, isThread: () => false },
  }
  const client = Object.assign(new EventEmitter(), {
    ws: Object.assign(new EventEmitter(), { shards: new Collection([[0, { status: Status.Ready }]]) }),
    ...{ options: { shardCount: 1 }, isReady: () => true, channels: { cache: new Collection([['5', channel]]) } },
  })
  const dependencies = {
    attendance: {
      read: async () => ({ heard: [], directUsers: [] }),
      ...{ noteHeard, noteDirectUsers: async () => undefined },
    },
    coordinator: { findOldestInHand: () => NOW },
    ...{ discordClock: { now: () => NOW }, log: silentLogger },
  }
  const handler = new AbsenceHandler(client as unknown as Client<true>, dependencies as unknown as AbsenceDependencies)

  await handler.look(true)
  await vi.waitUntil(() => fetch.mock.calls.length === 1)
  await vi.waitUntil(() => noteHeard.mock.lastCall?.[1].ids.length === 1)
})

test.for([
  ['a minute', 60_000, 60_000],
  ['an hour, as nothing is answered after five minutes', 3_600_000, 300_000],
] as const)('what is heard is noted up to what is in hand since %s', async ([, inHandMs, notedMs]) => {
  const noteHeard = vi.fn<AbsenceDependencies['attendance']['noteHeard']>(async () => undefined)
  const client = Object.assign(new EventEmitter(), {
    ws: Object.assign(new EventEmitter(), { shards: new Collection([[0, { status: Status.Ready }]]) }),
    ...{ options: { shardCount: 1 }, isReady: () => true },
  })
  const dependencies = {
    attendance: {
      read: async () => ({ heard: [], directUsers: [] }),
      noteHeard,
      noteDirectUsers: async () => undefined,
    },
    coordinator: { findOldestInHand: () => NOW - inHandMs },
    ...{ discordClock: { now: () => NOW }, log: silentLogger },
  }
  const handler = new AbsenceHandler(client as unknown as Client<true>, dependencies as unknown as AbsenceDependencies)

  await handler.look(false)
  await handler.look(true)

  expect(noteHeard.mock.calls.map(([at]) => NOW - at)).toEqual([notedMs + 10_000])
})

test('while a connection is away something may have been missed', async () => {
  const shard = { status: Status.Ready }
  const client = Object.assign(new EventEmitter(), {
    ws: Object.assign(new EventEmitter(), { shards: new Collection([[0, shard]]) }),
    ...{ options: { shardCount: 1 }, isReady: () => true, channels: { cache: new Collection() } },
  })
  const dependencies = {
    attendance: {
      read: async () => ({ heard: [], directUsers: [] }),
      ...{ noteHeard: async () => undefined, noteDirectUsers: async () => undefined },
    },
    coordinator: { findOldestInHand: () => NOW },
    ...{ discordClock: { now: () => NOW }, log: silentLogger },
  }
  const handler = new AbsenceHandler(client as unknown as Client<true>, dependencies as unknown as AbsenceDependencies)
  await handler.look(true)

  await vi.waitUntil(() => !handler.isBehind)
  shard.status = Status.Resuming
  expect(handler.isBehind).toBe(true)
})
