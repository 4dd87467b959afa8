import type { Redis } from 'ioredis'
import type { SessionStarts } from '../../memory/ports/session-starts.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'

/** A key that stands for a while after each start. */
export function redisSessionStarts(connection: Redis, keys: Keys): SessionStarts {
  const redis = withMemoryErrors(connection)
  return {
    async claim(key, ms) {
      const name = keys.sessionStart(key)
      if ((await redis.set(name, '', 'PX', ms, 'NX')) === 'OK') return 0
      // Less than nothing where it has ended meanwhile.
      return Math.max(1, await redis.pttl(name))
    },
  }
}
