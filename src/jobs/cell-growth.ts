import { errorDetails } from '../errors.ts'
import type { CellGrowth } from '../memory/ports/upkeep/cell-growth.ts'
import type { Logger } from '../observability/logger.ts'
import { repeat } from './repeat.ts'

const RETRY_MS = 10_000
/** Another process may have been given more cells meanwhile, and have ended in the middle. */
const INTERVAL_MS = 600_000

export interface CellGrowthWorkerDependencies extends CellGrowth {
  readonly log: Logger
}

/** Brings the memory into as many cells as are wanted, from the start of the process on. */
export function startCellGrowth({ run, log }: CellGrowthWorkerDependencies): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const growing = repeat(async () => {
    try {
      return (await run(stopping.signal)) === 'done' ? INTERVAL_MS : RETRY_MS
    } catch (error) {
      log.warn(errorDetails(error), 'the memory grows no further for now')
      return RETRY_MS
    }
  }, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await growing
    },
  }
}
