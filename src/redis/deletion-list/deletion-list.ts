import type { Redis } from 'ioredis'
import { errorDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Keys } from '../keys.ts'
import { runRecordDeletion } from '../scripts/bookkeeping/bookkeeping.ts'
import { appendDeletionLine, DELETIONS_KEPT_MS } from './deletion-files.ts'
import { type Deletion, deletionLine } from './recorded-deletion.ts'

/**
 * What was forgotten in the last year, by ids and hashes alone, so that a backup that was made before does not bring it
 * back. It stands in Redis and in a folder: either may be all that is left.
 */
export interface DeletionList {
  /** To be called before anything is forgotten, so that no end of the process parts the two. Throws MemoryUnavailable. */
  record(deletion: Deletion): Promise<void>
}

interface DeletionListOptions {
  readonly redis: Redis
  readonly keys: Keys
  readonly dataDir: string
  readonly log: Pick<Logger, 'warn'>
  readonly now: () => number
}

export function openDeletionList({ redis, keys, dataDir, log, now }: DeletionListOptions): DeletionList {
  let isFailing = false
  return {
    async record(deletion) {
      const at = now()
      const line = deletionLine(deletion, at)
      await runRecordDeletion({ redis, keys }, line, DELETIONS_KEPT_MS)
      try {
        appendDeletionLine(dataDir, line, at)
      } catch (error) {
        if (!isFailing)
          log.warn(
            { ...errorDetails(error), dataDir },
            'what is forgotten can’t be noted in a file: Redis alone knows of it',
          )
        isFailing = true
      }
    },
  }
}
