import type { Redis } from 'ioredis'
import type { ServerSettings } from '../../memory/ports/server-settings.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'

/** The channels in which the bot answers everything, and the servers in which nothing is kept: a set each. */
export function redisServerSettings(connection: Redis, keys: Keys): ServerSettings {
  const redis = withMemoryErrors(connection)

  async function setMembership(set: string, id: string, isMember: boolean): Promise<void> {
    await (isMember ? redis.sadd(set, assertSnowflake(id)) : redis.srem(set, assertSnowflake(id)))
  }

  return {
    async listenedChannels() {
      return new Set(await redis.smembers(keys.listeningChannels))
    },

    async setListened(channel, isOn) {
      await setMembership(keys.listeningChannels, channel, isOn)
    },

    async isMemoryOff(guild) {
      return (await redis.sismember(keys.memoryOffGuilds, assertSnowflake(guild))) === 1
    },

    async setMemoryOff(guild, isOff) {
      await setMembership(keys.memoryOffGuilds, guild, isOff)
    },
  }
}
