import { test as base, expect } from 'vitest'
import { MemoryUnavailable, ModelError } from '../../src/errors.ts'
import {
  type JobOutcome,
  type LearningWorkerDependencies,
  startLearningWorker,
} from '../../src/jobs/learning-worker.ts'
import type { LearningReport } from '../../src/memory/learning/report.ts'
import { silentLogger } from '../support/silent-logger.ts'

const nothing = {} as LearningReport

/** Who is due, and what the jobs did about it. */
class Office {
  readonly due = new Set<string>()
  readonly postponed: [string, number][] = []
  readonly outcomes: JobOutcome[] = []
  readonly lines: unknown[] = []
  learn: LearningWorkerDependencies['learn'] = async user => {
    this.due.delete(user)
    return nothing
  }
  isReady = true
  readonly #claims = new Map<string, symbol>()
  readonly #waits: { count: number; resolve: () => void }[] = []

  /** What one process works with. */
  dependencies(): LearningWorkerDependencies {
    const process = Symbol('process')
    return {
      store: {
        listDue: async () => [...this.due],
        claim: async user =>
          (this.#claims.get(user) ?? process) === process && Boolean(this.#claims.set(user, process)),
        release: async user => void this.#claims.delete(user),
        postpone: async (user, ms) => {
          this.due.delete(user)
          this.postponed.push([user, ms])
        },
      },
      learn: (user, signal) => this.learn(user, signal),
      isReady: () => this.isReady,
      onJobEnd: outcome => {
        this.outcomes.push(outcome)
        for (const { count, resolve } of this.#waits) if (this.outcomes.length >= count) resolve()
      },
      log: { ...silentLogger, warn: (details, message) => void this.lines.push({ ...details, message }) },
    }
  }

  /** Resolves when so many jobs have ended. */
  ended(count: number): Promise<void> {
    if (this.outcomes.length >= count) return Promise.resolve()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waits.push({ count, resolve })
    return promise
  }
}

const test = base.extend<{ office: Office; start: () => ReturnType<typeof startLearningWorker> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  office: async ({}, use) => use(new Office()),
  start: async ({ office }, use) => {
    const started: ReturnType<typeof startLearningWorker>[] = []
    await use(() => {
      const jobs = startLearningWorker(office.dependencies())
      started.push(jobs)
      return jobs
    })
    await Promise.all(started.map(jobs => jobs.stop()))
  },
})

test('whoever is due is learned from, with no other message coming', async ({ office, start }) => {
  office.due.add('1').add('2')
  start()

  await office.ended(2)

  expect(office.due.size).toBe(0)
  expect(office.outcomes).toEqual(['done', 'done'])
})

test('one user is learned from by one job at a time, in all processes together', async ({ office, start }) => {
  let running = 0
  let most = 0
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: began, resolve: begin } = Promise.withResolvers<void>()
  office.learn = async user => {
    running += 1
    most = Math.max(most, running)
    begin()
    await released
    running -= 1
    office.due.delete(user)
    return nothing
  }
  office.due.add('1')
  const [first, second] = [start(), start()]
  await began
  await Promise.all([first.sweep(), second.sweep(), first.sweep(), second.sweep()])
  release()

  await office.ended(1)

  expect(most).toBe(1)
})

test.each([
  [new ModelError('overloaded', { status: 503 }), 'modelAway', 8000],
  [new MemoryUnavailable('Redis is away.'), 'memoryAway', 8000],
  [new TypeError('what somebody said'), 'fault', 60_000],
] as const)('%s puts the user off, and is told without its words', async (error, outcome, ms) => {
  const { office, jobs } = await failing(error)

  await office.ended(1)
  await jobs.stop()

  expect(office.outcomes).toEqual([outcome])
  expect(office.postponed).toEqual([['1', ms]])
  expect(JSON.stringify(office.lines)).not.toContain('what somebody said')
  expect(office.lines).toHaveLength(1)
})

test('while the model is out of reach nobody else is tried', async ({ office, start }) => {
  office.due.add('1')
  office.learn = async () => {
    throw new ModelError('unreachable')
  }
  const jobs = start()
  await office.ended(1)

  office.due.add('2')
  await jobs.sweep()

  expect(office.due.has('2')).toBe(true)
  expect(office.outcomes).toHaveLength(1)
})

test('nobody is looked up while Redis is away', async ({ office, start }) => {
  office.isReady = false
  office.due.add('1')
  const jobs = start()
  await jobs.sweep()
  expect(office.outcomes).toEqual([])

  office.isReady = true
  await jobs.sweep()
  await office.ended(1)
})

test('a job under way ends when the process is to end', async ({ office, start }) => {
  const { promise: began, resolve: begin } = Promise.withResolvers<void>()
  office.learn = async (_, signal) => {
    begin()
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    return nothing
  }
  office.due.add('1')
  const jobs = start()
  await began

  await jobs.stop()

  expect(office.outcomes).toEqual(['ended'])
  expect(office.due.has('1')).toBe(true)
})

async function failing(error: Error) {
  const office = new Office()
  office.due.add('1')
  office.learn = async () => {
    throw error
  }
  return { office, jobs: startLearningWorker(office.dependencies()) }
}
