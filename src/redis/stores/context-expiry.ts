import type { ContextExpiry } from '../../memory/ports/upkeep/context-expiry.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { withLock } from '../connection/lock.ts'
import { type PassDependencies, passOverUsers } from '../everybody/pass.ts'
import { runHoldLock } from '../scripts/bookkeeping/bookkeeping.ts'
import { runExpireContexts } from '../scripts/user-memory/forget.ts'

const DAY_MS = 86_400_000

export interface ContextExpiryDependencies extends PassDependencies {
  readonly historyDays: number
  readonly now: () => number
}

/** Contexts expire as conversations do; a part of a hash can't by itself on every server. */
export function redisContextExpiry(dependencies: ContextExpiryDependencies): ContextExpiry {
  const { redis, keys, historyDays, now } = dependencies

  async function pass(signal: AbortSignal): Promise<number> {
    let contexts = 0
    for await (const users of passOverUsers(dependencies, { name: 'contexts', subject: '' })) {
      for (const user of users) {
        if (signal.aborted) return contexts
        contexts += await runExpireContexts({ redis, keys }, user, now() - historyDays * DAY_MS)
      }
    }
    // Locked for a day, also where the server is full.
    await runHoldLock({ redis }, keys.contextsExpired, '1', DAY_MS)
    return contexts
  }

  return {
    async run(signal = new AbortController().signal) {
      if ((await withMemoryErrors(redis).exists(keys.contextsExpired)) === 1) return 0
      const contexts = await withLock(redis, keys.passLock('contexts'), overtaken =>
        pass(AbortSignal.any([signal, overtaken])),
      )
      return contexts === 'held' ? 0 : contexts
    },
  }
}
