import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { APITextChannel } from 'discord.js'
import { pino } from 'pino'
import { test as base, inject } from 'vitest'
import { type Loopback, type LoopbackOptions, startLoopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { type App, type AppOptions, startApp } from '../../../src/app.ts'
import { readConfig } from '../../../src/config/environment.ts'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { createContentJudge, wordJudge } from '../../../src/memory/content/judge.ts'
import { someExamples } from '../../memory/support/meaning-embedder.ts'
import { emptyRedis } from '../../support/empty-redis.ts'
import { markUsersGreeted } from './mark-users-greeted.ts'
import { ModelServer } from './model-server.ts'

type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: number }

type BotOptions = Pick<AppOptions, 'probesModels' | 'judgeContent'>

/** The bot of one test: real in all its parts, with a Discord and a model on loopback. */
class Bot {
  readonly log: LogLine[] = []
  readonly #discord: Loopback
  readonly #model: ModelServer
  /** Under which everything of this bot stands in Redis. */
  readonly keyPrefix: string
  readonly #others: Bot[] = []
  #dataDir: string | undefined
  readonly #logWaits = new Set<(line: LogLine) => void>()
  readonly #lost: unknown[] = []
  #app: App | undefined
  #settings: Record<string, string> = {}
  readonly #options: BotOptions

  constructor(discord: Loopback, model: ModelServer, options: BotOptions, keyPrefix = `test:${randomUUID()}:`) {
    this.#discord = discord
    this.#model = model
    this.#options = options
    this.keyPrefix = keyPrefix
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
      // The model that a test plays answers as many at once as a provider does.
      LEARN_CONCURRENCY: '4',
      ...settings,
    })
    const log = pino({ level: 'debug' }, { write: line => this.#note(JSON.parse(line) as LogLine) })
    this.#dataDir ??= await mkdtemp(join(tmpdir(), 'keepsake-'))
    this.#app = await startApp(config, {
      ...this.#options,
      dataDir: this.#dataDir,
      keyPrefix: this.keyPrefix,
      log,
      onConnectionLost: error => this.#lost.push(error),
    })
    return this.#app
  }

  /** A second process of the same bot: it shares token and memory, and ends with the test. */
  async another(settings: Record<string, string> = this.#settings): Promise<Bot> {
    const bot = new Bot(this.#discord, this.#model, this.#options, this.keyPrefix)
    this.#others.push(bot)
    await bot.start(settings)
    return bot
  }

  /** Lets the bot learn what somebody has said so far. */
  async learned({ id }: { readonly id: string }): Promise<void> {
    if (this.#app === undefined) throw new Error('The bot does not run.')
    for (;;) {
      try {
        return await this.#app.learnNow(id)
      } catch (error) {
        // On a busy machine what Redis says may be read too late, and the connection be made anew. To learn again does no harm.
        if (!(error instanceof MemoryUnavailable)) throw error
        await sleep(100)
      }
    }
  }

  /** Resolves with the first line of the log that has these words: one that is there, or the next to come. */
  logged(words: string, since = 0): Promise<LogLine> {
    const known = this.log.slice(since).find(({ msg }) => msg.includes(words))
    if (known !== undefined) return Promise.resolve(known)
    const { promise, resolve } = Promise.withResolvers<LogLine>()
    const look = (line: LogLine) => {
      if (!line.msg.includes(words)) return
      this.#logWaits.delete(look)
      resolve(line)
    }
    this.#logWaits.add(look)
    return promise
  }

  async stop(): Promise<void> {
    await this.#app?.stop()
    this.#app = undefined
  }

  /** Stops the other processes, too, and leaves nothing behind. */
  async end(): Promise<void> {
    await this.stop()
    await Promise.all(this.#others.map(other => other.end()))
    if (this.#dataDir !== undefined) await rm(this.#dataDir, { recursive: true, force: true })
  }

  async restart(settings?: Record<string, string>): Promise<App> {
    await this.stop()
    return await this.start(settings)
  }

  #note(line: LogLine): void {
    this.log.push(line)
    for (const look of this.#logWaits) look(line)
  }
}

export interface Story {
  /** Options of the Discord of this test: `test.override`. */
  readonly loopback: LoopbackOptions
  readonly discord: Loopback
  readonly model: ModelServer
  /** Settings of the bot of this test. */
  readonly settings: Record<string, string>
  /** Whether it asks its models at the start whether they work: of these requests most stories want to know nothing. */
  readonly probesModels: boolean
  /** Whether what is sensitive is judged as it is by default, by embeddings of examples: of some, as to learn takes long. */
  readonly judgesByMeaning: boolean
  /** Whom the bot has answered before: under its first answer to others stands a notice. */
  readonly acquainted: readonly string[]
  readonly bot: Bot
  /** Runs the server, and everything on it. */
  readonly ada: Person
  /** Is on the staff. */
  readonly bob: Person
  /** Visits. */
  readonly cleo: Person
  /** Where everybody of the server reads. */
  readonly general: APITextChannel
  /** Where the staff reads. */
  readonly staff: APITextChannel
}

/** A channel of the server that is no thread. */
function textChannel(discord: Loopback, name: string): APITextChannel {
  return discord.channel(name) as APITextChannel
}

/** A whole-bot test: `discord`, `model` and `bot` are there, running, and gone afterwards. */
export const test = base.extend<Story>({
  loopback: [{}, { injected: true }],
  settings: [{}, { injected: true }],
  probesModels: [false, { injected: true }],
  judgesByMeaning: [false, { injected: true }],
  acquainted: [['Ada', 'Bob', 'Cleo', 'Dan', 'Zoe'], { injected: true }],
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
  ada: ({ discord }, use) => use(discord.user('Ada')),
  bob: ({ discord }, use) => use(discord.user('Bob')),
  cleo: ({ discord }, use) => use(discord.user('Cleo')),
  general: ({ discord }, use) => use(textChannel(discord, 'general')),
  staff: ({ discord }, use) => use(textChannel(discord, 'staff')),
  bot: async ({ discord, model, settings, probesModels, judgesByMeaning, acquainted }, use) => {
    // A model that the test plays embeds words: it knows no meanings, and is not asked for those of four thousand examples.
    const judgeContent: AppOptions['judgeContent'] = dependencies =>
      judgesByMeaning ? createContentJudge({ ...dependencies, examples: someExamples }) : wordJudge
    const bot = new Bot(discord, model, { probesModels, judgeContent })
    const redisUrl = settings['REDIS_URL'] ?? inject('redisUrl')
    await markUsersGreeted(acquainted, { redisUrl, keyPrefix: bot.keyPrefix })
    await bot.start(settings)
    await use(bot)
    await bot.end()
    await emptyRedis([bot.keyPrefix])
  },
})
