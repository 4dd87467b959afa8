import type { UserId } from '../memory/types.ts'

const DAY_MS = 86_400_000
/** Ids beyond it make room for newer ones: then there are more than that, which is all that is to be known. */
const MOST_USERS = 200_000

/** Who spoke to the bot within a day, in this process: ids in memory, of which nothing but their number is told. */
export class ActiveUsers {
  /** Whoever spoke last stands last. */
  readonly #spokeAt = new Map<UserId, number>()

  note(user: UserId, now: number = performance.now()): void {
    this.#spokeAt.delete(user)
    this.#spokeAt.set(user, now)
    for (const [oldest, at] of this.#spokeAt) {
      if (this.#spokeAt.size <= MOST_USERS && now - at <= DAY_MS) return
      this.#spokeAt.delete(oldest)
    }
  }

  /** How many spoke within so many milliseconds, a day at most. */
  count(withinMs: number, now: number = performance.now()): number {
    return this.#spokeAt.values().reduce((count, at) => count + Number(now - at <= withinMs), 0)
  }
}
