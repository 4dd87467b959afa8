import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientOptions } from 'discord.js'
import { errorDetails } from '../errors.ts'
import type { SessionStarts } from '../memory/ports/session-starts.ts'
import type { Logger } from '../observability/logger.ts'

/**
 * In 5 s as many shards may identify as `max_concurrency` says, each under a key of its own
 * (https://docs.discord.com/developers/events/gateway#sharding-max-concurrency); and how much later one may come there than another.
 */
const START_WINDOW_MS = 5500

type BuildThrottler = NonNullable<NonNullable<ClientOptions['ws']>['buildIdentifyThrottler']>

/** Lets each shard wait for its start among all processes of the bot; while the store is away, among those of this one. */
export function throttleStarts(starts: SessionStarts, log: Logger, windowMs = START_WINDOW_MS): BuildThrottler {
  const own = ownStarts()
  async function claim(key: number): Promise<number> {
    try {
      return await starts.claim(key, windowMs)
    } catch (error) {
      log.warn(errorDetails(error), 'a session begins without a look at other processes')
      return await own.claim(key, windowMs)
    }
  }
  return async manager => {
    const { session_start_limit: limit } = await manager.fetchGatewayInformation()
    return {
      // Rejects only where the connection is gone: discord.js takes anything else for a fault.
      async waitForIdentify(shard, signal) {
        for (;;) {
          const wait = await claim(shard % limit.max_concurrency)
          signal.throwIfAborted()
          if (wait === 0) return
          await sleep(wait, undefined, { signal })
        }
      },
    }
  }
}

function ownStarts(): SessionStarts {
  const free = new Map<number, number>()
  return {
    async claim(key, ms) {
      const now = performance.now()
      const wait = (free.get(key) ?? now) - now
      if (wait <= 0) free.set(key, now + ms)
      return Math.max(0, wait)
    },
  }
}
