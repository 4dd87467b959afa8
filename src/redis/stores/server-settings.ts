import type { Redis } from 'ioredis'
import type { ServerSettings } from '../../memory/ports/server-settings.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { DeletionList } from '../deletion-list/deletion-list.ts'
import { assertSnowflake, type Keys } from '../keys.ts'
import { runTurnMemoryOff } from '../scripts/bookkeeping/bookkeeping.ts'

/**
 * The channels in which the bot answers everything, and the servers in which nothing is kept: a set each.
 * @param deletionList told where nothing is to be kept, if that is to stay so where a backup is put back
 */
export function redisServerSettings(connection: Redis, keys: Keys, deletionList?: DeletionList): ServerSettings {
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
      await deletionList?.record({ kind: 'serverMemory', guild, isOff })
      if (isOff) await runTurnMemoryOff({ redis: connection, keys }, guild)
      else await redis.srem(keys.memoryOffGuilds, assertSnowflake(guild))
    },
  }
}
