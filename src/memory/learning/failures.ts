import { ModelError, type ModelFailure } from '../../errors.ts'
import type { LearningInput, RetryState } from '../ports/learning-store.ts'

/** So often a single turn is tried before it is set aside. */
const MAX_TRIES = 5
/** The same while nothing else can be learned either: then it is more likely the model's fault than the turn's. */
const MAX_TRIES_WITHOUT_OTHERS = 20

/**
 * Failures that say nothing of the turns: they are never counted as tries. An answer that comes too late does: fewer turns
 * take less time.
 */
const outageFailures: ReadonlySet<ModelFailure> = new Set([
  ...(['overloaded', 'unreachable', 'key', 'quota', 'busy', 'missing', 'spentToday'] as const),
])

/** Failures that may be those of every turn: only another one that is learned meanwhile tells that it is this one's. */
const doubtfulFailures: ReadonlySet<ModelFailure> = new Set(['slow', 'refused'])

/** Whether an error may be due to what the model was shown, so that showing it less may help. */
export function isCausedByInput(error: unknown): error is ModelError {
  return error instanceof ModelError && !outageFailures.has(error.failure)
}

/**
 * What is noted when `size` turns failed together: half of them next, and a single one stands alone, without what was
 * said around it. Only tries of a turn alone are counted.
 */
export function nextRetryState(size: number, before: RetryState | undefined, now: number): RetryState {
  if (size > 1) return { size: Math.floor(size / 2), tries: 0 }
  return before?.size === 1 ? { size: 1, tries: before.tries + 1, triedAt: now } : { size: 1, tries: 0 }
}

/** What failed alone less than `delayMs` ago: it is not tried more often than that, however much is said meanwhile. */
export function findRestingParts(
  { retryStates }: LearningInput,
  now: number,
  delayMs: number,
): ReadonlySet<keyof LearningInput['retryStates']> {
  const plan = ['learn', 'fold'] as const
  return new Set(plan.filter(part => now - (retryStates[part]?.triedAt ?? Number.NEGATIVE_INFINITY) < delayMs))
}

/** What came of another turn that was tried in place of the one that fails. */
export type OthersOutcome = 'learned' | 'failed' | 'none'

/**
 * Whether a turn is given up for good. A model that refuses, or is late, may be so with everything: then nothing is given up
 * before another turn was learned. `tryOthers` is asked only if it matters.
 */
export async function shouldGiveUp(
  { tries }: RetryState,
  failure: ModelFailure,
  tryOthers: () => Promise<OthersOutcome>,
): Promise<boolean> {
  if (tries < MAX_TRIES) return false
  if (doubtfulFailures.has(failure)) return (await tryOthers()) === 'learned'
  return tries >= MAX_TRIES_WITHOUT_OTHERS || (await tryOthers()) !== 'failed'
}
