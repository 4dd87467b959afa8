import type { Redis } from 'ioredis'
import { z } from 'zod'
import { chunks } from '../../memory/chunks.ts'
import type { DepartedPlace, Departures } from '../../memory/ports/departures.ts'
import { isServedBy } from '../../memory/shards.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'
import { runScheduleDeparture } from '../scripts/bookkeeping/bookkeeping.ts'
import { runListDue } from '../scripts/learning/schedule.ts'
import type { AllCells } from '../scripts/script-context.ts'

/** So many places at once: the others come when these are done. */
const MAX_DUE_PLACES = 100
/** Of all processes, so many are looked through: what others are late with keeps nobody waiting. */
const MAX_LOOKED_THROUGH = 100_000

/** Servers in one command: a fraction of a millisecond of Redis' time. */
const MAX_CANCELLED = 1000

/**
 * Places whose memory is to be deleted, as one sorted set: `<guild>` or `<guild>:<channel>` → when. Who has said something in a
 * server stands in the cell of each of them.
 */
export function redisDepartures(connection: Redis, keys: Keys, allCells?: AllCells): Departures {
  const redis = withMemoryErrors(connection)
  const cells = allCells ?? (async () => [{ redis: connection, keys }])

  return {
    async schedule(place, at) {
      await runScheduleDeparture({ redis: connection, keys }, placeName(place), at)
    },

    async cancel(guilds) {
      const calls = chunks(guilds.map(assertSnowflake), MAX_CANCELLED)
      await Promise.all(calls.map(some => redis.zrem(keys.departures, ...some)))
    },

    async listDue(shards) {
      const due = await runListDue({ redis: connection, keys }, keys.departures, MAX_LOOKED_THROUGH, 0)
      const names = due.filter((_, i) => i % 2 === 0)
      // A member that is no place must not keep others waiting.
      const corrupt = names.filter(name => parsePlaceName(name) === undefined)
      for (const some of chunks(corrupt, MAX_CANCELLED)) await redis.zrem(keys.departures, ...some)
      const places = names.map(parsePlaceName).filter(place => place !== undefined)
      return places.filter(({ guild }) => isServedBy(shards, guild)).slice(0, MAX_DUE_PLACES)
    },

    async listSpeakers(guild) {
      const speakers = (await cells()).map(cell => withMemoryErrors(cell.redis).smembers(cell.keys.guild(guild)))
      const users = new Set((await Promise.all(speakers)).flat())
      return [...users].filter(user => snowflakeSchema.safeParse(user).success)
    },

    async complete(place) {
      const wasPlanned = await redis.zrem(keys.departures, placeName(place))
      // Where the bot has come back meanwhile, people speak there again.
      if (wasPlanned === 0 || place.channel !== undefined) return
      const lists = (await cells()).map(cell => withMemoryErrors(cell.redis).unlink(cell.keys.guild(place.guild)))
      await Promise.all(lists)
    },
  }
}

function placeName({ guild, channel }: DepartedPlace): string {
  return channel === undefined ? assertSnowflake(guild) : `${assertSnowflake(guild)}:${assertSnowflake(channel)}`
}

function parsePlaceName(name: string): DepartedPlace | undefined {
  const [guild, channel, ...more] = name.split(':')
  const place = z.object({ guild: snowflakeSchema, channel: snowflakeSchema.exactOptional() })
  if (more.length > 0) return undefined
  return place.safeParse({ guild, ...(channel === undefined ? {} : { channel }) }).data
}
