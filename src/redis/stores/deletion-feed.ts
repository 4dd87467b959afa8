import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runAnnounceDeletion, runReadDeletions } from '../scripts/user-memory/forget.ts'

/** Every process reads far more often than that. */
const RETENTION_MS = 3_600_000
/** A clock may be set back while a process begins. */
const LEEWAY_MS = 60_000
/** By so much more or less than here has passed for a Redis whose clock was set, or another one that took over. */
const LEAST_JUMP_MS = 1000

/** Something of a user's was removed, so long ago (ms): what they have said since is none of it. 0 where nobody can tell. */
export interface ForeignDeletion {
  readonly user: UserId
  readonly agoMs: number
}

/** How the processes of a bot tell one another whose words they must not keep: a bot, another, the operator's command. */
export function redisDeletionFeed(redis: Redis, keys: Keys) {
  const processId = randomBytes(6).toString('hex')
  const openedAt = performance.now()
  let read: { readonly at: number; readonly told: number } | undefined
  let lastScore = ''
  return {
    /** This process has removed something of a user's. Throws MemoryUnavailable. */
    async announce(user: UserId): Promise<void> {
      await runAnnounceDeletion({ redis, keys }, user, { processId, ms: RETENTION_MS })
    },

    /**
     * Whose things other processes have removed since the last call; at the first since this was opened, as a process that
     * begins has nothing of anybody's but what is said from then on. Throws MemoryUnavailable.
     */
    async readNew(): Promise<readonly ForeignDeletion[]> {
      const ms = Math.min(performance.now() - openedAt + LEEWAY_MS, RETENTION_MS)
      const [told, ...feed] = await runReadDeletions({ redis, keys }, { after: lastScore, ms })
      const now = { at: performance.now(), told: Number(told) }
      const { told: toldBefore, at: before } = read ?? now
      const isKnown = Math.abs(now.told - toldBefore - (now.at - before)) < LEAST_JUMP_MS
      read = now
      lastScore = feed.at(-1) ?? lastScore
      const newest = new Map<UserId, number>()
      for (const [i, name] of feed.entries()) {
        const [user, process] = name.split(':')
        if (i % 2 === 1 || user === undefined || process === processId) continue
        newest.set(user, isKnown ? Math.max(0, now.told - Number(feed[i + 1])) : 0)
      }
      return [...newest].map(([user, agoMs]) => ({ user, agoMs }))
    },
  }
}
