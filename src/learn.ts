// npm run learn: learns what the bot has heard, beside it, in as many processes as one likes; see docs/operations.md.
import { config as loadEnvironment } from 'dotenv'
import { readConfig } from './config/environment.ts'
import { findUnknownSettings } from './config/setting-names.ts'
import { startLearningProcess } from './learning-process.ts'
import { createFaultHandler } from './observability/faults.ts'
import { openLog } from './observability/open-log.ts'
import { throttleTrouble } from './observability/throttle.ts'
import { exitWithError, stopOnSignal } from './process-end.ts'
import { connectThroughProxy } from './proxy.ts'
import { version } from './version.ts'

const ownNames = Object.keys(loadEnvironment({ quiet: true }).parsed ?? {})
const log = await openLog(process.stdout)
const exit = (error: unknown) => exitWithError(error, log)

let onFault: (error: unknown) => void = exit
process.on('uncaughtException', error => onFault(error))
process.on('unhandledRejection', error => onFault(error))

try {
  const unknown = findUnknownSettings(process.env, ownNames)
  // It speaks to no Discord: where it has a machine of its own, the token need not be there.
  const config = readConfig({ DISCORD_TOKEN: 'unused', ...process.env }, unknown)
  log.level = config.LOG_LEVEL
  log.info({ version, node: process.versions.node }, 'Keepsake starts, to learn')
  for (const line of unknown) log.warn(line)
  if (connectThroughProxy(process.env)) log.info('everything goes through the proxy of the environment')
  const appLog = throttleTrouble(log)
  const starting = startLearningProcess(config, { dataDir: 'data', log: appLog, onRefusal: exit })
  stopOnSignal(starting, 'leaving to others what is being learned', { log, onError: exit })
  await starting
  onFault = createFaultHandler(appLog, exit)
  log.info('Keepsake learns')
} catch (error) {
  exit(error)
}
