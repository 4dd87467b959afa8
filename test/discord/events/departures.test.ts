import { Client, type Guild } from 'discord.js'
import { expect, test } from 'vitest'
import { type DepartureDependencies, DepartureHandler } from '../../../src/discord/events/departures.ts'
import { silentLogger } from '../../support/silent-logger.ts'

test.each([10, 1000])('at the start the store is told once of all %i servers that the bot is in', async servers => {
  const client = new Client<true>({ intents: [] })
  const ids = Array.from({ length: servers }, (_, i) => String(i + 1))
  for (const id of ids) client.guilds.cache.set(id, { id } as Guild)
  const told: (readonly string[])[] = []
  const looked = Promise.withResolvers<void>()
  const departures = {
    cancel: async (guilds: readonly string[]) => void told.push(guilds),
    async listDue() {
      looked.resolve()
      return []
    },
  }
  const dependencies = { departures, now: Date.now, log: silentLogger } as unknown as DepartureDependencies

  new DepartureHandler(client, dependencies).sweep()
  await looked.promise

  expect(told).toEqual([ids])
})
