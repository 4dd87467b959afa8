import { readFileSync } from 'node:fs'
import type { BackgroundWork } from './background.ts'
import type { Config } from './config/environment.ts'
import {
  commandSettings,
  dailyTokenLimits,
  gatewaySettings,
  memorySettings,
  modelSettings,
  promptBudget,
} from './config/settings.ts'
import { AnswerCoordinator } from './discord/answering/answer-coordinator.ts'
import { createPromptBuilder } from './discord/answering/build-prompt.ts'
import { createChatTools } from './discord/answering/tools/chat-tools.ts'
import { UsageLimits } from './discord/answering/usage-limits.ts'
import {
  connectToDiscord,
  type DiscordConnection,
  disconnectFromDiscord,
  inviteLink,
  isConnected,
  purgeCachedMessages,
} from './discord/client.ts'
import { commandDefinitions } from './discord/commands/registry.ts'
import { discordErrorDetails } from './discord/errors.ts'
import { DepartureHandler } from './discord/events/departures.ts'
import { handleInteractions } from './discord/events/interactions.ts'
import { handleMessages } from './discord/events/messages.ts'
import { recoverQuestions } from './discord/events/recovery.ts'
import { ChannelContext } from './discord/incoming/channel-context.ts'
import { createMessageParser } from './discord/incoming/parse-message.ts'
import { ListenedChannels } from './discord/listened-channels.ts'
import { MessageApi } from './discord/message-api.ts'
import { RequestBudget } from './discord/outgoing/request-budget.ts'
import { TypingIndicator } from './discord/outgoing/typing-indicator.ts'
import { UserLocales } from './discord/user-locales.ts'
import { ConfigError, errorDetails, type KeepsakeError } from './errors.ts'
import { createOpenAiModels } from './llm/openai/models.ts'
import { Outbox } from './memory/outbox.ts'
import type { Memory } from './memory/ports/memory.ts'
import { clearStemCache } from './memory/text/words.ts'
import type { UserId } from './memory/types.ts'
import { startHealthServer } from './observability/health-server.ts'
import type { Logger } from './observability/logger.ts'
import { countTurns, createMetrics, type Metrics } from './observability/metrics.ts'
import { defaultPersona } from './prompt/system-prompt.ts'
import { openRedisMemory } from './redis/open.ts'

/** How often a process looks for what another left behind, and for what Redis could not take before. */
const SWEEP_INTERVAL_MS = 5000
/** How long answers in hand may take when the process is asked to end. */
const DRAIN_TIMEOUT_MS = 10_000

export interface AppOptions {
  /** Where a Redis of our own keeps its files, if REDIS_URL names none. */
  readonly dataDir: string
  /** Under which keys everything is kept: several bots can share one Redis. Default `keepsake:`. */
  readonly keyPrefix?: string
  readonly log: Logger
  /** Discord has ended the connection for good: the process is of no use any more. */
  readonly onConnectionLost: (error: KeepsakeError) => void
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
  const { dataDir, keyPrefix, log, onConnectionLost } = options
  const persona = readPersona(config.SYSTEM_PROMPT_FILE)
  const metrics = createMetrics()
  const opening = { ...memorySettings(config), dataDir, keyPrefix, onFailure: metrics.countRedisError }
  const memory = await openRedisMemory(opening, log)
  try {
    const listening = new ListenedChannels(memory.serverSettings)
    await listening
      .load()
      .catch(error => log.warn(errorDetails(error), 'the channels to listen to are looked up later'))
    const gateway = await connectToDiscord(gatewaySettings(config), log, onConnectionLost)
    return await startBot({ config, persona, memory, metrics, listening, gateway, log }).catch(
      async (error: unknown) => {
        await disconnectFromDiscord(gateway.client)
        throw error
      },
    )
  } catch (error) {
    await memory.close()
    throw error
  }
}

interface BotDependencies {
  readonly config: Config
  readonly persona: string
  readonly memory: Memory
  readonly metrics: Metrics
  readonly listening: ListenedChannels
  readonly gateway: DiscordConnection
  readonly log: Logger
}

/** Nothing is awaited before the bot listens: what is said from the first moment on is heard. */
async function startBot(foundation: BotDependencies): Promise<App> {
  const { config, persona, memory, metrics, listening, gateway, log } = foundation
  const { client, hasMessageContent } = gateway
  const store = countTurns(memory.conversations, metrics.countTurn)
  const messages = new MessageApi(client.rest)
  const pace = new RequestBudget(client.rest, config.DISCORD_REQUESTS_PER_SECOND)
  client.rest.on('response', ({ method, path }, { headers }) => pace.recordRateLimit(method, path, headers))
  const unsettled = new Outbox(store)
  const models = createOpenAiModels(modelSettings(config), metrics.countModelCall, log)
  const { embedder } = models
  const locales = new UserLocales((user, locale) => {
    memory.userMemory
      .updateSettings(user, { locale })
      .catch((error: unknown) => log.warn(errorDetails(error), 'a language was not kept'))
  })
  const learning = Promise.withResolvers<BackgroundWork>()
  const means = { index: memory.factIndex, embedder, now: Date.now }
  const onFailure = (error: unknown, consequence: string) => log.warn(errorDetails(error), consequence)
  const { userMemory, serverSettings } = memory
  const answering = new AnswerCoordinator({
    userLocales: locales,
    conversations: store,
    outbox: unsettled,
    messageApi: messages,
    requestBudget: pace,
    log,
    model: models.chat,
    buildPrompt: createPromptBuilder({
      persona,
      budget: promptBudget(config),
      conversations: store,
      ...means,
      timeZone: config.TIME_ZONE,
      onFailure,
      onRecall: metrics.observeRecall,
      chatTools: createChatTools({
        userMemory,
        serverSettings,
        settings: commandSettings(config),
        recall: means,
        userLocales: locales,
        onFailure,
      }),
    }),
    usageLimits: new UsageLimits({
      messagesPerMinute: config.MESSAGES_PER_MINUTE,
      daily: dailyTokenLimits(config),
      ledger: memory.tokenLedger,
      onFailure: error => log.warn(errorDetails(error), 'the daily limits could not be looked up'),
    }),
    typingIndicator: new TypingIndicator(messages, pace, error =>
      log.warn(discordErrorDetails(error), 'typing could not be shown'),
    ),
  })
  const parseMessage = createMessageParser(new ChannelContext(hasMessageContent ? config.CHANNEL_CONTEXT_MESSAGES : 0))
  handleMessages(client, { coordinator: answering, parseMessage, listenedChannels: listening, log })
  const departed = new DepartureHandler(client, { departures: memory.departures, userMemory: memory.userMemory, log })
  handleInteractions(client, {
    conversations: store,
    userMemory,
    serverSettings,
    recall: means,
    coordinator: answering,
    parseMessage,
    listenedChannels: listening,
    hasMessageContent,
    learnNow: async user => (await learning.promise).learnNow(user),
    log,
    settings: commandSettings(config),
    userLocales: locales,
  })
  let areCommandsTold = false
  const tellCommands = async () => {
    if (areCommandsTold) return
    try {
      await client.application.commands.set(commandDefinitions)
      areCommandsTold = true
    } catch (error) {
      log.warn(discordErrorDetails(error), 'Discord did not take the commands; it is asked again')
    }
  }
  const sweep = async () => {
    await tellCommands()
    if (!memory.isReady()) return
    try {
      await memory.readDeletions()
      await listening.load()
      await unsettled.flush()
      await recoverQuestions(client, { conversations: store, coordinator: answering, parseMessage, log })
      departed.sweep()
    } catch (error) {
      log.warn(errorDetails(error), 'what was left over could not be looked up')
    }
  }
  await sweep()
  const sweeping = setInterval(() => void sweep(), SWEEP_INTERVAL_MS)
  memory.onReconnect(() => void sweep())
  memory.onDeletion(user => {
    unsettled.forgetUser(user)
    purgeCachedMessages(client, user)
    clearStemCache()
  })
  const health = await openHealthServer(foundation)
  // Loaded once the bot answers, as nobody waits for it.
  learning.resolve(
    Promise.all([import('./background.ts'), models.loadExtractionModel()]).then(
      ([{ startBackgroundWork }, extractionModel]) =>
        startBackgroundWork({
          ...foundation,
          extractionModel,
          embedder,
        }),
    ),
  )

  return {
    invite: inviteLink(client.application.id),
    async learnNow(user) {
      await (await learning.promise).learnNow(user)
    },
    async stop() {
      clearInterval(sweeping)
      await Promise.all([answering.drain(DRAIN_TIMEOUT_MS), learning.promise.then(({ stop }) => stop())])
      await unsettled.flush().catch((error: unknown) => log.warn(errorDetails(error), 'some answers could not be kept'))
      await disconnectFromDiscord(client)
      health?.close()
      await memory.close()
    },
  }
}

async function openHealthServer({ config, gateway, memory, metrics }: BotDependencies) {
  if (config.METRICS_PORT === undefined) return undefined
  metrics.collectProcessMetrics()
  const health = () => ({ gateway: isConnected(gateway.client), redis: memory.isReady() })
  return await startHealthServer(config.METRICS_PORT, health, metrics).catch((error: unknown) => {
    throw new ConfigError('METRICS_PORT can’t be used: is another program, or another Keepsake, on that port?', {
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
    throw new ConfigError(`SYSTEM_PROMPT_FILE names a file that can’t be read: ${file}`, {}, { cause: error })
  }
}
