import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { inject, test as base } from 'vitest'
import { type Loopback, type LoopbackOptions, startLoopback } from '../../demo/discord/loopback.ts'
import { type App, startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { ModelServer } from './model-server.ts'

type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: number }

/** The bot of one test: real in all its parts, with a Discord and a model on loopback. */
export class Bot {
  readonly log: LogLine[] = []
  readonly #discord: Loopback
  readonly #model: ModelServer
  readonly #keyPrefix = `test:${randomUUID()}:`
  readonly #lost: unknown[] = []
  #app: App | undefined
  #settings: Record<string, string> = {}

  constructor(discord: Loopback, model: ModelServer) {
    this.#discord = discord
    this.#model = model
  }

  /** Why Discord has ended the connection for good, if it has. */
  get lost(): readonly unknown[] {
    return this.#lost
  }

  async start(settings: Record<string, string> = this.#settings): Promise<App> {
    this.#settings = settings
    const config = readConfig({
      DISCORD_TOKEN: this.#discord.token,
      DISCORD_API_URL: this.#discord.url,
      OPENAI_BASE_URL: this.#model.url,
      OPENAI_API_KEY: 'sk-test-secret',
      REDIS_URL: inject('redisUrl'),
      ...settings,
    })
    const log = pino({ level: 'debug' }, { write: line => void this.log.push(JSON.parse(line) as LogLine) })
    this.#app = await startApp(config, {
      dataDir: await mkdtemp(join(tmpdir(), 'keepsake-')),
      keyPrefix: this.#keyPrefix,
      log,
      onLost: error => this.#lost.push(error),
    })
    return this.#app
  }

  async stop(): Promise<void> {
    await this.#app?.stop()
    this.#app = undefined
  }

  async restart(settings?: Record<string, string>): Promise<App> {
    await this.stop()
    return await this.start(settings)
  }
}

interface Story {
  /** Options of the Discord of this test: `test.override`. */
  readonly loopback: LoopbackOptions
  readonly discord: Loopback
  readonly model: ModelServer
  /** Settings of the bot of this test. */
  readonly settings: Record<string, string>
  readonly bot: Bot
}

/** A whole-bot test: `discord`, `model` and `bot` are there, running, and gone afterwards. */
export const test = base.extend<Story>({
  loopback: [{}, { injected: true }],
  settings: [{}, { injected: true }],
  discord: async ({ loopback }, use) => {
    const discord = await startLoopback(loopback)
    await use(discord)
    await discord.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  model: async ({}, use) => {
    const model = await new ModelServer().listen()
    await use(model)
    await model.close()
  },
  bot: async ({ discord, model, settings }, use) => {
    const bot = new Bot(discord, model)
    await bot.start(settings)
    await use(bot)
    await bot.stop()
  },
})
