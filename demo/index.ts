import { fstatSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { config as loadEnvironment } from 'dotenv'
import { ConfigError, errorDetails } from '../src/errors.ts'
import type { Line } from './terminal/render/text.ts'
import { END_LIMIT_MS } from './world/bot-messages.ts'
import { BotFailure } from './world/bot-process.ts'
import { ERROR, openLog } from './world/open-log.ts'
import { type DemoWorld, openWorld } from './world/open-world.ts'

/** After this the process ends, whatever still hangs: when the bot is gone, Redis has to end in order as well. */
const LAST_CALL_MS = END_LIMIT_MS + 5000
/** How fast the stand-in speaks: as a model does where somebody watches it alone, sooner where there is more to see. */
const paces = { terminal: { firstTokenMs: 400, delayMs: 25 }, page: { delayMs: 20 }, pipe: {} }

/** After what whoever runs it can mend. */
const AGAIN = 'Then again: npm run demo, or without a browser npm run demo -- --terminal'

const { values } = readArguments()
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
const onLog = (level: number, text: string) => {
  if (level >= ERROR || isStarting) tell([{ text: `(${text})`, dim: true }])
}
const log = openLog(logFile, onLog)

function fail(error: unknown): never {
  if (error instanceof ConfigError) stderr.write(`${error.message}\n${AGAIN}\n`)
  else if (error instanceof BotFailure) stderr.write(`${error.message}\n`)
  else log.fatal(errorDetails(error), 'The demo has to end')
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

function readArguments() {
  const options = {
    /** Talk in the terminal instead of on the page. */
    terminal: { type: 'boolean' },
    /** Begin with the tour, in the terminal: on the page it has a button. */
    tour: { type: 'boolean' },
    /** Open no browser: the address is printed. */
    'no-open': { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: process.argv.slice(3), options })
  } catch (error) {
    const known = Object.keys(options).map(name => `--${name}`)
    process.stderr.write(`${error instanceof Error ? error.message : error}\nThere are ${known.join(', ')}.\n`)
    return process.exit(1)
  }
}

function isPiped(): boolean {
  try {
    const input = fstatSync(0)
    return input.isFIFO() || input.isFile() || input.isSocket()
  } catch {
    return false // it is closed
  }
}

/** Where somebody talks: on the page, at a terminal, or with lines that come through a pipe or from a file. */
function chooseMode(): keyof typeof paces {
  if (isPiped()) return 'pipe'
  if (values.terminal !== true && values.tour !== true) return 'page'
  return isTerminal ? 'terminal' : 'pipe'
}

async function talkHere(world: DemoWorld): Promise<void> {
  const { discord, bot, setting, modelQuietMs } = world
  const talked = { discord, bot, input: stdin, modelQuietMs, tours: values.tour === true, signal: ending.signal }
  const [{ introduction }, { talkInteractively }, { talkPiped }] = await Promise.all([
    import('./terminal/render/help.ts'),
    import('./terminal/interactive.ts'),
    import('./terminal/piped.ts'),
    world.start(),
  ])
  isStarting = false
  // There is nobody to talk to any more. A restart that somebody asks for is none of that.
  bot.watch(({ is, why = '' }) => is === 'gone' && fail(new BotFailure(why, false)))
  const greeting = introduction({ ...setting, logFile })
  const onScreen = (show: typeof tell) => {
    tell = show
  }
  if (!isTerminal) tell(greeting)
  const feed = isTerminal
    ? await talkInteractively({ ...talked, output: stdout, greeting, onScreen })
    : await talkPiped({ ...talked, write: text => void stdout.write(text) })
  lastCall()
  if (feed.isBusy) tell([{ text: '(Finishing the answer in hand; Ctrl-C ends at once.)', dim: true }])
  await world.close()
  feed.close()
}

async function showPage(world: DemoWorld): Promise<void> {
  const { showOnPage } = await import('./page/show-on-page.ts')
  const onStarted = () => {
    isStarting = false
  }
  await showOnPage({
    ...{ opensBrowser: values['no-open'] !== true, environment: process.env },
    ...{ world, logFile, tell, onStarted, signal: ending.signal },
  })
  tell([{ text: 'Ending; Ctrl-C again ends at once.', dim: true }])
  await world.close()
}

try {
  const mode = chooseMode()
  const world = await openWorld({ environment: process.env, dataDir, logFile, log, pace: paces[mode], onLog })
  await (mode === 'page' ? showPage(world) : talkHere(world))
  process.exit(0)
} catch (error) {
  fail(error)
}
