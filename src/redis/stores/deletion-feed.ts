import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runAnnounceDeletion, runReadDeletions } from '../scripts/user-memory/forget.ts'

/** Every process reads far more often than that. */
const RETENTION_MS = 3_600_000
/** A clock may be set back while a process begins. */
const LEEWAY_MS = 60_000

/** How the processes of a bot tell one another whose words they must not keep: a bot, another, the operator's command. */
export function redisDeletionFeed(redis: Redis, keys: Keys) {
  const processId = randomBytes(6).toString('hex')
  const openedAt = performance.now()
  let lastScore = ''
  return {
    /** This process has removed something of a user's. Throws MemoryUnavailable. */
    async announce(user: UserId): Promise<void> {
      await runAnnounceDeletion({ redis, keys }, user, { processId, ms: RETENTION_MS })
    },

    /**
     * Whose things other processes have removed since the last call; at the first since this was opened, as a process that
     * begins has nothing of anybody's. Throws MemoryUnavailable.
     */
    async readNew(): Promise<readonly UserId[]> {
      const ms = Math.min(performance.now() - openedAt + LEEWAY_MS, RETENTION_MS)
      const feed = await runReadDeletions({ redis, keys }, { after: lastScore, ms })
      lastScore = feed.at(-1) ?? lastScore
      const others = feed.filter((name, i) => i % 2 === 0 && !name.endsWith(`:${processId}`))
      return [...new Set(others.map(name => name.split(':')[0] ?? ''))]
    },
  }
}
