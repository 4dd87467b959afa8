import type { Config } from './config.ts'
import type { DailyTokens } from './discord/admission.ts'
import type { CommandSettings } from './discord/commands/features.ts'
import type { GatewaySettings } from './discord/gateway.ts'
import type { ChatSettings } from './llm/chat.ts'
import type { EmbedderSettings } from './llm/embed.ts'
import type { MemoryModelSettings } from './llm/memory-model.ts'
import type { LearnSettings } from './memory/learning/learn-settings.ts'
import type { Budget } from './prompt/assemble.ts'
import type { MemorySettings } from './redis/open.ts'

/** A study takes a slow model on a small machine a while, and nobody waits for it. */
const STUDY_TIMEOUT_MS = 120_000
const EMBEDDING_TIMEOUT_MS = 30_000

export const gatewaySettings = (config: Config): GatewaySettings => ({
  token: config.DISCORD_TOKEN,
  apiUrl: config.DISCORD_API_URL,
  requestsPerSecond: config.DISCORD_REQUESTS_PER_SECOND,
})

export const memorySettings = (config: Config): Omit<MemorySettings, 'dataDir' | 'keyPrefix' | 'onFailure'> => ({
  url: config.REDIS_URL,
  windowMessages: config.WINDOW_MESSAGES,
  logLimit: config.LOG_LIMIT,
  historyDays: config.HISTORY_DAYS,
  learnDelayMs: config.LEARN_DELAY_SECONDS * 1000,
  learnBatch: config.LEARN_BATCH,
  embedding: { model: config.EMBEDDING_MODEL, ...dimensions(config) },
})

export const learnSettings = (config: Config): LearnSettings => ({
  learnDelayMs: config.LEARN_DELAY_SECONDS * 1000,
  learnBatch: config.LEARN_BATCH,
  windowMessages: config.WINDOW_MESSAGES,
  summaryKeep: config.SUMMARY_KEEP,
  summaryTokens: config.SUMMARY_TOKENS,
  maxFacts: config.MAX_FACTS,
  maxEntities: config.MAX_ENTITIES,
  timeZone: config.TIME_ZONE,
})

export const commandSettings = (config: Config): CommandSettings => ({
  maxFacts: config.MAX_FACTS,
  maxEntities: config.MAX_ENTITIES,
  historyDays: config.HISTORY_DAYS,
  learnDelayMs: config.LEARN_DELAY_SECONDS * 1000,
  timeZone: config.TIME_ZONE,
  providers: {
    chat: hostOf(config.OPENAI_BASE_URL),
    embeddings: hostOf(config.EMBEDDING_BASE_URL ?? config.OPENAI_BASE_URL),
  },
})

export const chatSettings = (config: Config): ChatSettings => ({
  ...modelServer(config),
  model: config.CHAT_MODEL,
  responseTokens: config.RESPONSE_TOKENS,
  firstTokenMs: config.FIRST_TOKEN_TIMEOUT_SECONDS * 1000,
  tokenGapMs: config.TOKEN_GAP_TIMEOUT_SECONDS * 1000,
})

export const memoryModelSettings = (config: Config): MemoryModelSettings => ({
  ...modelServer(config),
  model: config.MEMORY_MODEL,
  timeoutMs: STUDY_TIMEOUT_MS,
})

export const embedderSettings = (config: Config): EmbedderSettings => ({
  ...modelServer(config),
  ...(config.EMBEDDING_BASE_URL === undefined ? {} : { baseUrl: config.EMBEDDING_BASE_URL }),
  ...dimensions(config),
  model: config.EMBEDDING_MODEL,
  timeoutMs: EMBEDDING_TIMEOUT_MS,
})

export const promptBudget = (config: Config): Budget => ({
  contextTokens: config.CONTEXT_TOKENS,
  responseTokens: config.RESPONSE_TOKENS,
  memoryTokens: config.MEMORY_TOKENS,
  profileTokens: config.PROFILE_TOKENS,
  summaryTokens: config.SUMMARY_TOKENS,
})

export const dailyTokens = (config: Config): DailyTokens => ({
  user: config.DAILY_TOKENS_PER_USER,
  guild: config.DAILY_TOKENS_PER_SERVER,
  bot: config.DAILY_TOKENS_IN_ALL,
})

const modelServer = ({ OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl }: Config) => ({
  ...(apiKey === undefined ? {} : { apiKey }),
  ...(baseUrl === undefined ? {} : { baseUrl }),
})

const dimensions = ({ EMBEDDING_DIMENSIONS: dimensions }: Config) => (dimensions === '' ? {} : { dimensions })

/** Where the openai package sends to without a base URL. */
const OPENAI = 'https://api.openai.com'

const hostOf = (baseUrl = OPENAI) => new URL(baseUrl).host
