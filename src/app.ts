import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { countTurns } from './count-turns.ts'
import { Admission } from './discord/admission.ts'
import { Answering } from './discord/answering.ts'
import { definitionsOf, featuresOf } from './discord/commands/features.ts'
import { answerInteractions } from './discord/commands/on-interaction.ts'
import { ChannelContext } from './discord/context.ts'
import { DepartureWatch } from './discord/departures.ts'
import { discordFacts } from './discord/failure.ts'
import { connect, disconnect, type Gateway, inviteLink, isConnected } from './discord/gateway.ts'
import { Listening } from './discord/listening.ts'
import { Locales } from './discord/locales.ts'
import { Messages } from './discord/messages.ts'
import { answerMessages } from './discord/on-message.ts'
import { Pace } from './discord/pace.ts'
import { promptMaker } from './discord/prompt-maker.ts'
import { recover } from './discord/recover.ts'
import { sweepWords } from './discord/sweep-words.ts'
import { talkTools } from './discord/talk-tools.ts'
import { Typing } from './discord/typing.ts'
import { BadSettings, errorFacts, type KeepsakeError } from './errors.ts'
import { serveHealth } from './health.ts'
import type { Learning } from './learning.ts'
import { createChatModel } from './llm/chat.ts'
import { createEmbedder } from './llm/embed.ts'
import { forgetWords } from './memory/recalling/words.ts'
import type { UserId } from './memory/types.ts'
import { Unsettled } from './memory/unsettled.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import {
  chatSettings,
  commandSettings,
  dailyTokens,
  embedderSettings,
  gatewaySettings,
  memorySettings,
  promptBudget,
} from './part-settings.ts'
import { defaultPersona } from './prompt/system-prompt.ts'
import { type Memory, openMemory } from './redis/open.ts'

/** How often a process looks for what another left behind, and for what Redis could not take before. */
const SWEEP_MS = 5000
/** How long answers in hand may take when the process is asked to end. */
const DRAIN_MS = 10_000

export interface AppOptions {
  /** Where a Redis of our own keeps its files, if REDIS_URL names none. */
  readonly dataDir: string
  /** Under which keys everything is kept: several bots can share one Redis. Default `keepsake:`. */
  readonly keyPrefix?: string
  readonly log: Logger
  /** Discord has ended the connection for good: the process is of no use any more. */
  readonly onLost: (error: KeepsakeError) => void
}

export interface App {
  /** The link that brings the bot into a server. */
  readonly invite: string
  /** Learns what somebody has said so far, now instead of later. Throws ModelError or MemoryUnavailable. */
  learnNow(user: UserId): Promise<void>
  /** Takes no new messages, finishes those in hand within 10 s, and closes everything. */
  stop(): Promise<void>
}

/** Puts the parts together and starts them; resolves when the bot answers. Throws BadSettings or DiscordRefused. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { dataDir, keyPrefix, log, onLost } = options
  const persona = readPersona(config.SYSTEM_PROMPT_FILE)
  const metrics = createMetrics()
  const opening = { ...memorySettings(config), dataDir, keyPrefix, onFailure: metrics.redisFailed }
  const memory = await openMemory(opening, log)
  try {
    const listening = new Listening(memory.channels)
    await listening.load().catch(error => log.warn(errorFacts(error), 'the channels to listen to are looked up later'))
    const gateway = await connect(gatewaySettings(config), log, onLost)
    return await startBot({ config, persona, memory, metrics, listening, gateway, log }).catch(
      async (error: unknown) => {
        await disconnect(gateway.client)
        throw error
      },
    )
  } catch (error) {
    await memory.close()
    throw error
  }
}

interface Foundation {
  readonly config: Config
  readonly persona: string
  readonly memory: Memory
  readonly metrics: Metrics
  readonly listening: Listening
  readonly gateway: Gateway
  readonly log: Logger
}

/** Nothing is awaited before the bot listens: what is said from the first moment on is heard. */
async function startBot(foundation: Foundation): Promise<App> {
  const { config, persona, memory, metrics, listening, gateway, log } = foundation
  const { client, hasMessageContent } = gateway
  const store = countTurns(memory.store, metrics.turn)
  const messages = new Messages(client.rest)
  const pace = new Pace(client.rest, config.DISCORD_REQUESTS_PER_SECOND)
  client.rest.on('response', ({ method, path }, { headers }) => pace.observe(method, path, headers))
  const unsettled = new Unsettled(store)
  const onCall = metrics.called
  const embedder = createEmbedder({ ...embedderSettings(config), onCall }, log)
  const locales = new Locales((user, locale) => {
    memory.own.set(user, { locale }).catch((error: unknown) => log.warn(errorFacts(error), 'a language was not kept'))
  })
  const learning = Promise.withResolvers<Learning>()
  const means = { index: memory.index, embedder, now: Date.now }
  const onFailure = (error: unknown, consequence: string) => log.warn(errorFacts(error), consequence)
  const { own, channels } = memory
  const answering = new Answering({
    locales,
    store,
    unsettled,
    messages,
    pace,
    log,
    model: createChatModel({ ...chatSettings(config), onCall }, log),
    prompt: promptMaker({
      persona,
      budget: promptBudget(config),
      store,
      ...means,
      timeZone: config.TIME_ZONE,
      onFailure,
      onRecall: metrics.recalled,
      doing: talkTools({ own, channels, settings: commandSettings(config), means, locales, onFailure }),
    }),
    admission: new Admission({
      messagesPerMinute: config.MESSAGES_PER_MINUTE,
      daily: dailyTokens(config),
      ledger: memory.ledger,
      onFailure: error => log.warn(errorFacts(error), 'the daily limits could not be looked up'),
    }),
    context: new ChannelContext(hasMessageContent ? config.CHANNEL_CONTEXT_MESSAGES : 0),
    typing: new Typing(messages, pace, error => log.warn(discordFacts(error), 'typing could not be shown')),
  })
  answerMessages(client, { answering, listening, log })
  const departed = new DepartureWatch(client, { departures: memory.departures, own: memory.own, log })
  const features = featuresOf({
    store,
    own,
    channels,
    means,
    answering,
    listening,
    hasMessageContent,
    learnNow: async user => (await learning.promise).now(user),
    log,
    settings: commandSettings(config),
  })
  answerInteractions(client, { features, answering, locales, log })
  let areCommandsTold = false
  const tellCommands = async () => {
    if (areCommandsTold) return
    try {
      await client.application.commands.set(definitionsOf(features))
      areCommandsTold = true
    } catch (error) {
      log.warn(discordFacts(error), 'Discord did not take the commands; it is asked again')
    }
  }
  const sweep = async () => {
    await tellCommands()
    if (!memory.isReady()) return
    try {
      await memory.lookForgotten()
      await listening.load()
      await unsettled.settle()
      await recover(client, { store, answering, log })
      departed.settle()
    } catch (error) {
      log.warn(errorFacts(error), 'what was left over could not be looked up')
    }
  }
  await sweep()
  const sweeping = setInterval(() => void sweep(), SWEEP_MS)
  memory.onBack(() => void sweep())
  memory.onForgotten(user => {
    unsettled.forget(user)
    sweepWords(client, user)
    forgetWords()
  })
  const health = await servePages(foundation)
  // Loaded once the bot answers, as nobody waits for it.
  learning.resolve(import('./learning.ts').then(({ startLearning }) => startLearning({ ...foundation, embedder })))

  return {
    invite: inviteLink(client.application.id),
    async learnNow(user) {
      await (await learning.promise).now(user)
    },
    async stop() {
      clearInterval(sweeping)
      await Promise.all([answering.drain(DRAIN_MS), learning.promise.then(({ stop }) => stop())])
      await unsettled.settle().catch((error: unknown) => log.warn(errorFacts(error), 'some answers could not be kept'))
      await disconnect(client)
      health?.close()
      await memory.close()
    },
  }
}

async function servePages({ config, gateway, memory, metrics }: Foundation) {
  if (config.METRICS_PORT === undefined) return undefined
  metrics.watchProcess()
  const health = () => ({ gateway: isConnected(gateway.client), redis: memory.isReady() })
  return await serveHealth(config.METRICS_PORT, health, metrics).catch((error: unknown) => {
    throw new BadSettings('METRICS_PORT can’t be used: is another program, or another Keepsake, on that port?', {
      port: config.METRICS_PORT,
      code: (error as NodeJS.ErrnoException).code,
    })
  })
}

function readPersona(file: string | undefined): string {
  if (file === undefined) return defaultPersona
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: the cause stands in the third argument, after the facts
    throw new BadSettings(`SYSTEM_PROMPT_FILE names a file that can’t be read: ${file}`, {}, { cause: error })
  }
}
