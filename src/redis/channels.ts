import type { Redis } from 'ioredis'
import type { ChannelSettings } from '../memory/ports.ts'
import { digits, type Keys } from './keys.ts'
import { unavailable } from './unavailable.ts'

/** The channels in which the bot answers everything, as one set. */
export function redisChannelSettings(redis: Redis, keys: Keys): ChannelSettings {
  return {
    async listening() {
      const channels = await redis.smembers(keys.listening).catch((error: unknown) => {
        throw unavailable('smembers', error)
      })
      return new Set(channels)
    },

    async setListening(channel, isOn) {
      const id = digits(channel)
      const change = isOn ? redis.sadd(keys.listening, id) : redis.srem(keys.listening, id)
      await change.catch((error: unknown) => {
        throw unavailable(isOn ? 'sadd' : 'srem', error)
      })
    },
  }
}
