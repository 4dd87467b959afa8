import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { errorFacts } from './errors.ts'
import { startLearningJobs } from './jobs/learning-jobs.ts'
import { startReembedding } from './jobs/reembedding.ts'
import { createMemoryModel } from './llm/memory-model.ts'
import { learner } from './memory/learn.ts'
import type { Embedder } from './memory/ports.ts'
import type { UserId } from './memory/types.ts'
import type { Metrics } from './metrics.ts'
import { learnSettings, memoryModelSettings } from './part-settings.ts'
import { loadTokenCounter } from './prompt/tokens.ts'
import type { Memory } from './redis/open.ts'

export interface LearningParts {
  readonly config: Config
  readonly memory: Memory
  readonly metrics: Metrics
  readonly embedder: Embedder
  readonly log: Logger
}

export interface Learning {
  /** Learns what a user has said so far. Throws ModelError or MemoryUnavailable. */
  now(user: UserId): Promise<void>
  stop(): Promise<void>
}

/** Starts what runs in the background: learning from what was said, and embedding what has no embedding. */
export function startLearning({ config, memory, metrics, embedder, log }: LearningParts): Learning {
  const { learn } = learner({
    store: memory.learning,
    model: createMemoryModel({ ...memoryModelSettings(config), onCall: metrics.called }, log),
    embedder,
    index: memory.index,
    counter: loadTokenCounter,
    settings: learnSettings(config),
    now: Date.now,
    onReport: report => {
      metrics.learned(report)
      log.debug({ ...report }, 'learned')
    },
  })
  metrics.waiting(() => memory.learning.waiting())
  const jobs = startLearningJobs({
    ...memory.openQueue(),
    store: memory.learning,
    learn: (user, signal) => learn(user, { signal }),
    isReady: memory.isReady,
    onEnd: metrics.jobEnded,
    log,
    factsOf: errorFacts,
  })
  const reembedding = startReembedding({ run: memory.reembedder(embedder).run, log, factsOf: errorFacts })
  return {
    async now(user: UserId): Promise<void> {
      await learn(user, { force: true })
    },
    async stop(): Promise<void> {
      await Promise.all([jobs.stop(), reembedding.stop()])
    },
  }
}
