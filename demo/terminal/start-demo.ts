import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Loopback, startLoopback } from '../../fake-discord/loopback.ts'
import { type App, startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/environment.ts'
import { errorDetails, type KeepsakeError } from '../../src/errors.ts'
import { wordJudge } from '../../src/memory/content/judge.ts'
import { type StandInModel, startStandInModel } from '../stand-in-model/server.ts'

export interface DemoOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where a Redis of the demo's own keeps its files. */
  readonly dataDir: string
  readonly log: Logger
  readonly onLost: (error: KeepsakeError) => void
  /** Whether somebody watches the answers grow: then the stand-in speaks as slowly as a model does. */
  readonly isWatched: boolean
}

/** The bot with all it talks to, running. */
export interface Demo {
  readonly discord: Loopback
  /** In words. */
  readonly model: string
  readonly memory: string
  /** See `StandInModel`; not known of other models. */
  readonly modelQuietMs: (() => number) | undefined
  /** Finishes the answers in hand, learns from what was said, and closes everything. */
  stop(): Promise<void>
}

/** Words come about as fast as from a real model. */
const AS_A_MODEL = { firstTokenMs: 400, delayMs: 25 }
/** A Redis that the real bot uses too keeps the two apart. */
const KEY_PREFIX = 'keepsake:demo:'

/** Starts the bot on a loopback Discord, with the model the settings name or else a stand-in. Throws BadSettings. */
export async function startDemo({ environment, dataDir, log, onLost, isWatched }: DemoOptions): Promise<Demo> {
  await using parts = new AsyncDisposableStack()
  const discord = parts.adopt(await startLoopback(), loopback => loopback.close())
  const standIn =
    isSet(environment['OPENAI_API_KEY']) || isSet(environment['OPENAI_BASE_URL'])
      ? undefined
      : await startStandInModel(isWatched ? AS_A_MODEL : {})
  if (standIn !== undefined) parts.defer(() => standIn.close())
  const config = readConfig({
    // A script may well send more lines a minute than a person does.
    MESSAGES_PER_MINUTE: '1000',
    // Whoever tries the bot does not want to wait five minutes to see what it has learned.
    LEARN_DELAY_SECONDS: '3',
    ...environment,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ...(standIn === undefined ? {} : { OPENAI_BASE_URL: standIn.url, CHAT_MODEL: 'stand-in' }),
  })
  log.level = config.LOG_LEVEL
  const app = parts.adopt(
    await startApp(config, {
      ...{ dataDir, keyPrefix: KEY_PREFIX, log, onConnectionLost: onLost, probesModels: standIn === undefined },
      // The stand-in model embeds words, and knows no meanings.
      judgeContent: () => wordJudge,
    }),
    stopping => stopping.stop(),
  )
  const speakers = new Set<string>()
  const stopListening = discord.watch(happening => {
    if (happening.kind === 'message' && happening.message.author.bot !== true) speakers.add(happening.message.author.id)
  })
  parts.defer(async () => {
    stopListening()
    await learnFrom(app, speakers, log)
  })
  const all = parts.move()
  return {
    discord,
    model: describeModel(standIn, config.CHAT_MODEL, config.OPENAI_BASE_URL),
    memory:
      config.REDIS_URL === undefined
        ? `a Redis of its own in ${join(dataDir)}`
        : `Redis at ${new URL(config.REDIS_URL).host}`,
    modelQuietMs: standIn === undefined ? undefined : () => standIn.quietMs,
    stop: () => all.disposeAsync(),
  }
}

/** What was said last would else be learned after the next start. */
async function learnFrom(app: App, speakers: ReadonlySet<string>, log: Logger): Promise<void> {
  for (const speaker of speakers) {
    await app
      .learnNow(speaker)
      .catch(error => log.warn(errorDetails(error), 'what was said is learned after the next start'))
  }
}

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== ''

function describeModel(standIn: StandInModel | undefined, model: string, baseUrl: string | undefined): string {
  if (standIn !== undefined)
    return 'a stand-in without a key, simple rules on this machine (OPENAI_API_KEY in .env: a real one).'
  return `${model} at ${baseUrl === undefined ? 'OpenAI' : new URL(baseUrl).host}; what you write goes there.`
}
