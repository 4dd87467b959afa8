import { setTimeout as sleep } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { type LogDetails, MemoryUnavailable, ModelError } from '../errors.ts'
import type { LearningReport } from '../memory/learning/report.ts'
import type { LearningStore } from '../memory/ports/learning-store.ts'
import type { UserId } from '../memory/types.ts'

/** How often it is looked who is due: so nobody's words wait for another message to be learned. */
const SWEEP_INTERVAL_MS = 2000
const DUE_LIMIT = 100
/** Users that are learned from at the same time; the model's provider sets the real limit. */
const CONCURRENCY = 4
/** How long somebody waits whose model or store was out of reach: short, as learning is to go on soon after an outage. */
const OUTAGE_RETRY_MS = 8000
/** How long nobody is tried after the model was found out of reach, so that an outage costs a few calls and no storm. */
const MODEL_OUTAGE_PAUSE_MS = 4000
/** How long BullMQ may take to close where Redis goes away meanwhile. */
const CLOSE_MS = 2000
/** A fault of ours must not become a hot loop. */
const FAULT_RETRY_MS = 60_000

export interface LearningWorkerDependencies {
  /** For BullMQ alone: its commands wait for a connection as long as it takes. */
  readonly connection: Redis
  /** Of BullMQ's own keys. */
  readonly prefix: string
  readonly store: Pick<LearningStore, 'listDue' | 'postpone'>
  readonly learn: (user: UserId, signal: AbortSignal) => Promise<LearningReport>
  readonly isReady: () => boolean
  /** How a job ended, for counting. */
  readonly onJobEnd: (outcome: JobOutcome) => void
  readonly log: { warn(facts: LogDetails | Record<string, unknown>, message: string): void }
  /** What may be logged of any error. */
  readonly factsOf: (error: unknown) => Record<string, unknown>
}

export type JobOutcome = 'done' | 'modelAway' | 'memoryAway' | 'ended' | 'fault'

export interface LearningWorker {
  /** Queues everybody who is due, now instead of within 2 s. Never rejects. */
  sweep(): Promise<void>
  /** Ends jobs under way, which leave what they were about for the next start, and closes the connections. */
  stop(): Promise<void>
}

/**
 * Learns from whoever is due, one job a user at a time. A job carries the user's id alone; what is to be learned stands
 * in the user's logs, and who is due in `pending`: a job that is lost, ends early or runs twice loses and doubles nothing.
 */
export function startLearningWorker(parts: LearningWorkerDependencies): LearningWorker {
  const { connection, prefix, store, log, factsOf } = parts
  const stopping = new AbortController()
  const underWay = new Set<UserId>()
  let breakUntil = 0

  async function learn(user: UserId): Promise<JobOutcome> {
    try {
      await parts.learn(user, stopping.signal)
      return 'done'
    } catch (error) {
      if (stopping.signal.aborted) return 'ended'
      const outcome = outcomeOf(error)
      log.warn({ user, ...factsOf(error) }, outcomeMessages[outcome])
      if (outcome === 'modelAway') breakUntil = Date.now() + MODEL_OUTAGE_PAUSE_MS
      await store.postpone(user, outcome === 'fault' ? FAULT_RETRY_MS : OUTAGE_RETRY_MS).catch(() => undefined) // still due, then
      return outcome
    }
  }

  const queue = new Queue<{ user: UserId }>('learn', { connection, prefix })
  const worker = new Worker<{ user: UserId }>(
    'learn',
    async ({ data: { user } }) => {
      underWay.add(user)
      try {
        // Never fails: BullMQ would keep the words of an error.
        parts.onJobEnd(await learn(user))
      } finally {
        underWay.delete(user)
      }
    },
    {
      connection,
      prefix,
      concurrency: CONCURRENCY,
      lockDuration: 10_000,
      stalledInterval: 5000,
      maxStalledCount: Number.MAX_SAFE_INTEGER, // a process that dies is no fault of the job
      runRetryDelay: 1000,
    },
  )
  // That Redis is away is told by the connection of the user's path, once.
  queue.on('error', () => undefined)
  worker.on('error', () => undefined)

  async function sweep(): Promise<void> {
    if (!parts.isReady() || stopping.signal.aborted || Date.now() < breakUntil) return
    try {
      const due = await store.listDue(DUE_LIMIT)
      await queue.addBulk(due.filter(user => !underWay.has(user)).map(learningJob))
    } catch (error) {
      if (!stopping.signal.aborted) log.warn(factsOf(error), 'who is to be learned from could not be looked up')
    }
  }
  const sweeping = setInterval(() => void sweep(), SWEEP_INTERVAL_MS)
  void sweep()

  return {
    sweep,
    async stop() {
      clearInterval(sweeping)
      stopping.abort('shutdown')
      // A graceful end asks Redis for it, and would wait for ever for one that is gone.
      const isGone = connection.status !== 'ready'
      if (isGone) connection.disconnect()
      await Promise.race([
        Promise.allSettled([worker.close(isGone), queue.close()]),
        sleep(CLOSE_MS, undefined, { ref: false }),
      ])
      connection.disconnect()
    },
  }
}

function learningJob(user: UserId) {
  const deduplication = { id: `learn-${user}`, keepLastIfActive: true }
  return { name: 'learn', data: { user }, opts: { deduplication, removeOnComplete: true, removeOnFail: true } }
}

function outcomeOf(error: unknown): Exclude<JobOutcome, 'done' | 'ended'> {
  if (error instanceof ModelError) return 'modelAway'
  return error instanceof MemoryUnavailable ? 'memoryAway' : 'fault'
}

const outcomeMessages = {
  modelAway: 'what was said is learned when the model can be reached again',
  memoryAway: 'what was said is learned when Redis can be reached again',
  fault: 'learning failed; it is tried again in a minute',
} as const
