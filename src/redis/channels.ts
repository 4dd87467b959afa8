import type { Redis } from 'ioredis'
import type { ChannelSettings } from '../memory/ports.ts'
import { digits, type Keys } from './keys.ts'
import { unavailable } from './unavailable.ts'

/** The channels in which the bot answers everything, and the servers in which nothing is kept: a set each. */
export function redisChannelSettings(redis: Redis, keys: Keys): ChannelSettings {
  async function put(set: string, id: string, isIn: boolean): Promise<void> {
    const change = isIn ? redis.sadd(set, digits(id)) : redis.srem(set, digits(id))
    await change.catch((error: unknown) => {
      throw unavailable(isIn ? 'sadd' : 'srem', error)
    })
  }

  return {
    async listening() {
      const channels = await redis.smembers(keys.listening).catch((error: unknown) => {
        throw unavailable('smembers', error)
      })
      return new Set(channels)
    },

    async setListening(channel, isOn) {
      await put(keys.listening, channel, isOn)
    },

    async isMemoryOff(guild) {
      const found = await redis.sismember(keys.off, digits(guild)).catch((error: unknown) => {
        throw unavailable('sismember', error)
      })
      return found === 1
    },

    async setMemoryOff(guild, isOff) {
      await put(keys.off, guild, isOff)
    },
  }
}
