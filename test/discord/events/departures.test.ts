import { setImmediate } from 'node:timers/promises'
import { Client, GatewayDispatchEvents, type Guild } from 'discord.js'
import { expect, test } from 'vitest'
import { type DepartureDependencies, DepartureHandler } from '../../../src/discord/events/departures.ts'
import type { DepartedPlace } from '../../../src/memory/ports/departures.ts'
import { silentLogger } from '../../support/silent-logger.ts'

const DAY_MS = 86_400_000

/** A bot in some servers, and what its store is told. */
function botIn(servers: readonly string[]) {
  const client = new Client<true>({ intents: [] })
  for (const id of servers) client.guilds.cache.set(id, { id } as Guild)
  const told: unknown[] = []
  const store = { isAway: false, now: 0, onCall: (): unknown => undefined }
  const tell = async (what: unknown) => {
    if (store.isAway) throw new Error('away')
    told.push(what)
    store.onCall()
  }
  const departures = {
    cancel: (guilds: readonly string[]) => tell(guilds),
    schedule: ({ guild }: DepartedPlace, at: number) => tell({ guild, at }),
    listDue: async () => [],
  }
  const dependencies = { departures, now: () => store.now, log: silentLogger } as unknown as DepartureDependencies
  const handler = new DepartureHandler(client, dependencies)
  return {
    told,
    store,
    joins: (id: string) => client.ws.emit(GatewayDispatchEvents.GuildCreate, { id } as never),
    leaves: (id: string) => client.ws.emit(GatewayDispatchEvents.GuildDelete, { id } as never),
    async sweep() {
      handler.sweep()
      // Nothing of it waits for anything but for this process.
      await setImmediate()
    },
  }
}

const idsOf = (servers: number) => Array.from({ length: servers }, (_, i) => String(i + 1))

test.each([10, 1000])('at the start the store is told once of all %i servers that the bot is in', async servers => {
  const { told, sweep } = botIn(idsOf(servers))

  await sweep()

  expect(told).toEqual([idsOf(servers)])
})

test('and at a new session once of those that it tells of', async () => {
  const { told, joins, sweep } = botIn(idsOf(1000))
  await sweep()

  for (const id of idsOf(1000)) joins(id)
  await sweep()

  expect(told).toEqual([idsOf(1000), idsOf(1000)])
})

test('where the store was away, the 30 days of a server begin when the bot was removed last', async () => {
  const { told, store, joins, leaves, sweep } = botIn(['1'])
  leaves('1')
  await sweep()
  store.isAway = true
  for (const [event, day] of [
    [joins, 10],
    [leaves, 20],
  ] as const) {
    store.now = day * DAY_MS
    event('1')
    await sweep()
  }
  store.isAway = false
  await sweep()

  expect(told).toEqual([['1'], { guild: '1', at: 30 * DAY_MS }, ['1'], { guild: '1', at: 50 * DAY_MS }])
})

test('a server that comes back and is left once more, while the store is told that it is gone, is gone at the end', async () => {
  const { told, store, joins, leaves, sweep } = botIn([])
  for (const id of ['1', '2']) leaves(id)
  store.onCall = () => {
    store.onCall = () => undefined
    joins('2')
    leaves('2')
    joins('1')
  }
  await sweep()
  await sweep()

  const at = 30 * DAY_MS
  expect(told.slice(2)).toEqual([['2', '1'], { guild: '2', at }])
})
