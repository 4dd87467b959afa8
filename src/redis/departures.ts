import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Departures, Place } from '../memory/ports.ts'
import { digits, type Keys, snowflake } from './keys.ts'
import { runScript } from './scripts.ts'
import { unavailable } from './unavailable.ts'

/** So many places at once: the others come when these are done. */
const MOST_DUE = 100

const strings = z.array(z.string())

/** Places that go, as one sorted set: `<guild>` or `<guild>:<channel>` → when. */
export function redisDepartures(redis: Redis, keys: Keys): Departures {
  async function told<T>(command: string, answer: Promise<T>): Promise<T> {
    return await answer.catch((error: unknown) => {
      throw unavailable(command, error)
    })
  }

  return {
    async plan(place, at) {
      await told('zadd', redis.zadd(keys.leaving, 'LT', Math.round(at), nameOf(place)))
    },

    async cancel(guild) {
      await told('zrem', redis.zrem(keys.leaving, digits(guild)))
    },

    async due() {
      const names = strings.parse(await runScript(redis, 'due', [keys.leaving], [MOST_DUE]))
      const places = names.map(placeNamed)
      // One that is no place must not keep others waiting.
      const broken = names.filter((_, i) => places[i] === undefined)
      if (broken.length > 0) await told('zrem', redis.zrem(keys.leaving, ...broken))
      return places.filter(place => place !== undefined)
    },

    async speakersIn(guild) {
      const users = await told('smembers', redis.smembers(keys.guild(guild)))
      return users.filter(user => snowflake.safeParse(user).success)
    },

    async done(place) {
      const wasPlanned = await told('zrem', redis.zrem(keys.leaving, nameOf(place)))
      // Where the bot is back meanwhile, people speak there again.
      if (wasPlanned === 1 && place.channel === undefined) await told('unlink', redis.unlink(keys.guild(place.guild)))
    },
  }
}

function nameOf({ guild, channel }: Place): string {
  return channel === undefined ? digits(guild) : `${digits(guild)}:${digits(channel)}`
}

function placeNamed(name: string): Place | undefined {
  const [guild, channel, ...more] = name.split(':')
  const place = z.object({ guild: snowflake, channel: snowflake.exactOptional() })
  if (more.length > 0) return undefined
  return place.safeParse({ guild, ...(channel === undefined ? {} : { channel }) }).data
}
