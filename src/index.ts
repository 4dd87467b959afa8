import { config as loadEnvironment } from 'dotenv'
import { pino } from 'pino'
import { type App, startApp } from './app.ts'
import { readConfig } from './config.ts'
import { BadSettings, DiscordRefused, errorFacts } from './errors.ts'

/** After this the process ends, whatever still hangs: 10 s for the answers in hand, the rest for closing. */
const LAST_CALL_MS = 13_000

loadEnvironment({ quiet: true })
const log = pino({ level: 'info' })

function fail(error: unknown): never {
  // What a person can mend is told in one line; anything else with its place in the code, never with what was said.
  if (error instanceof BadSettings || error instanceof DiscordRefused) process.stderr.write(`${error.message}\n`)
  else log.fatal(errorFacts(error), 'Keepsake has to end')
  process.exit(1)
}

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

/** Ends well at a signal, also while the start is still under way. */
function endAtSignal(starting: Promise<App>): void {
  let isEnding = false
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) process.exit(1)
    isEnding = true
    log.info({ signal }, 'finishing the answers in hand; a second signal ends at once')
    setTimeout(() => process.exit(1), LAST_CALL_MS).unref()
    starting.then(app => app.stop()).then(() => process.exit(0), fail)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

try {
  const config = readConfig(process.env)
  log.level = config.LOG_LEVEL
  const starting = startApp(config, { dataDir: 'data', log, onLost: fail })
  endAtSignal(starting)
  const { invite } = await starting
  log.info({ invite }, 'Keepsake answers. Invite it into a server with this link')
} catch (error) {
  fail(error)
}
