import type { DailyTokenLimits } from '../discord/answering/usage-limits.ts'
import type { DiscordClientOptions } from '../discord/client.ts'
import type { CommandSettings } from '../discord/interactions/command.ts'
import type { OpenAiModelSettings } from '../llm/openai/models.ts'
import type { LearningSettings } from '../memory/learning/schedule.ts'
import type { PromptBudget } from '../prompt/assemble.ts'
import type { RedisMemorySettings } from '../redis/open.ts'
import type { Config } from './environment.ts'

/** An extraction takes a slow model on a small machine a while, and nobody waits for it. */
const EXTRACTION_TIMEOUT_MS = 120_000
const EMBEDDING_TIMEOUT_MS = 30_000

export const gatewaySettings = (config: Config): DiscordClientOptions => ({
  token: config.DISCORD_TOKEN,
  apiUrl: config.DISCORD_API_URL,
  requestsPerSecond: config.DISCORD_REQUESTS_PER_SECOND,
})

export const memorySettings = (config: Config): Omit<RedisMemorySettings, 'dataDir' | 'keyPrefix' | 'onFailure'> => ({
  url: config.REDIS_URL,
  windowMessages: config.WINDOW_MESSAGES,
  logLimit: config.LOG_LIMIT,
  historyDays: config.HISTORY_DAYS,
  learnDelayMs: config.LEARN_DELAY_SECONDS * 1000,
  learnBatch: config.LEARN_BATCH,
  embedding: { model: config.EMBEDDING_MODEL, ...dimensions(config) },
})

export const learnSettings = (config: Config): LearningSettings => ({
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

/** How to reach the models: another provider takes settings of its own. */
export const modelSettings = (config: Config): OpenAiModelSettings => ({
  chat: {
    ...modelServer(config),
    model: config.CHAT_MODEL,
    responseTokens: config.RESPONSE_TOKENS,
    firstTokenMs: config.FIRST_TOKEN_TIMEOUT_SECONDS * 1000,
    tokenGapMs: config.TOKEN_GAP_TIMEOUT_SECONDS * 1000,
  },
  extraction: {
    ...modelServer(config),
    model: config.MEMORY_MODEL,
    timeoutMs: EXTRACTION_TIMEOUT_MS,
  },
  embedder: {
    ...modelServer(config),
    ...(config.EMBEDDING_BASE_URL === undefined ? {} : { baseUrl: config.EMBEDDING_BASE_URL }),
    ...dimensions(config),
    model: config.EMBEDDING_MODEL,
    timeoutMs: EMBEDDING_TIMEOUT_MS,
  },
})

export const promptBudget = (config: Config): PromptBudget => ({
  contextTokens: config.CONTEXT_TOKENS,
  responseTokens: config.RESPONSE_TOKENS,
  memoryTokens: config.MEMORY_TOKENS,
  profileTokens: config.PROFILE_TOKENS,
  summaryTokens: config.SUMMARY_TOKENS,
})

export const dailyTokenLimits = (config: Config): DailyTokenLimits => ({
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
const OPENAI_ORIGIN = 'https://api.openai.com'

const hostOf = (baseUrl = OPENAI_ORIGIN) => new URL(baseUrl).host
