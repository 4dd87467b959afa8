import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails, MemoryUnavailable, ModelError } from '../errors.ts'
import type { Learner } from '../memory/learning/learner.ts'
import type { LearningStore } from '../memory/ports/learning-store.ts'
import type { UserId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import { repeat } from './repeat.ts'

/** How often it is looked who is due: so nobody's words wait for another message to be learned. */
const SWEEP_INTERVAL_MS = 2000
const DUE_LIMIT = 100
/** Users that are learned from at the same time unless settings say otherwise; the model's provider sets the real limit. */
const CONCURRENCY = 4
/** How often it is looked whether another process has ended its job with a user who asks. */
const CLAIM_RETRY_MS = 250
/** How long somebody waits whose model or store was out of reach: short, as learning is to go on soon after an outage. */
const OUTAGE_RETRY_MS = 8000
/** How long nobody is tried after the model was found out of reach, so that an outage costs a few calls and no storm. */
const MODEL_OUTAGE_PAUSE_MS = 4000
/** How long jobs that were told to end may take to give their users back. */
const STOP_LIMIT_MS = 2000
/** A fault of ours must not become a hot loop. */
const FAULT_RETRY_MS = 60_000

export interface LearningWorkerDependencies {
  readonly store: Pick<LearningStore, 'listDue' | 'claim' | 'release' | 'postpone'>
  readonly learn: Learner['learn']
  /** Users that are learned from at the same time; 4 if not given. */
  readonly concurrency?: number
  /** Whether whoever is due is learned from, or those alone who ask; yes if not given. */
  readonly sweeps?: boolean
  readonly isReady: () => boolean
  /** Milliseconds until a user may be learned from, where what may be spent for them is spent. Never rejects. */
  readonly pauseFor?: (user: UserId) => Promise<number | undefined>
  /** How a job ended, for counting. */
  readonly onJobEnd: (outcome: JobOutcome) => void
  readonly log: Logger
}

export type JobOutcome = 'done' | 'capReached' | 'modelAway' | 'memoryAway' | 'ended' | 'fault'

export interface LearningWorker {
  /** Begins with whoever is due and free, now instead of within 2 s. Never rejects. */
  sweep(): Promise<void>
  /**
   * Learns all that waits of a user, due or not, once nobody else learns from them. Throws ModelError or MemoryUnavailable, and
   * the reason where jobs are ended.
   */
  learnNow(user: UserId): Promise<void>
  /** Ends jobs under way, which leave what they were about for the next start. */
  stop(): Promise<void>
}

/**
 * Learns from whoever is due, one job a user at a time in all processes together: a job begins with a claim on its user.
 * What is to be learned stands in the user's logs, and who is due in the store: a job that is lost, ends early or runs
 * twice loses and doubles nothing.
 */
export function startLearningWorker(dependencies: LearningWorkerDependencies): LearningWorker {
  const { store, learn, concurrency = CONCURRENCY, sweeps = true, isReady, pauseFor, onJobEnd, log } = dependencies
  const stopping = new AbortController()
  const { signal } = stopping
  /** One at most for each user; none of them rejects. */
  const jobs = new Map<UserId, Promise<void>>()
  let pausedUntil = 0
  let isMoreDue = false

  const mayBegin = () => sweeps && isReady() && !signal.aborted && performance.now() >= pausedUntil

  /** From the claim to the release of a user. Why a claim failed is for the sweep to tell. */
  async function run(user: UserId, claim: Promise<boolean>): Promise<void> {
    const outcome = (await claim.catch(() => false)) ? await attempt(user) : undefined
    if (outcome !== undefined) await store.release(user).catch(() => undefined) // this process may claim them again all the same
    jobs.delete(user)
    if (outcome !== undefined) onJobEnd(outcome)
    if (outcome === 'done' && isMoreDue) void sweep()
  }

  async function attempt(user: UserId): Promise<JobOutcome> {
    try {
      const pauseMs = await pauseFor?.(user)
      if (pauseMs !== undefined) {
        await store.postpone(user, pauseMs)
        return 'capReached'
      }
      const { calls } = await learn(user, { signal })
      // There may be more, of this user or another.
      if (calls > 0) isMoreDue = true
      return 'done'
    } catch (error) {
      if (signal.aborted) return 'ended'
      const outcome = outcomeOf(error)
      log.warn({ user, ...errorDetails(error) }, outcomeMessages[outcome])
      if (outcome === 'modelAway') pausedUntil = performance.now() + MODEL_OUTAGE_PAUSE_MS
      await store.postpone(user, outcome === 'fault' ? FAULT_RETRY_MS : OUTAGE_RETRY_MS).catch(() => undefined) // still due, then
      return outcome
    }
  }

  async function sweep(): Promise<void> {
    if (!mayBegin()) return
    await beginJobs().catch((error: unknown) => {
      if (!signal.aborted) log.warn(errorDetails(error), 'users due for learning not read')
    })
  }

  /** Everybody who is due, however many of them others learn from. */
  async function* dueUsers(): AsyncGenerator<UserId> {
    for (let passed = 0, isMore = true; isMore; passed += DUE_LIMIT) {
      const due = await store.listDue(DUE_LIMIT, passed)
      isMoreDue = passed + due.length > concurrency
      isMore = due.length === DUE_LIMIT
      yield* due
    }
  }

  /** Whoever is claimed by another process is passed over: the next in line may be free. */
  async function beginJobs(): Promise<void> {
    for await (const user of dueUsers()) {
      if (jobs.size >= concurrency || !mayBegin()) return
      if (jobs.has(user)) continue
      const claim = store.claim(user)
      jobs.set(user, run(user, claim))
      await claim
    }
  }

  async function learnAll(user: UserId): Promise<void> {
    signal.throwIfAborted()
    while (!(await store.claim(user))) await sleep(CLAIM_RETRY_MS, undefined, { signal })
    try {
      await learn(user, { signal, force: true })
    } finally {
      await store.release(user).catch(() => undefined) // this process may claim them again all the same
    }
  }

  const sweeping = repeat(async () => {
    await sweep()
    return SWEEP_INTERVAL_MS
  }, signal)

  return {
    sweep,
    async learnNow(user) {
      while (jobs.has(user)) await jobs.get(user)
      const job = learnAll(user)
      const end = () => void jobs.delete(user)
      jobs.set(user, job.then(end, end))
      await job
    },
    async stop() {
      stopping.abort('shutdown')
      await Promise.race([
        Promise.allSettled([sweeping, ...jobs.values()]),
        sleep(STOP_LIMIT_MS, undefined, { ref: false }),
      ])
    },
  }
}

function outcomeOf(error: unknown): Exclude<JobOutcome, 'done' | 'capReached' | 'ended'> {
  if (error instanceof ModelError) return 'modelAway'
  return error instanceof MemoryUnavailable ? 'memoryAway' : 'fault'
}

const outcomeMessages = {
  modelAway: 'learning postponed: model unavailable',
  memoryAway: 'learning postponed: Redis unavailable',
  fault: 'learning failed',
} as const
