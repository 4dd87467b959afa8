import { config as loadEnvironment } from 'dotenv'
import { type App, startApp } from './app.ts'
import { readConfig } from './config/environment.ts'
import { findUnknownSettings } from './config/setting-names.ts'
import { ConfigError, DiscordConnectionError, errorDetails } from './errors.ts'
import { createFaultHandler } from './observability/faults.ts'
import { boxed, openLog } from './observability/open-log.ts'
import { throttleTrouble } from './observability/throttle.ts'
import { connectThroughProxy } from './proxy.ts'
import { version } from './version.ts'

/** After this the process ends, whatever still hangs: 10 s for the answers in hand, the rest for closing. */
const SHUTDOWN_LIMIT_MS = 13_000

const ownNames = Object.keys(loadEnvironment({ quiet: true }).parsed ?? {})
const { stdout } = process
const log = await openLog(stdout)

/**
 * How the process ends, by sysexits.h, so that whoever starts it again knows whether that is of use: 78 where settings have to
 * change first, 69 where Discord is out of reach, 1 for what nobody foresaw.
 */
function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 78
  if (!(error instanceof DiscordConnectionError)) return 1
  return error.code === undefined ? 69 : 78
}

function exitWithError(error: unknown): never {
  // What a person can mend is told in one line; anything else with its place in the code, never with what was said.
  if (error instanceof ConfigError || error instanceof DiscordConnectionError)
    process.stderr.write(`${error.message}\n`)
  else log.fatal(errorDetails(error), 'Keepsake has to end')
  process.exit(exitCodeOf(error))
}

/** Before the bot is at work nobody waits for it, and a start that failed in part is none. */
let onFault: (error: unknown) => void = exitWithError
process.on('uncaughtException', error => onFault(error))
process.on('unhandledRejection', error => onFault(error))

/** Ends well at a signal, also while the start is still under way. */
function stopOnSignal(starting: Promise<App>): void {
  let isEnding = false
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) process.exit(1)
    isEnding = true
    log.info({ signal }, 'finishing the answers in hand; a second signal ends at once')
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref()
    starting.then(app => app.stop()).then(() => process.exit(0), exitWithError)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

try {
  const unknown = findUnknownSettings(process.env, ownNames)
  const config = readConfig(process.env, unknown)
  log.level = config.LOG_LEVEL
  log.info({ version, node: process.versions.node }, 'Keepsake starts')
  for (const line of unknown) log.warn(line)
  if (connectThroughProxy(process.env)) log.info('everything goes through the proxy of the environment')
  const appLog = throttleTrouble(log)
  const starting = startApp(config, { dataDir: 'data', log: appLog, onConnectionLost: exitWithError })
  stopOnSignal(starting)
  const { invite, probed } = await starting
  onFault = createFaultHandler(appLog, exitWithError)
  const parts = await probed
  const trouble = Object.fromEntries(Object.entries(parts).filter(([, why]) => why !== undefined))
  const details = stdout.isTTY ? {} : { invite }
  if (parts.chat !== undefined) log.warn({ ...details, trouble }, 'Keepsake is connected, and can’t answer yet')
  else if (Object.keys(trouble).length > 0)
    log.warn({ ...details, trouble }, 'Keepsake answers, and not everything works')
  else log.info(details, 'Keepsake answers. Invite it into a server with this link')
  if (stdout.isTTY) stdout.write(boxed(['Invite Keepsake into a server:', invite], stdout.columns))
} catch (error) {
  exitWithError(error)
}
