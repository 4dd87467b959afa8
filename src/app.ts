import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { Admission, type DailyTokens } from './discord/admission.ts'
import { Answering } from './discord/answering.ts'
import { commandDefinitions } from './discord/commands/definitions.ts'
import { answerCommands } from './discord/commands/on-interaction.ts'
import { ChannelContext } from './discord/context.ts'
import { discordFacts } from './discord/failure.ts'
import { connect, disconnect, type Gateway, type GatewaySettings, inviteLink, isConnected } from './discord/gateway.ts'
import { Listening } from './discord/listening.ts'
import { Messages } from './discord/messages.ts'
import { answerMessages } from './discord/on-message.ts'
import { Pace } from './discord/pace.ts'
import { promptMaker } from './discord/question.ts'
import { recover } from './discord/recover.ts'
import { Typing } from './discord/typing.ts'
import { BadSettings, errorFacts, type KeepsakeError } from './errors.ts'
import { serveHealth } from './health.ts'
import { type ChatSettings, createChatModel } from './llm/chat.ts'
import { Unsettled } from './memory/unsettled.ts'
import { defaultPersona } from './prompt/system-prompt.ts'
import { type Memory, type MemorySettings, openMemory } from './redis/open.ts'

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
  /** Takes no new messages, finishes those in hand within 10 s, and closes everything. */
  stop(): Promise<void>
}

/** Puts the parts together and starts them; resolves when the bot answers. Throws BadSettings or DiscordRefused. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const { log, onLost } = options
  const persona = readPersona(config.SYSTEM_PROMPT_FILE)
  const memory = await openMemory(memorySettings(config, options), log)
  try {
    const listening = new Listening(memory.channels)
    await listening.load().catch(error => log.warn(errorFacts(error), 'the channels to listen to are looked up later'))
    const gateway = await connect(gatewaySettings(config), log, onLost)
    return await startBot({ config, persona, memory, listening, gateway, log }).catch(async (error: unknown) => {
      await disconnect(gateway.client)
      throw error
    })
  } catch (error) {
    await memory.close()
    throw error
  }
}

interface Foundation {
  readonly config: Config
  readonly persona: string
  readonly memory: Memory
  readonly listening: Listening
  readonly gateway: Gateway
  readonly log: Logger
}

/** Nothing is awaited before the bot listens: what is said from the first moment on is heard. */
async function startBot({ config, persona, memory, listening, gateway, log }: Foundation): Promise<App> {
  const { client, hasMessageContent } = gateway
  const { store } = memory
  const messages = new Messages(client.rest)
  const pace = new Pace(client.rest, config.DISCORD_REQUESTS_PER_SECOND)
  client.rest.on('response', ({ method, path }, { headers }) => pace.observe(method, path, headers))
  const unsettled = new Unsettled(store)
  const answering = new Answering({
    store,
    unsettled,
    messages,
    pace,
    log,
    model: createChatModel(chatSettings(config), log),
    prompt: promptMaker(persona, { contextTokens: config.CONTEXT_TOKENS, responseTokens: config.RESPONSE_TOKENS }),
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
  answerCommands(client, { answering, store, listening, hasMessageContent, log })
  let areCommandsTold = false
  const tellCommands = async () => {
    if (areCommandsTold) return
    try {
      await client.application.commands.set(commandDefinitions)
      areCommandsTold = true
    } catch (error) {
      log.warn(discordFacts(error), 'Discord did not take the commands; it is asked again')
    }
  }
  const sweep = async () => {
    await tellCommands()
    if (!memory.isReady()) return
    try {
      await listening.load()
      await unsettled.settle()
      await recover(client, { store, answering, log })
    } catch (error) {
      log.warn(errorFacts(error), 'what was left over could not be looked up')
    }
  }
  await sweep()
  const sweeping = setInterval(() => void sweep(), SWEEP_MS)
  memory.onBack(() => void sweep())
  const health =
    config.METRICS_PORT === undefined
      ? undefined
      : await serveHealth(config.METRICS_PORT, () => ({ gateway: isConnected(client), redis: memory.isReady() }))

  return {
    invite: inviteLink(client.application.id),
    async stop() {
      clearInterval(sweeping)
      await answering.drain(DRAIN_MS)
      await unsettled.settle().catch((error: unknown) => log.warn(errorFacts(error), 'some answers could not be kept'))
      await disconnect(client)
      health?.close()
      await memory.close()
    },
  }
}

const memorySettings = (config: Config, { dataDir, keyPrefix }: AppOptions): MemorySettings => ({
  url: config.REDIS_URL,
  dataDir,
  keyPrefix,
  windowMessages: config.WINDOW_MESSAGES,
  logLimit: config.LOG_LIMIT,
  historyDays: config.HISTORY_DAYS,
})

const gatewaySettings = (config: Config): GatewaySettings => ({
  token: config.DISCORD_TOKEN,
  apiUrl: config.DISCORD_API_URL,
  requestsPerSecond: config.DISCORD_REQUESTS_PER_SECOND,
})

const chatSettings = (config: Config): ChatSettings => ({
  model: config.CHAT_MODEL,
  responseTokens: config.RESPONSE_TOKENS,
  firstTokenMs: config.FIRST_TOKEN_TIMEOUT_SECONDS * 1000,
  tokenGapMs: config.TOKEN_GAP_TIMEOUT_SECONDS * 1000,
  ...(config.OPENAI_API_KEY === undefined ? {} : { apiKey: config.OPENAI_API_KEY }),
  ...(config.OPENAI_BASE_URL === undefined ? {} : { baseUrl: config.OPENAI_BASE_URL }),
})

const dailyTokens = (config: Config): DailyTokens => ({
  user: config.DAILY_TOKENS_PER_USER,
  guild: config.DAILY_TOKENS_PER_SERVER,
  bot: config.DAILY_TOKENS_IN_ALL,
})

function readPersona(file: string | undefined): string {
  if (file === undefined) return defaultPersona
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: the cause stands in the third argument, after the facts
    throw new BadSettings(`SYSTEM_PROMPT_FILE names a file that can’t be read: ${file}`, {}, { cause: error })
  }
}
