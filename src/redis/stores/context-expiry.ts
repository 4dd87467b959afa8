import type { Redis } from 'ioredis'
import type { ContextExpiry } from '../../memory/ports/context-expiry.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { type Keys, snowflakeSchema } from '../keys.ts'
import { runExpireContexts } from '../scripts/user-memory/forget.ts'
import { usersWithFacts } from '../users-with-facts.ts'

const DAY_MS = 86_400_000

export interface ContextExpiryDependencies {
  readonly redis: Redis
  readonly keys: Keys
  readonly historyDays: number
  readonly now: () => number
}

/** Contexts expire as conversations do; a part of a hash can't by itself on every server. */
export function redisContextExpiry({ redis, keys, historyDays, now }: ContextExpiryDependencies): ContextExpiry {
  return {
    async run(signal) {
      let contexts = 0
      for await (const user of usersWithFacts(withMemoryErrors(redis), keys)) {
        if (signal?.aborted) break
        if (!snowflakeSchema.safeParse(user).success) continue
        contexts += await runExpireContexts({ redis, keys }, user, now() - historyDays * DAY_MS)
      }
      return contexts
    },
  }
}
