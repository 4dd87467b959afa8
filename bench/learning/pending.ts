import type { Redis } from 'ioredis'

/** The times of a talk are whole seconds. */
const SECOND_MS = 1000

/**
 * When a user is due, on the virtual clock of a talk. The store's scripts read the clock of Redis, which nobody can set:
 * so what stands under `pending` is moved to that clock while something is said, and back to the virtual one afterwards.
 */
export interface Pending {
  dueAt(): Promise<number | undefined>
  /** Lets something be said at a time of the virtual clock: the store's own rules decide when the user is due then. */
  during<Result>(now: number, say: () => Promise<Result>): Promise<Result>
}

export function pendingOf(redis: Redis, key: string, user: string): Pending {
  async function dueAt(): Promise<number | undefined> {
    const due = await redis.zscore(key, user)
    return due === null ? undefined : Number(due)
  }

  async function move(ms: number, step = 1): Promise<void> {
    const due = await dueAt()
    if (due !== undefined) await redis.zadd(key, Math.floor((due + ms) / step) * step, user)
  }

  return {
    dueAt,
    async during(now, say) {
      const [seconds, micros] = await redis.time()
      const ahead = Number(seconds) * SECOND_MS + Math.floor(Number(micros) / 1000) - now
      await move(ahead)
      const said = await say()
      await move(-ahead, SECOND_MS) // without the milliseconds that Redis went on meanwhile
      return said
    },
  }
}
