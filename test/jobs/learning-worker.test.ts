import { setImmediate as nextTick } from 'node:timers/promises'
import { test as base, describe, expect, vi } from 'vitest'
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
        listDue: async (limit, passed = 0) => [...this.due].slice(passed, passed + limit),
        claim: async user =>
          (this.#claims.get(user) ?? process) === process && Boolean(this.#claims.set(user, process)),
        release: async user => void this.#claims.delete(user),
        postpone: async (user, ms) => {
          this.due.delete(user)
          this.postponed.push([user, ms])
        },
      },
      learn: (user, options) => this.learn(user, options),
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
  office.learn = async (_, { signal } = {}) => {
    begin()
    await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))))
    return nothing
  }
  office.due.add('1')
  const jobs = start()
  await began

  await jobs.stop()

  expect(office.outcomes).toEqual(['ended'])
  expect(office.due.has('1')).toBe(true)
})

describe('learning that somebody asks for', () => {
  /** Learns for as long as the test says, and notes who is learned from at the same time. */
  function slowly(office: Office) {
    const begun: (boolean | undefined)[] = []
    const ends: (() => void)[] = []
    office.learn = async (user, { force } = {}) => {
      begun.push(force)
      await new Promise<void>(resolve => ends.push(resolve))
      office.due.delete(user)
      return nothing
    }
    return { begun, end: () => ends.shift()?.() }
  }

  test('begins when what runs in the background has ended', async ({ office, start }) => {
    const { begun, end } = slowly(office)
    office.due.add('1')
    const worker = start()
    await vi.waitUntil(() => begun.length === 1)
    const asked = worker.learnNow('1')
    await worker.sweep()
    const before = [...begun]
    end()
    await vi.waitUntil(() => begun.length === 2)
    end()
    await asked

    expect(before).toEqual([undefined])
    expect(begun).toEqual([undefined, true])
  })

  test('runs once at a time, and keeps the background out, in other processes as well', async ({ office, start }) => {
    const { begun, end } = slowly(office)
    const [worker, other] = [start(), start()]
    const asked = worker.learnNow('1')
    const again = [worker.learnNow('1'), other.learnNow('1')]
    await vi.waitUntil(() => begun.length === 1)
    office.due.add('1')
    await Promise.all([worker.sweep(), other.sweep()])
    const before = [...begun]
    for (let count = 1; count <= 3; count += 1) {
      await vi.waitUntil(() => begun.length === count)
      end()
    }
    await Promise.all([asked, ...again])

    expect(before).toEqual([true])
    expect(begun).toEqual([true, true, true])
  })

  test('tells why it failed, and gives the user back', async ({ office, start }) => {
    const worker = start()
    office.learn = () => Promise.reject(new ModelError('unreachable'))
    await expect(worker.learnNow('1')).rejects.toMatchObject({ failure: 'unreachable' })

    office.learn = async () => nothing
    await start().learnNow('1')
  })

  test('ends with the process, also while it waits for another one', async ({ office, start }) => {
    const { begun, end } = slowly(office)
    const [worker, other] = [start(), start()]
    const asked = worker.learnNow('1')
    await vi.waitUntil(() => begun.length === 1)
    const waiting = other.learnNow('1')
    const ended = expect(waiting).rejects.toThrow()
    await other.stop()
    await ended
    end()
    await asked

    expect(begun).toHaveLength(1)
  })
})

test('no more users are learned from at once than the settings say', async ({ office }) => {
  let running = 0
  let most = 0
  office.learn = async user => {
    running += 1
    most = Math.max(most, running)
    await nextTick()
    running -= 1
    office.due.delete(user)
    return nothing
  }
  for (const user of ['1', '2', '3']) office.due.add(user)
  const worker = startLearningWorker({ ...office.dependencies(), concurrency: 1 })
  await office.ended(3)
  await worker.stop()

  expect(most).toBe(1)
})

async function failing(error: Error) {
  const office = new Office()
  office.due.add('1')
  office.learn = async () => {
    throw error
  }
  return { office, jobs: startLearningWorker(office.dependencies()) }
}

test('however many others learn from, whoever is free has their turn', async ({ office, start }) => {
  const [others, free] = [Array.from({ length: 120 }, (_, i) => `other ${i}`), ['free 1', 'free 2']]
  const another = office.dependencies()
  for (const user of others) await another.store.claim(user)
  for (const user of [...others, ...free]) office.due.add(user)
  start()

  await office.ended(2)

  expect([...office.due]).toEqual(others)
})
