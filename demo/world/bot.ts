import { once } from 'node:events'
import { type App, startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/environment.ts'
import { ConfigError, DiscordConnectionError, errorDetails } from '../../src/errors.ts'
import { wordJudge } from '../../src/memory/content/judge.ts'
import { type BotMessage, type BotOrder, type BotStart, END_LIMIT_MS } from './bot-messages.ts'
import { MemoryObserver } from './observe/memory-observer.ts'
import { openLog } from './open-log.ts'

// A Ctrl-C in a terminal reaches this process as well: the demo ends it in order, or its end does.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)

const orders = once(process, 'message') as Promise<[BotOrder]>
const [order] = await orders
if (order.kind === 'start') await run(order.start)
else process.exit(0)

/** Runs the bot until the demo asks it to end, or is gone itself. */
async function run({ environment, dataDir, logFile, keyPrefix, isStandIn }: BotStart): Promise<void> {
  const log = openLog(logFile, (level, text) => tell({ kind: 'log', level, text }))
  const fail = (error: unknown): void => {
    const isMendable = error instanceof ConfigError || error instanceof DiscordConnectionError
    if (!isMendable) log.fatal(errorDetails(error), 'The bot has to end')
    const message = error instanceof Error ? error.message : String(error)
    tell({ kind: 'failed', message, isMendable }, () => process.exit(1))
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  try {
    const config = readConfig(environment)
    log.level = config.LOG_LEVEL
    const observer = new MemoryObserver(event => tell({ kind: 'observed', event }))
    const starting = startApp(config, {
      ...{ dataDir, keyPrefix, log, observer, onConnectionLost: fail, probesModels: !isStandIn },
      ...(isStandIn && { judgeContent: () => wordJudge }),
    })
    let isEnding = false
    const end = (learnFrom: readonly string[]) => {
      if (isEnding) return
      isEnding = true
      setTimeout(() => process.exit(1), END_LIMIT_MS).unref()
      starting
        .then(async app => {
          await learn(app, learnFrom)
          await app.stop()
        })
        .then(() => process.exit(0), fail)
    }
    process.on('message', (next: BotOrder) => {
      if (next.kind === 'end') end(next.learnFrom)
      else if (next.kind === 'learn') {
        starting
          .then(app => learn(app, next.users))
          .then(() => tell({ kind: 'learned' }))
          .catch(fail)
      } else if (next.kind === 'observe') observer.observe(next.users)
    })
    process.on('disconnect', () => end([]))
    process.on('SIGTERM', () => end([]))
    await starting
    tell({ kind: 'ready' })
  } catch (error) {
    fail(error)
  }

  /** What was said last would else be learned later, or after the next start. */
  async function learn(app: App, users: readonly string[]): Promise<void> {
    for (const user of users)
      await app.learnNow(user).catch(error => log.warn(errorDetails(error), 'what was said is learned later'))
  }
}

function tell(message: BotMessage, then: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, then)
  else then()
}
