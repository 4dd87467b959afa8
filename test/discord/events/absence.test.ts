import { EventEmitter } from 'node:events'
import { type Client, Collection, Events, Status } from 'discord.js'
import { expect, test, vi } from 'vitest'
import { type AbsenceDependencies, AbsenceHandler } from '../../../src/discord/events/absence.ts'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { Shards } from '../../../src/memory/shards.ts'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const NOW = Date.parse('2026-05-01T10:00:00Z')

test('a look that came to no end is made anew from where it began, though another process has noted since that all was heard', async () => {
  const readAfter: string[] = []
  const direct = {
    lastMessageId: firstSnowflakeAt(NOW),
    messages: {
      async fetch({ after }: { readonly after: string }) {
        readAfter.push(after)
        return new Collection()
      },
    },
  }
  const client = Object.assign(new EventEmitter(), {
    ws: { shards: new Collection([[0, { status: Status.Ready }]]) },
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
    conversations: {
      async findTurns() {
        if (isAway) throw new MemoryUnavailable('out of reach')
        return new Map()
      },
    },
    ...{ discordClock: { now: () => NOW }, log: silentLogger },
  }
  const handler = new AbsenceHandler(client as unknown as Client<true>, dependencies as unknown as AbsenceDependencies)
  const lookUntil = (isMeant: () => boolean) =>
    vi.waitUntil(async () => {
      await handler.look()
      return isMeant()
    })

  await lookUntil(() => readAfter.length === 1)
  ;[heardUntil, isAway] = [NOW - 5000, false]
  await lookUntil(() => isThrough)
  // A later one begins where it was noted.
  client.emit(Events.ShardReady, 0)
  await lookUntil(() => readAfter.length === 3)

  expect(readAfter).toEqual([NOW - 60_000, NOW - 60_000, NOW - 5000].map(firstSnowflakeAt))
})
