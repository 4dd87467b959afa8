import { randomUUID } from 'node:crypto'
import { dueNow, type Left, nextDue, type Occasion } from './learning/due.ts'
import { afterFailing } from './learning/failing.ts'
import { addTo, emptyReport, type LearnReport } from './learning/learn-report.ts'
import { type LearnerMeans, type LearningRun, studied } from './learning/learning-run.ts'
import { type Drafted, lessonFrom } from './learning/lesson.ts'
import { nextParts, type Parts } from './learning/parts.ts'
import { restingIn } from './learning/trouble.ts'
import type { ConversationBacklog, Material } from './ports.ts'
import type { UserId } from './types.ts'

/** Calls of one run at most: one user with much trouble keeps nobody else waiting. What is left is due at once again. */
const MOST_CALLS = 12
/** So often a conversation is looked at again because it changed during the model's call. */
const MOST_MOVES = 3

interface LearnOptions {
  /** Learns all that waits, due or not: somebody asks for the memory. */
  readonly force?: boolean
  readonly signal?: AbortSignal
}

export interface Learner {
  /**
   * Learns and folds what is due of a user, conversation by conversation, and sets when they are due next.
   * Safe to break off at any point and to run twice: only commits change anything, whole or not at all.
   * Throws ModelError when the model is out of reach, MemoryUnavailable when the store is; nothing counts as a try then.
   */
  learn(user: UserId, options?: LearnOptions): Promise<LearnReport>
}

export function learner({ counter, ...means }: LearnerMeans): Learner {
  return {
    async learn(user, { force: isForced = false, signal = new AbortController().signal } = {}) {
      const { store, settings, now, onReport } = means
      const full = { ...means, counter: await counter(), newId: randomUUID }
      const run: LearningRun = {
        means: full,
        signal,
        report: emptyReport(),
        calls: 0,
        tried: new Map(),
        left: new Map(),
      }
      try {
        const backlog = await store.backlog(user)
        for (const { conversation, occasion } of dueNow(backlog, { now: now(), isForced }, settings)) {
          await workThrough(conversation, occasion, run)
        }
        const left = await store.backlog(user)
        const nextAt = nextDue(left, now(), settings, leftBy(run, left.version === backlog.version))
        await store.settle(left, nextAt)
        if (nextAt !== undefined) run.report.nextAt = nextAt
        return run.report
      } finally {
        onReport?.(run.report)
      }
    },
  }
}

/** Call after call until nothing in the conversation is due any more, each from what stands there then. */
async function workThrough(conversation: ConversationBacklog, occasion: Occasion, run: LearningRun): Promise<void> {
  const { store, settings, counter } = run.means
  const { user, channel, lastSaidAt } = conversation
  for (let moves = 0; moves < MOST_MOVES && run.calls < MOST_CALLS; ) {
    const material = await store.material({ user, channel })
    if (material === undefined) return
    const tried = run.tried.get(channel) ?? new Set()
    // Whoever asks for the memory has everything tried, but nothing twice.
    const resting = occasion.isForced ? tried : tried.union(restingIn(material, occasion.now, settings.learnDelayMs))
    const parts = nextParts(material, { ...occasion, lastSaidAt, resting }, settings, counter)
    if (parts === undefined) {
      run.left.set(channel, resting.size > 0 ? 'resting' : 'idle')
      return
    }
    if ((await learnOnce(material, parts, run)) === 'moved') moves += 1
  }
}

/**
 * How a run left each conversation. After a change, of its own or another's, one where nothing could be done may have
 * something to do: only a run in which nothing changed is believed in that.
 */
function leftBy({ left }: LearningRun, isUnchanged: boolean): (conversation: ConversationBacklog) => Left | undefined {
  return ({ channel }) => (left.get(channel) === 'idle' && !isUnchanged ? undefined : left.get(channel))
}

async function learnOnce(material: Material, parts: Parts, run: LearningRun): Promise<'kept' | 'moved' | 'failed'> {
  const outcome = await studied(material, parts, run)
  if ('failure' in outcome) {
    await afterFailing(material, parts, outcome.failure, run)
    return 'failed'
  }
  const drafted = await lessonFrom(outcome.asking, outcome.study, run.means)
  const { fold } = drafted.lesson
  const hasUnusableSummary = parts.fold !== undefined && fold === undefined
  if (!hasUnusableSummary || parts.batch !== undefined) {
    if ((await run.means.store.commit(material, drafted.lesson)) === 'moved') return 'moved'
    report(drafted, parts, run)
  }
  if (!hasUnusableSummary || parts.fold === undefined) return 'kept'
  addTo(run.report.failed, { malformed: 1 })
  await afterFailing(material, { fold: parts.fold }, 'malformed', run)
  return 'failed'
}

function report({ lesson, refused }: Drafted, { batch }: Parts, { report }: LearningRun): void {
  report.lessons += 1
  report.learnedTurns += batch?.questions.length ?? 0
  report.facts += lesson.facts.length
  report.confirmed += lesson.confirmed.length
  report.replaced += lesson.facts.reduce((sum, { replaces }) => sum + replaces.length, 0)
  report.evicted += lesson.evicted.length + (lesson.evictedEntities?.length ?? 0)
  report.folds += lesson.fold?.segment === undefined ? 0 : 1
  addTo(report.refused, refused)
}
