import type { Redis } from 'ioredis'
import type { ServerSettings } from '../../memory/ports/server-settings.ts'
import { toMemoryUnavailable } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'

/** The channels in which the bot answers everything, and the servers in which nothing is kept: a set each. */
export function redisServerSettings(redis: Redis, keys: Keys): ServerSettings {
  async function setMembership(set: string, id: string, isIn: boolean): Promise<void> {
    const change = isIn ? redis.sadd(set, assertSnowflake(id)) : redis.srem(set, assertSnowflake(id))
    await change.catch((error: unknown) => {
      throw toMemoryUnavailable(isIn ? 'sadd' : 'srem', error)
    })
  }

  return {
    async listenedChannels() {
      const channels = await redis.smembers(keys.listeningChannels).catch((error: unknown) => {
        throw toMemoryUnavailable('smembers', error)
      })
      return new Set(channels)
    },

    async setListened(channel, isOn) {
      await setMembership(keys.listeningChannels, channel, isOn)
    },

    async isMemoryOff(guild) {
      const found = await redis.sismember(keys.memoryOffGuilds, assertSnowflake(guild)).catch((error: unknown) => {
        throw toMemoryUnavailable('sismember', error)
      })
      return found === 1
    },

    async setMemoryOff(guild, isOff) {
      await setMembership(keys.memoryOffGuilds, guild, isOff)
    },
  }
}
