import { randomUUID } from 'node:crypto'
import { type Loopback, startLoopback } from '../../fake-discord/loopback.ts'
import { readConfig } from '../../src/config/environment.ts'
import type { Logger } from '../../src/observability/logger.ts'
import { redisHosts } from '../../src/redis/connection/address.ts'
import { refuseMovedMemory } from '../../src/redis/local-server/moved-mark.ts'
import { withoutKeysOfFormerHost } from '../../src/setup/model-settings.ts'
import { type StandInModel, type StandInOptions, startStandInModel } from '../stand-in-model/server.ts'
import { BotProcess } from './bot-process.ts'

export interface WorldOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where a Redis of the demo's own keeps its files. */
  readonly dataDir: string
  readonly logFile: string
  /** Under which keys everything is kept; the demo's own if not given. */
  readonly keyPrefix?: string
  /** Of what is beside the bot. */
  readonly log: Logger & { level?: string }
  /** Lines of the bot's log, from level info on. */
  readonly onLog: (level: number, text: string) => void
  /** How fast the stand-in speaks. */
  readonly pace: Pick<StandInOptions, 'delayMs' | 'firstTokenMs'>
}

/** A Redis that the real bot uses too keeps the two apart. */
const KEY_PREFIX = 'keepsake:demo:'

/** A small Discord, a model and a Redis, and the bot among them in a process of its own. */
export interface DemoWorld {
  readonly discord: Loopback
  readonly bot: BotProcess
  /** In words. */
  readonly setting: { readonly model: string; readonly memory: string }
  /** See `StandInModel`; not known of other models. */
  readonly modelQuietMs: (() => number) | undefined
  /** Starts the bot; resolves when it answers. Throws BotFailure. */
  start(): Promise<void>
  /** Starts the bot anew with another model, by the settings that are changed, and with it from then on. Throws BotFailure. */
  switchModel(changes: Readonly<Record<string, string | undefined>>): Promise<void>
  /** Lets the bot finish the answers in hand and learn from what was said, and closes everything. */
  close(): Promise<void>
}

/**
 * Opens all that is around the bot: a Discord, a Redis where the settings name none, and a stand-in where they name no model.
 * Throws ConfigError.
 */
export async function openWorld(options: WorldOptions): Promise<DemoWorld> {
  const { environment, dataDir, logFile, keyPrefix = KEY_PREFIX, log, pace, onLog } = options
  await using parts = new AsyncDisposableStack()
  const bot = new BotProcess(onLog)
  bot.prepare()
  parts.defer(() => bot.end([]))
  const discord = parts.adopt(await startLoopback({ token: randomUUID() }), loopback => loopback.close())
  openSecondServer(discord)
  const standIn = namesModel(environment) ? undefined : await startStandInModel(pace)
  if (standIn !== undefined) parts.defer(() => standIn.close())
  const settings = {
    // A script may well send more lines a minute than a person does.
    MESSAGES_PER_MINUTE: '1000',
    // Whoever tries the bot does not want to wait five minutes to see what it has learned.
    LEARN_DELAY_SECONDS: '3',
    ...environment,
    // There is no other process here that learns.
    LEARN_APART: 'off',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ...(standIn === undefined ? {} : { OPENAI_BASE_URL: standIn.url, CHAT_MODEL: 'stand-in' }),
  }
  const config = readConfig(settings)
  log.level = config.LOG_LEVEL
  const speakers = watchSpeakers(discord)
  const redis = config.REDIS_URL === undefined ? await startRedis(dataDir, log) : undefined
  if (redis !== undefined) parts.defer(() => redis.stop())
  const rest = parts.move()
  const places = {
    ...{ dataDir, logFile, keyPrefix },
    environment: { ...settings, REDIS_URL: redis?.url ?? config.REDIS_URL },
  }
  const memory =
    config.REDIS_URL === undefined ? `a Redis of its own in ${dataDir}` : `Redis at ${redisHosts(config.REDIS_URL)}`
  let model = describeModel(standIn, config.CHAT_MODEL, config.OPENAI_BASE_URL)
  return {
    discord,
    bot,
    get setting() {
      return { model, memory }
    },
    modelQuietMs: standIn === undefined ? undefined : () => standIn.quietMs,
    async start() {
      await bot.launch({ ...places, isStandIn: standIn !== undefined })
    },
    async switchModel(changes) {
      const environment = { ...places.environment, ...withoutKeysOfFormerHost(places.environment, changes) }
      const { CHAT_MODEL, OPENAI_BASE_URL } = readConfig(environment)
      model = describeModel(undefined, CHAT_MODEL, OPENAI_BASE_URL)
      await bot.restart({ ...places, environment, isStandIn: false })
    },
    async close() {
      await bot.end(speakers.stop())
      await rest.disposeAsync()
    },
  }
}

/** Smaller, and not everybody is in it: what is said in one server is not told in the other. */
function openSecondServer(discord: Loopback): void {
  const members = [discord.user('Ada'), discord.user('Cleo')]
  discord.createGuild({ name: 'Allotment club', owner: discord.user('Bob'), members, isFixed: true })
}

/** Beside the bot, so that it goes on while the bot begins anew. */
async function startRedis(dataDir: string, log: Logger) {
  await refuseMovedMemory(dataDir)
  const { startLocalRedis } = await import('../../src/redis/local-server/start.ts')
  return await startLocalRedis({ dataDir, log })
}

/** Who has said something, up to `stop`. */
function watchSpeakers(discord: Loopback): { stop: () => readonly string[] } {
  const speakers = new Set<string>()
  const stopListening = discord.watch(happening => {
    if (happening.kind === 'message' && happening.message.author.bot !== true) speakers.add(happening.message.author.id)
  })
  return {
    stop() {
      stopListening()
      return [...speakers]
    },
  }
}

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== ''

function namesModel(environment: WorldOptions['environment']): boolean {
  return isSet(environment['OPENAI_API_KEY']) || isSet(environment['OPENAI_BASE_URL'])
}

function describeModel(standIn: StandInModel | undefined, model: string, baseUrl: string | undefined): string {
  if (standIn !== undefined)
    return 'a stand-in without a key, simple rules on this machine (OPENAI_API_KEY in .env: a real one).'
  return `${model} at ${baseUrl === undefined ? 'OpenAI' : new URL(baseUrl).host}; what you write goes there.`
}
