import type { LogDetails } from '../errors.ts'

/** How soon it is looked again where something was out of reach. */
const OUTAGE_RETRY_MS = 30_000
/** Facts that were learned without an embedding get theirs about as soon as there are embeddings again. */
const BACKFILL_INTERVAL_MS = 60_000

export interface BackfillWorkerDependencies {
  /** One pass over the facts that lack an embedding; `later` if something was out of reach. */
  readonly run: (signal: AbortSignal) => Promise<'done' | 'later'>
  readonly log: { warn(facts: LogDetails | Record<string, unknown>, message: string): void }
  /** What may be logged of any error. */
  readonly factsOf: (error: unknown) => Record<string, unknown>
}

/** Embeds, from the start of the process on, what has no embedding by the present model. */
export function startEmbeddingBackfill({ run, log, factsOf }: BackfillWorkerDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  async function pass(): Promise<void> {
    const outcome = await run(stopping.signal).catch((error: unknown) => {
      log.warn(factsOf(error), 'facts could not be embedded anew')
      return 'later' as const
    })
    if (!stopping.signal.aborted)
      timer = setTimeout(again, outcome === 'done' ? BACKFILL_INTERVAL_MS : OUTAGE_RETRY_MS).unref()
  }
  let passing = pass()
  function again() {
    passing = pass()
  }
  return {
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await passing
    },
  }
}
