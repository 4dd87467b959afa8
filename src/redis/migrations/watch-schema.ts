import type { Redis } from 'ioredis'
import { ConfigError, errorDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Preparation } from '../connection/client.ts'
import type { Keys } from '../keys.ts'
import { migrateMemory } from './migrate-memory.ts'

/** A newer Keepsake can be started, or a backup restored, while this one runs. */
const LOOK_INTERVAL_MS = 10_000

export interface SchemaDependencies {
  readonly keys: Keys
  readonly log: Logger
  readonly onRefusal: (error: ConfigError) => void
  /** Run before anything is written there, and now and then. Rejects as `settle` does. */
  readonly check: (redis: Redis) => Promise<void>
  /**
   * Run once the memory has the schema, before it is used, and now and then. Rejects with ConfigError where it can't be used
   * for another reason, or MemoryUnavailable.
   */
  readonly settle: (redis: Redis, isFirst: boolean) => Promise<void>
}

/** Keeps the memory whole, and at the schema version of this Keepsake: before it is used, and while it is. */
export function watchSchema({ keys, log, onRefusal, check, settle }: SchemaDependencies) {
  const ending = new AbortController()
  const { signal } = ending
  let isPreparing = false
  let isLooking = false
  let timer: NodeJS.Timeout | undefined

  const migrate = (redis: Redis, isFirst: boolean) =>
    migrateMemory({
      redis,
      keys,
      log,
      signal,
      check: () => check(redis),
      settle: () => settle(redis, isFirst),
    })
  async function prepare(redis: Redis): Promise<void> {
    isPreparing = true
    await migrate(redis, true).finally(() => {
      isPreparing = false
    })
  }
  function refuse(error: unknown): void {
    log.error(errorDetails(error), 'the memory can’t be used')
    if (error instanceof ConfigError) onRefusal(error)
  }

  return {
    preparation: { run: prepare, onRefusal: refuse, signal } satisfies Preparation,
    /** Whether nobody can use the memory yet, as it is migrated, by whatever process. */
    isMigrating: () => isPreparing,
    /** Looks again whenever the connection is back, and every ten seconds. */
    watch(redis: Redis): void {
      const look = async () => {
        if (isLooking || redis.status !== 'ready') return
        isLooking = true
        await migrate(redis, false).catch(refuse)
        isLooking = false
      }
      redis.on('ready', () => void look())
      timer = setInterval(() => void look(), LOOK_INTERVAL_MS)
      timer.unref()
    },
    stop(): void {
      clearInterval(timer)
      ending.abort()
    },
  }
}
