import { errorDetails } from '../errors.ts'
import type { Logger } from './logger.ts'

/** So many faults within a minute are no accident: whoever starts the process again does better. */
const MOST_FAULTS = 10
const WINDOW_MS = 60_000

/**
 * What is done with an error that nobody caught while the bot is at work: it is told, and the process goes on. It is mostly
 * a library's, which lost a connection that somebody else is about to make again, and people wait for answers meanwhile.
 * `end` is called with the one that is too many.
 */
export function createFaultHandler(
  log: Pick<Logger, 'error'>,
  end: (error: unknown) => void,
): (error: unknown) => void {
  let times: readonly number[] = []
  return error => {
    const now = performance.now()
    times = [...times.filter(time => now - time < WINDOW_MS), now]
    if (times.length > MOST_FAULTS) end(error)
    else log.error({ ...errorDetails(error), faults: times.length }, 'an error that nobody caught: the bot goes on')
  }
}
