import { startBackgroundWork } from './background.ts'
import type { Config } from './config/environment.ts'
import { modelSettings } from './config/models.ts'
import { healthServerSettings, memorySettings, spendingCaps } from './config/settings.ts'
import { ConfigError, errorDetails, type KeepsakeError } from './errors.ts'
import { openHealthServer, readLearningHealth } from './health.ts'
import { createOpenAiModels } from './llm/openai/models.ts'
import { createContentJudge } from './memory/content/judge.ts'
import { clearStemCache } from './memory/text/words.ts'
import type { Logger } from './observability/logger.ts'
import { createMetrics } from './observability/metrics.ts'
import { openRedisMemory } from './redis/open.ts'
import { createPrices } from './spending/prices.ts'
import { Spending } from './spending/spending.ts'

/** How often it is looked whose words may be held no longer. */
const LOOK_INTERVAL_MS = 5000

export interface LearningProcessOptions {
  readonly dataDir: string
  readonly keyPrefix?: string
  readonly log: Logger
  /** A newer Keepsake has the memory: the process is of no use any more. */
  readonly onRefusal: (error: KeepsakeError) => void
}

export interface LearningProcess {
  /** Ends what is under way, which is left for others, and closes everything. */
  stop(): Promise<void>
}

/** Learns what bots have heard that share this memory, and is connected to no Discord. Throws ConfigError. */
export async function startLearningProcess(config: Config, options: LearningProcessOptions): Promise<LearningProcess> {
  const { log, ...opening } = options
  if (config.REDIS_URL === undefined)
    throw new ConfigError(
      'npm run learn needs REDIS_URL, the Redis that the bot has: one that a bot runs for itself is no other process’.',
    )
  const metrics = createMetrics()
  const memory = await openRedisMemory(
    { ...memorySettings(config), ...opening, keyPrefix: options.keyPrefix, onFailure: metrics.countRedisError },
    log,
  )
  const ledger = memory.usageLedger
  const spending = new Spending({
    ...{ ledger, prices: createPrices(config.MODEL_PRICES), onKept: () => undefined },
    onFailure: error => log.warn(errorDetails(error), 'what was spent is not kept or read yet'),
  })
  const models = createOpenAiModels(modelSettings(config), {
    capabilityStore: memory.capabilities,
    onCall: call => metrics.countModelCall(call, spending.record(call)),
    log,
  })
  const { embedder } = models
  const background = startBackgroundWork({
    ...{ config, memory, metrics, embedder, spending, log },
    extractionModel: await models.loadExtractionModel(),
    content: createContentJudge({ embedder, store: memory.learnedContent, log }),
    caps: spendingCaps(config),
    now: memory.now,
    observer: undefined,
    scope: 'all',
  })
  memory.onReconnect(() => void spending.flush())
  memory.onDeletion(clearStemCache)
  memory.onWordsGone(clearStemCache)
  const looking = setInterval(() => {
    if (!memory.isReady()) return
    memory
      .readDeletions()
      .catch((error: unknown) => log.warn(errorDetails(error), 'what was forgotten meanwhile is not read yet'))
  }, LOOK_INTERVAL_MS)
  const health = () => readLearningHealth({ memory, models })
  const healthServer = await openHealthServer(healthServerSettings(config), health, metrics, log)
  return {
    async stop() {
      clearInterval(looking)
      await background.stop()
      await spending.flush()
      healthServer?.close()
      await memory.close()
    },
  }
}
