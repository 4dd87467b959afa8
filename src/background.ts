import type { Config } from './config/environment.ts'
import { learnSettings } from './config/settings.ts'
import { errorDetails } from './errors.ts'
import { startCellGrowth } from './jobs/cell-growth.ts'
import { startContextExpiry } from './jobs/context-expiry.ts'
import { startEmbeddingBackfill } from './jobs/embedding-backfill.ts'
import { startLearningWorker } from './jobs/learning-worker.ts'
import type { ContentJudge } from './memory/content/judge.ts'
import { createLearner } from './memory/learning/learner.ts'
import type { Embedder } from './memory/ports/embedder.ts'
import type { ExtractionModel } from './memory/ports/extraction-model.ts'
import type { Memory } from './memory/ports/memory.ts'
import type { UsageLedger } from './memory/ports/usage-ledger.ts'
import type { UserId } from './memory/types.ts'
import type { Logger } from './observability/logger.ts'
import type { Metrics } from './observability/metrics.ts'
import type { Observer } from './observability/observer.ts'
import { loadTokenCounter } from './prompt/tokens/counter.ts'
import { type Caps, findReachedCap } from './spending/caps.ts'
import type { Spending } from './spending/spending.ts'

const DAY_MS = 86_400_000

export interface BackgroundDependencies {
  readonly config: Config
  readonly memory: Memory
  readonly metrics: Metrics
  readonly extractionModel: ExtractionModel
  readonly embedder: Embedder
  readonly content: ContentJudge
  readonly spending: Spending
  readonly caps: Caps
  readonly observer?: Observer | undefined
  /** What time it is for Discord, by which messages are dated. */
  readonly now: () => number
  /** All there is to do, or learning alone, of those who ask what is known: the rest is left to other processes. */
  readonly scope: 'all' | 'asked'
  readonly log: Logger
}

export interface BackgroundWork {
  /** Learns what a user has said so far. Throws ModelError or MemoryUnavailable, and the reason where the process ends. */
  learnNow(user: UserId): Promise<void>
  stop(): Promise<void>
}

/** Starts what runs in the background: learning from what was said, and embedding what has no embedding. */
export function startBackgroundWork({
  config,
  memory,
  metrics,
  extractionModel,
  embedder,
  content,
  spending,
  caps,
  observer,
  now,
  scope,
  log,
}: BackgroundDependencies): BackgroundWork {
  const isAll = scope === 'all'
  const { learn } = createLearner({
    store: memory.learning,
    model: extractionModel,
    embedder,
    content,
    index: memory.factIndex,
    counter: loadTokenCounter,
    settings: learnSettings(config),
    now,
    charge: ({ user, guild }, work) => spending.charge({ user, guild }, work),
    onStudy: observer?.onStudy,
    onReport: report => {
      metrics.countLearned(report)
      const { outcomes: _, ...counts } = report
      log.debug(counts, 'learned')
      const { failedReviews, setAside } = report
      if (Object.keys(setAside).length > 0) log.warn({ setAside }, 'turns passed that could not be learned')
      if (Object.keys(failedReviews).length > 0) log.warn({ failedReviews }, 'no second look at what was learned')
    },
  })
  content.prepare().catch((error: unknown) => log.warn(errorDetails(error), 'examples of content could not be learned'))
  metrics.measureLearningBacklog(memory.learning, now)
  const worker = startLearningWorker({
    store: memory.learning,
    learn,
    pauseFor: user => untilUserMaySpend(user, caps, { spending, ledger: memory.usageLedger }),
    ...(config.LEARN_AT_ONCE !== undefined && { concurrency: config.LEARN_AT_ONCE }),
    sweeps: isAll,
    isReady: memory.takesWrites,
    onJobEnd: metrics.countLearningJob,
    log,
  })
  const others = isAll
    ? [
        startEmbeddingBackfill({ run: memory.embeddingBackfill(embedder).run, log }),
        startContextExpiry({ run: memory.contextExpiry.run, log }),
        startCellGrowth({ run: memory.cellGrowth.run, log }),
      ]
    : []
  return {
    learnNow: worker.learnNow,
    async stop(): Promise<void> {
      await Promise.all([worker, ...others].map(one => one.stop()))
    },
  }
}

/** Learning waits until midnight (UTC) where nothing more may be spent, for somebody or in all: what waits stays in the log. */
async function untilUserMaySpend(
  user: UserId,
  caps: Caps,
  { spending, ledger }: { readonly spending: Spending; readonly ledger: Pick<UsageLedger, 'now'> },
): Promise<number | undefined> {
  const reached = findReachedCap(caps, await spending.spent({ user }))
  return reached && DAY_MS - (ledger.now() % DAY_MS)
}
