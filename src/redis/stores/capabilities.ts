import type { Redis } from 'ioredis'
import type { CapabilityStore } from '../../memory/ports/capability-store.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'

const WEEK_SECONDS = 604_800

/** What model servers were found to take, a string each. */
export function redisCapabilityStore(connection: Redis, keys: Keys): CapabilityStore {
  const redis = withMemoryErrors(connection)
  return {
    async readCapabilities(server) {
      return (await redis.get(keys.capabilities(server))) ?? undefined
    },

    async keepCapabilities(server, record) {
      await redis.set(keys.capabilities(server), record, 'EX', WEEK_SECONDS)
    },
  }
}
