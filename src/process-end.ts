import { ConfigError, DiscordConnectionError, errorDetails } from './errors.ts'
import type { openLog } from './observability/open-log.ts'

type Log = Awaited<ReturnType<typeof openLog>>

/** After this the process ends, whatever still hangs: 10 s for what is in hand, the rest for closing. */
const SHUTDOWN_LIMIT_MS = 13_000

/**
 * How the process ends, by sysexits.h, so that whoever starts it again knows whether that is of use: 78 where settings have to
 * change first, 69 where Discord is out of reach, 1 for what nobody foresaw.
 */
function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 78
  if (!(error instanceof DiscordConnectionError)) return 1
  return error.code === undefined ? 69 : 78
}

/** Ends the process, and says why. */
export function exitWithError(error: unknown, log: Pick<Log, 'fatal'>): never {
  // What a person can mend is told in one line; anything else with its place in the code, never with what was said.
  if (error instanceof ConfigError || error instanceof DiscordConnectionError)
    process.stderr.write(`${error.message}\n`)
  else log.fatal(errorDetails(error), 'Keepsake has to end')
  process.exit(exitCodeOf(error))
}

/** Ends well at a signal, also while the start is still under way. */
export function stopOnSignal(
  starting: Promise<{ stop(): Promise<void> }>,
  message: string,
  { log, onError }: { readonly log: Pick<Log, 'info'>; readonly onError: (error: unknown) => void },
): void {
  let isEnding = false
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) process.exit(1)
    isEnding = true
    log.info({ signal }, message)
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref()
    starting.then(one => one.stop()).then(() => process.exit(0), onError)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
