import type { Redis } from 'ioredis'
import type { Keys } from '../keys.ts'

export interface MigrationContext {
  readonly redis: Redis
  readonly keys: Keys
  /** Aborted where the process ends, or another has taken over: looked at between two steps. */
  readonly signal: AbortSignal
}

/** Takes a memory from one schema version to the next. */
export interface Migration {
  /** The schema version that it leads to: one more than that of the migration before. */
  readonly to: number
  /** What it does, for operators. */
  readonly purpose: string
  /**
   * Returns how many records it changed. It is safe to repeat, from the beginning, wherever it was cut off, and while a bot
   * of the version before still writes. Each of its commands takes well under a second. Throws MemoryUnavailable.
   */
  readonly run: (context: MigrationContext) => Promise<number>
}
