import type { Redis } from 'ioredis'
import type { UserId } from '../../memory/types.ts'
import type { OpenFactIndex } from '../index/open-index.ts'
import type { Keys } from '../keys.ts'
import type { KnownCache } from '../known-cache.ts'
import type { StoreProblem } from '../store.ts'

export interface OwnOptions {
  readonly redis: Redis
  readonly keys: Keys
  readonly index: Pick<OpenFactIndex, 'count' | 'forget'>
  /** Shared with the other sides of the store. */
  readonly known: KnownCache
  readonly historyDays: number
  readonly onProblem: (problem: StoreProblem) => void
  /** Told whenever something of a user's was taken away: what the process remembers of their words must go as well. */
  readonly onForgotten: (user: UserId) => void
}
