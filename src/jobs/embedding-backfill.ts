import { errorDetails } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import { repeat } from './repeat.ts'

/** How soon it is tried again where something was out of reach. */
const OUTAGE_RETRY_MS = 30_000
/** Facts that were learned without an embedding get theirs about as soon as there are embeddings again. */
const BACKFILL_INTERVAL_MS = 60_000

export interface BackfillWorkerDependencies {
  /** One pass over the facts that lack an embedding; `later` if something was out of reach. */
  readonly run: (signal: AbortSignal) => Promise<'done' | 'later'>
  readonly log: Logger
}

/** Embeds, from the start of the process on, what has no embedding by the present model. */
export function startEmbeddingBackfill({ run, log }: BackfillWorkerDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const passes = repeat(async () => {
    const outcome = await run(stopping.signal).catch((error: unknown) => {
      log.warn(errorDetails(error), 'embedding backfill failed')
      return 'later' as const
    })
    return outcome === 'done' ? BACKFILL_INTERVAL_MS : OUTAGE_RETRY_MS
  }, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await passes
    },
  }
}
