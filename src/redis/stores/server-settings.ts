import type { Redis } from 'ioredis'
import type { ServerSettings } from '../../memory/ports/server-settings.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'
import { runTurnMemoryOff } from '../scripts/bookkeeping/bookkeeping.ts'

/** The channels in which the bot answers everything, and the servers in which nothing is kept: a set each. */
export function redisServerSettings(connection: Redis, keys: Keys): ServerSettings {
  const redis = withMemoryErrors(connection)

  return {
    async listenedChannels() {
      return new Set(await redis.smembers(keys.listeningChannels))
    },

    async setListened(channel, isOn) {
      const id = assertSnowflake(channel)
      await (isOn ? redis.sadd(keys.listeningChannels, id) : redis.srem(keys.listeningChannels, id))
    },

    async isMemoryOff(guild) {
      return (await redis.sismember(keys.memoryOffGuilds, assertSnowflake(guild))) === 1
    },

    async setMemoryOff(guild, isOff) {
      if (isOff) await runTurnMemoryOff({ redis: connection, keys }, guild)
      else await redis.srem(keys.memoryOffGuilds, assertSnowflake(guild))
    },
  }
}
