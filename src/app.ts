import { join } from 'node:path'
import type { BackgroundWork } from './background.ts'
import { openBudget } from './budget.ts'
import { accessRules } from './config/access.ts'
import type { Config } from './config/environment.ts'
import { modelSettings } from './config/models.ts'
import { readPersona } from './config/persona.ts'
import {
  commandSettings,
  gatewaySettings,
  healthServerSettings,
  memorySettings,
  promptBudget,
} from './config/settings.ts'
import { openDeletionJournal } from './deletion-journal.ts'
import { openAccess } from './discord/access/open-access.ts'
import { AnswerCoordinator } from './discord/answering/answer-coordinator.ts'
import { AnswerJournal } from './discord/answering/answer-journal.ts'
import { createPromptBuilder } from './discord/answering/build-prompt.ts'
import { Interjections } from './discord/answering/interjections.ts'
import { createChatTools } from './discord/answering/tools/chat-tools.ts'
import type { UsageLimits } from './discord/answering/usage-limits.ts'
import {
  connectToDiscord,
  type DiscordConnection,
  disconnectFromDiscord,
  inviteLink,
  readGateway,
} from './discord/client.ts'
import { watchClock } from './discord/clock.ts'
import { discordErrorDetails } from './discord/errors.ts'
import { AbsenceHandler } from './discord/events/absence.ts'
import { DepartureHandler } from './discord/events/departures.ts'
import { greetNewServers } from './discord/events/greeting.ts'
import { handleInteractions } from './discord/events/interactions.ts'
import { handleMessages } from './discord/events/messages.ts'
import { openMessageParser } from './discord/incoming/open-message-parser.ts'
import { ListenedChannels } from './discord/listened-channels.ts'
import { MessageApi } from './discord/message-api.ts'
import { ModelChoice } from './discord/model-choice.ts'
import { RequestBudget } from './discord/outgoing/request-budget.ts'
import { TypingIndicator } from './discord/outgoing/typing-indicator.ts'
import { KnownOwnerChoices } from './discord/owner-choices.ts'
import { UserLocales } from './discord/user-locales.ts'
import { errorDetails, type KeepsakeError } from './errors.ts'
import { openHealthServer, type PartHealth, readHealth } from './health.ts'
import { emptyOutbox, startSweeping } from './lifecycle.ts'
import type { Models } from './llm/models.ts'
import { createOpenAiModels } from './llm/openai/models.ts'
import { watchModels } from './llm/watch-models.ts'
import { type ContentJudge, type ContentJudgeDependencies, createContentJudge } from './memory/content/judge.ts'
import { Outbox } from './memory/outbox.ts'
import type { Memory } from './memory/ports/memory.ts'
import type { UserId } from './memory/types.ts'
import type { Logger } from './observability/logger.ts'
import { countTurns, createMetrics, type Metrics } from './observability/metrics.ts'
import type { ModelCall } from './observability/model-call.ts'
import type { Observer } from './observability/observer.ts'
import { openRedisMemory } from './redis/open.ts'
import type { Caps } from './spending/caps.ts'
import type { Spending } from './spending/spending.ts'

/** How long answers in hand may take when the process is asked to end. */
const DRAIN_TIMEOUT_MS = 10_000

export interface AppOptions {
  /** Where a Redis of our own keeps its files, if REDIS_URL names none. */
  readonly dataDir: string
  /** Under which keys everything is kept: several bots can share one Redis. Default `keepsake:`. */
  readonly keyPrefix?: string
  readonly log: Logger
  /** Whether models are asked for something small at the start, and again while they do not work; yes if left out. */
  readonly probesModels?: boolean
  /** Makes what decides what must not be kept for what it means; by the likeness of embeddings if left out. */
  readonly judgeContent?: (dependencies: ContentJudgeDependencies) => ContentJudge
  readonly observer?: Observer
  /** Discord has ended the connection for good, or a newer Keepsake has the memory: the process is of no use any more. */
  readonly onConnectionLost: (error: KeepsakeError) => void
}

export interface App {
  /** The link that brings the bot into a server. */
  readonly invite: string
  /** Resolves when it is known which models work, with how each part is; after 5 s at the latest. */
  readonly probed: Promise<PartHealth>
  /** Learns what somebody has said so far, now instead of later. Throws ModelError or MemoryUnavailable. */
  learnNow(user: UserId): Promise<void>
  /** Takes no new messages, finishes those in hand within 10 s, and closes everything. */
  stop(): Promise<void>
}

/** Puts the parts together and starts them; resolves when the bot answers. Throws ConfigError or DiscordConnectionError. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { dataDir, keyPrefix, log, onConnectionLost, judgeContent, observer, probesModels = true } = options
  const persona = readPersona(config.SYSTEM_PROMPT_FILE)
  const metrics = createMetrics()
  const opening = {
    ...memorySettings(config),
    ...{ dataDir, keyPrefix, onFailure: metrics.countRedisError, onRefusal: onConnectionLost },
  }
  const opened = await openRedisMemory(opening, log)
  const memory = observer?.watchMemory(opened) ?? opened
  try {
    const listenedChannels = new ListenedChannels(memory.serverSettings)
    await listenedChannels.load().catch(error => log.warn(errorDetails(error), 'listened channels not read yet'))
    const ownerChoices = new KnownOwnerChoices(memory.ownerSettings)
    await ownerChoices.look().catch(error => log.warn(errorDetails(error), 'not read yet what owners set by command'))
    const gateway = { ...gatewaySettings(config), starts: memory.sessionStarts }
    const connection = await connectToDiscord(gateway, log, onConnectionLost)
    return await startBot({
      ...{ config, persona, memory, metrics, listenedChannels, ownerChoices, connection, probesModels, dataDir, log },
      ...{ observer, ...(judgeContent !== undefined && { judgeContent }) },
    }).catch(async (error: unknown) => {
      await disconnectFromDiscord(connection.client)
      throw error
    })
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
  readonly listenedChannels: ListenedChannels
  readonly ownerChoices: KnownOwnerChoices
  readonly connection: DiscordConnection
  readonly probesModels: boolean
  /** Where the bot may keep files of its own. */
  readonly dataDir: string
  readonly judgeContent?: (dependencies: ContentJudgeDependencies) => ContentJudge
  readonly observer: Observer | undefined
  readonly log: Logger
}

/** Nothing is awaited before the bot listens: what is said from the first moment on is answered. */
async function startBot(dependencies: BotDependencies): Promise<App> {
  const { config, memory, metrics, connection, log } = dependencies
  const { client } = connection
  const userLocales = new UserLocales((user, locale) => {
    memory.userMemory
      .updateSettings(user, { locale })
      .catch((error: unknown) => log.warn(errorDetails(error), 'locale not stored'))
  })
  const budget = openBudget({ config, memory, client, userLocales, log })
  const { spending, caps, usageLimits } = budget
  const onCall = (call: ModelCall) => metrics.countModelCall(call, spending.record(call))
  const models = createOpenAiModels(modelSettings(config), { capabilityStore: memory.capabilities, onCall, log })
  const watch = dependencies.probesModels ? watchModels(models.configured, log) : undefined
  const health = () => readHealth({ client, memory, models })
  const background = Promise.withResolvers<BackgroundWork>()
  const learnNow = async (user: UserId) => (await background.promise).learnNow(user)
  const createJudge = dependencies.judgeContent ?? createContentJudge
  const content = createJudge({ embedder: models.embedder, store: memory.learnedContent, log })
  budget.warnOfUnknownPrices(models.configured)
  const bot = composeBot({
    ...dependencies,
    ...{ models, content, userLocales, usageLimits, spending, caps },
    health,
    learnNow,
  })
  handleMessages(client, bot)
  handleInteractions(client, bot)
  greetNewServers(client, bot)
  const sweeping = await startSweeping({ ...bot, client, messageCaches: connection.messageCaches, memory })
  const healthServer = await openHealthServer(healthServerSettings(config), health, metrics, log)
  // Loaded once the bot answers, as nobody waits for it.
  background.resolve(
    Promise.all([import('./background.ts'), models.loadExtractionModel()]).then(
      ([{ startBackgroundWork }, extractionModel]) =>
        startBackgroundWork({
          ...{ config, memory, metrics, extractionModel, embedder: models.embedder, content, spending, caps },
          observer: dependencies.observer,
          now: bot.discordClock.now,
          scope: config.LEARN_APART === 'on' ? 'asked' : 'all',
          log,
        }),
    ),
  )
  return {
    invite: inviteLink(client.application.id),
    probed: (watch?.settled ?? Promise.resolve()).then(health),
    learnNow,
    async stop() {
      sweeping.leave()
      watch?.stop()
      bot.discordClock.stop()
      const deadline = performance.now() + DRAIN_TIMEOUT_MS
      await Promise.all([bot.coordinator.drain(DRAIN_TIMEOUT_MS), background.promise.then(({ stop }) => stop())])
      await spending.flush()
      sweeping.stop()
      await emptyOutbox({ ...bot, memory }, deadline - performance.now())
      const since = await bot.coordinator.waitForClaims()
      await bot.absence.leave(since).catch((error: unknown) => log.warn(errorDetails(error), 'the end is not noted'))
      await disconnectFromDiscord(client)
      await bot.coordinator.waitForClaims()
      healthServer?.close()
      await memory.close()
    },
  }
}

type Composition = BotDependencies & {
  readonly health: () => PartHealth
  readonly models: Models
  readonly content: ContentJudge
  readonly userLocales: UserLocales
  readonly usageLimits: UsageLimits
  readonly spending: Spending
  readonly caps: Caps
  readonly learnNow: (user: UserId) => Promise<void>
}

/** What the bot is made of, each part given what it works with. */
function composeBot({
  config,
  persona,
  memory,
  metrics,
  listenedChannels,
  ownerChoices,
  connection,
  models,
  content,
  userLocales,
  usageLimits,
  spending,
  caps,
  dataDir,
  health,
  learnNow,
  observer,
  log,
}: Composition) {
  const { client, hasMessageContent } = connection
  const { userMemory, serverSettings } = memory
  const conversations = countTurns(memory.conversations, metrics.countTurn)
  const messageApi = new MessageApi(client.rest)
  const requestBudget = new RequestBudget(client.rest, config.DISCORD_REQUESTS_PER_SECOND)
  const discordClock = watchClock(client.rest, log)
  const deletionJournal = openDeletionJournal(join(dataDir, 'pending-deletions'), log)
  const outbox = new Outbox(conversations, deletionJournal, discordClock.now)
  client.rest.on('response', ({ method, path }, { headers }) => requestBudget.recordRateLimit(method, path, headers))
  const recall = { index: memory.factIndex, embedder: models.embedder, now: discordClock.now }
  const settings = commandSettings(config)
  const logFailure = (error: unknown, message: string) => log.warn(errorDetails(error), message)
  const journal = new AnswerJournal(log, metrics.countAnswer)
  metrics.measureState({ gateway: () => readGateway(client), storeSize: memory.readSize })
  const { mayRead, ...access } = openAccess(accessRules(config), { client, ownerChoices, messageApi, userLocales, log })
  const chatModels = models.configured.filter(({ part }) => part === 'chat')
  const modelChoice = new ModelChoice(
    chatModels.map(({ name }) => name),
    ownerChoices,
    log,
  )
  const coordinator = new AnswerCoordinator({
    ...{ journal, userLocales, serverSettings, conversations, outbox, messageApi, requestBudget, log },
    ...{ spending, modelChoice, discordClock, mayHaveMissed: () => absence.isBehind },
    ...{ botId: client.user.id, botName: client.user.displayName },
    model: models.chat,
    buildPrompt: createPromptBuilder({
      ...{ persona, conversations, ...recall },
      budget: promptBudget(config),
      timeZone: config.TIME_ZONE,
      onFailure: logFailure,
      onRecall: metrics.observeRecall,
      onPrompt: observer?.onPrompt,
      chatTools: createChatTools({
        ...{ userMemory, serverSettings, settings, content, recall, userLocales },
        onFailure: logFailure,
      }),
    }),
    usageLimits,
    interjections: new Interjections(config.LISTEN_ANSWER_PERCENT / 100),
    typingIndicator: new TypingIndicator(messageApi, requestBudget, error =>
      log.warn(discordErrorDetails(error), 'typing indicator failed'),
    ),
  })
  const parseMessage = openMessageParser(client, {
    ...{ conversations, userMemory, serverSettings, mayRead, listenedChannels, hasMessageContent, log },
    ...{ limit: config.CHANNEL_CONTEXT_MESSAGES, transcriber: models.transcriber, onFailure: logFailure },
  })
  const absence = new AbsenceHandler(client, {
    ...{ ...access, conversations, parseMessage, messageApi, userLocales, discordClock, log },
    ...{ coordinator, listenedChannels, memory, attendance: memory.attendance },
  })
  return {
    ...{ conversations, userMemory, serverSettings, outbox, coordinator, journal, listenedChannels, userLocales },
    ...{ recall, settings, content, hasMessageContent, usageLimits, spending, caps, health, learnNow, log },
    ...{ ...access, absence, usageLedger: memory.usageLedger, discordClock, messageApi },
    ...{ chatModels, modelChoice, ownerChoices },
    parseMessage,
    departures: new DepartureHandler(client, {
      ...{ departures: memory.departures, now: memory.now, serverSettings, userMemory, log },
    }),
  }
}
