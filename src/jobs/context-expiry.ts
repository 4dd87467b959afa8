import { errorDetails } from '../errors.ts'
import type { ContextExpiry } from '../memory/ports/upkeep/context-expiry.ts'
import type { Logger } from '../observability/logger.ts'
import { repeat } from './repeat.ts'

const OUTAGE_RETRY_MS = 60_000
const INTERVAL_MS = 86_400_000

export interface ContextExpiryWorkerDependencies extends ContextExpiry {
  readonly log: Logger
}

/** Lets go of the words around old facts, from the start of the process on and once a day. */
export function startContextExpiry({ run, log }: ContextExpiryWorkerDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const passes = repeat(async () => {
    try {
      const contexts = await run(stopping.signal)
      if (contexts > 0) log.info({ contexts }, 'words around old facts are gone')
      return INTERVAL_MS
    } catch (error) {
      log.warn(errorDetails(error), 'words around old facts are still there')
      return OUTAGE_RETRY_MS
    }
  }, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await passes
    },
  }
}
