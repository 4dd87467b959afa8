import type { Redis } from 'ioredis'
import { KeepsakeError } from '../../../errors.ts'
import type { UserId } from '../../../memory/types.ts'
import type { Keys } from '../../keys.ts'
import type { KnowledgeCache } from '../../knowledge-cache.ts'
import type { VectorFactIndex } from '../../vector-index/fact-index.ts'
import type { CorruptRecord } from '../conversations.ts'

export interface UserMemoryDependencies {
  readonly redis: Redis
  readonly keys: Keys
  readonly index: Pick<VectorFactIndex, 'count' | 'forget'>
  /** Shared with the other sides of the store. */
  readonly known: KnowledgeCache
  readonly historyDays: number
  readonly onProblem: (problem: CorruptRecord) => void
  /** Told whenever something of a user's was taken away: what the process remembers of their words must go as well. */
  readonly onForgotten: (user: UserId) => void
}

/** So many at a time, as one script or one pipeline takes them. */
export function* batchesOf<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size)
}

const DAY_SECONDS = 86_400

/** How long a conversation is kept after its last use. */
export function retentionSeconds({ historyDays }: { readonly historyDays: number }): number {
  return Math.max(1, Math.round(historyDays * DAY_SECONDS))
}

/** More was to be kept at once than Redis may be held up for: the caller is to bring it in parts. */
export class TooLargeError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Something to be put back names what nobody can have said yet. */
export class FutureMessageError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}
