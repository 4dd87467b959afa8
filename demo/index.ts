import { join } from 'node:path'
import { config as loadEnvironment } from 'dotenv'
import { ConfigError, DiscordConnectionError, errorDetails } from '../src/errors.ts'
import { talkInteractively } from './terminal/interactive.ts'
import { ERROR, openLog } from './terminal/open-log.ts'
import { talkPiped } from './terminal/piped.ts'
import { introduction } from './terminal/render/help.ts'
import type { Line } from './terminal/render/text.ts'
import { type Demo, startDemo } from './terminal/start-demo.ts'

/** After this the process ends, whatever still hangs: 10 s for the answers in hand, the rest for closing. */
const LAST_CALL_MS = 13_000

loadEnvironment({ quiet: true })
const dataDir = process.env['KEEPSAKE_DEMO_DATA'] ?? join('data', 'demo')
const logFile = join(dataDir, 'keepsake.log')
const { stdin, stdout, stderr } = process
const isTerminal = stdin.isTTY === true && stdout.isTTY === true

let isStarting = true
let tell = (lines: readonly Line[]): void => {
  stderr.write(lines.map(({ text }) => `${text}\n`).join(''))
}
// Starting can take a minute where a Redis is fetched first: then its steps are told.
const log = openLog(logFile, (level, text) => {
  if (level >= ERROR || isStarting) tell([{ text: `(${text})`, dim: true }])
})

function fail(error: unknown): never {
  if (!(error instanceof ConfigError || error instanceof DiscordConnectionError))
    log.fatal(errorDetails(error), 'The demo has to end')
  else stderr.write(`${error.message}\n`)
  process.exit(1)
}

process.on('uncaughtException', fail)
process.on('unhandledRejection', fail)

const ending = new AbortController()
const end = () => {
  if (ending.signal.aborted) process.exit(1)
  lastCall()
}
function lastCall(): void {
  ending.abort()
  setTimeout(() => process.exit(1), LAST_CALL_MS).unref()
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
process.on('SIGHUP', end)

async function talk({ discord, model, memory, modelQuietMs }: Demo): Promise<{ isBusy: boolean; close: () => void }> {
  const greeting = introduction({ model, memory, logFile })
  const { signal } = ending
  if (isTerminal) {
    return await talkInteractively({
      discord,
      input: stdin,
      output: stdout,
      greeting,
      modelQuietMs,
      signal,
      onScreen: show => {
        tell = show
      },
    })
  }
  tell(greeting)
  return await talkPiped({ discord, input: stdin, write: text => void stdout.write(text), modelQuietMs, signal })
}

try {
  const demo = await startDemo({ environment: process.env, dataDir, log, onLost: fail, isWatched: isTerminal })
  isStarting = false
  const feed = await talk(demo)
  lastCall()
  if (feed.isBusy) tell([{ text: '(Finishing the answer in hand; Ctrl-C ends at once.)', dim: true }])
  await demo.stop()
  feed.close()
  process.exit(0)
} catch (error) {
  fail(error)
}
