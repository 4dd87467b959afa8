import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { DepartedPlace, Departures } from '../../memory/ports/departures.ts'
import { toMemoryUnavailable } from '../connection/errors.ts'
import { assertSnowflake, type Keys, snowflakeSchema } from '../keys.ts'
import { runScript } from '../run-script.ts'

/** So many places at once: the others come when these are done. */
const MAX_DUE_PLACES = 100

const strings = z.array(z.string())

/** Places that go, as one sorted set: `<guild>` or `<guild>:<channel>` → when. */
export function redisDepartures(redis: Redis, keys: Keys): Departures {
  async function told<T>(command: string, answer: Promise<T>): Promise<T> {
    return await answer.catch((error: unknown) => {
      throw toMemoryUnavailable(command, error)
    })
  }

  return {
    async schedule(place, at) {
      await told('zadd', redis.zadd(keys.departures, 'LT', Math.round(at), placeName(place)))
    },

    async cancel(guild) {
      await told('zrem', redis.zrem(keys.departures, assertSnowflake(guild)))
    },

    async listDue() {
      const names = strings.parse(await runScript(redis, 'due', [keys.departures], [MAX_DUE_PLACES]))
      const places = names.map(parsePlaceName)
      // One that is no place must not keep others waiting.
      const broken = names.filter((_, i) => places[i] === undefined)
      if (broken.length > 0) await told('zrem', redis.zrem(keys.departures, ...broken))
      return places.filter(place => place !== undefined)
    },

    async listSpeakers(guild) {
      const users = await told('smembers', redis.smembers(keys.guild(guild)))
      return users.filter(user => snowflakeSchema.safeParse(user).success)
    },

    async complete(place) {
      const wasPlanned = await told('zrem', redis.zrem(keys.departures, placeName(place)))
      // Where the bot is back meanwhile, people speak there again.
      if (wasPlanned === 1 && place.channel === undefined) await told('unlink', redis.unlink(keys.guild(place.guild)))
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
