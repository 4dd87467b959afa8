import { config as loadEnvironment } from 'dotenv'
import { startApp } from './app.ts'
import { readConfig } from './config/environment.ts'
import { findUnknownSettings } from './config/setting-names.ts'
import { createFaultHandler } from './observability/faults.ts'
import { boxed, openLog } from './observability/open-log.ts'
import { throttleTrouble } from './observability/throttle.ts'
import { exitWithError, stopOnSignal } from './process-end.ts'
import { connectThroughProxy } from './proxy.ts'
import { version } from './version.ts'

const ownNames = Object.keys(loadEnvironment({ quiet: true }).parsed ?? {})
const { stdout } = process
const log = await openLog(stdout)

const exit = (error: unknown) => exitWithError(error, log)

/** Before the bot is at work nobody waits for it, and a start that failed in part is none. */
let onFault: (error: unknown) => void = exit
process.on('uncaughtException', error => onFault(error))
process.on('unhandledRejection', error => onFault(error))

try {
  const unknown = findUnknownSettings(process.env, ownNames)
  const config = readConfig(process.env, unknown)
  log.level = config.LOG_LEVEL
  log.info({ version, node: process.versions.node }, 'Keepsake starts')
  for (const line of unknown) log.warn(line)
  if (connectThroughProxy(process.env)) log.info('everything goes through the proxy of the environment')
  const appLog = throttleTrouble(log)
  const starting = startApp(config, { dataDir: 'data', log: appLog, onConnectionLost: exit })
  stopOnSignal(starting, 'finishing the answers in hand; a second signal ends at once', { log, onError: exit })
  const { invite, probed } = await starting
  onFault = createFaultHandler(appLog, exit)
  const parts = await probed
  const trouble = Object.fromEntries(Object.entries(parts).filter(([, why]) => why !== undefined))
  const details = stdout.isTTY ? {} : { invite }
  if (parts.chat !== undefined) log.warn({ ...details, trouble }, 'Keepsake is connected, and can’t answer yet')
  else if (Object.keys(trouble).length > 0)
    log.warn({ ...details, trouble }, 'Keepsake answers, and not everything works')
  else log.info(details, 'Keepsake answers. Invite it into a server with this link')
  if (stdout.isTTY) stdout.write(boxed(['Invite Keepsake into a server:', invite], stdout.columns))
} catch (error) {
  exit(error)
}
