import type { DiscordClientOptions } from '../discord/client.ts'
import type { CommandSettings } from '../discord/interactions/command.ts'
import type { LearningSettings } from '../memory/learning/schedule.ts'
import { BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import type { PromptBudget } from '../prompt/assemble.ts'
import type { RedisMemorySettings } from '../redis/open.ts'
import type { Cap, CappedBy, Caps, CapUnit } from '../spending/caps.ts'
import type { Config } from './environment.ts'
import { embeddingDimensions, providerHosts } from './models.ts'

export const gatewaySettings = (config: Config): DiscordClientOptions => ({
  token: config.DISCORD_TOKEN,
  apiUrl: config.DISCORD_API_URL,
  requestsPerSecond: config.DISCORD_REQUESTS_PER_SECOND,
  shards: config.SHARDS,
  ...(config.STATUS_TEXT !== 'off' && { statusText: config.STATUS_TEXT }),
})

export const memorySettings = (config: Config) =>
  ({
    url: config.REDIS_URL,
    cells: config.CELLS,
    windowMessages: config.WINDOW_MESSAGES,
    logLimit: config.LOG_LIMIT,
    historyDays: config.HISTORY_DAYS,
    learnDelayMs: config.LEARN_DELAY_SECONDS * 1000,
    learnBatch: config.LEARN_BATCH,
    embedding: { model: config.EMBEDDING_MODEL, ...embeddingDimensions(config) },
  }) satisfies Omit<RedisMemorySettings, 'dataDir' | 'keyPrefix' | 'onFailure'>

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
  providers: providerHosts(config),
})

export const promptBudget = (config: Config): PromptBudget => ({
  contextTokens: config.CONTEXT_TOKENS,
  responseTokens: config.RESPONSE_TOKENS,
  memoryTokens: config.MEMORY_TOKENS,
  profileTokens: config.PROFILE_TOKENS,
  summaryTokens: config.SUMMARY_TOKENS,
  channelTokens: config.CHANNEL_TOKENS,
})

export const healthServerSettings = (config: Config) => ({
  address: config.METRICS_ADDRESS,
  port: config.METRICS_PORT,
})

/** What may be spent in a day, by the names under which operators set it. */
export function spendingCaps(config: Config): Caps {
  const cap = (by: CappedBy): Cap => {
    const [tokens, dollars] = [config[capSettings[by].tokens], config[capSettings[by].cost]]
    return {
      ...(tokens !== 'off' && { tokens }),
      ...(dollars !== 'off' && { cost: Math.round(dollars * BILLIONTHS_PER_DOLLAR) }),
    }
  }
  return { user: cap('user'), guild: cap('guild'), bot: cap('bot') }
}

/** Under which name operators set each cap. */
export const capSettings = {
  user: { tokens: 'DAILY_TOKENS_PER_USER', cost: 'DAILY_COST_PER_USER' },
  guild: { tokens: 'DAILY_TOKENS_PER_SERVER', cost: 'DAILY_COST_PER_SERVER' },
  bot: { tokens: 'DAILY_TOKENS_IN_ALL', cost: 'DAILY_COST_IN_ALL' },
} as const satisfies Record<CappedBy, Record<CapUnit, keyof Config>>
