import type { Material, TokenCounter } from '../ports.ts'
import { type Batch, nextBatch, waitingIn } from './batch.ts'
import { isLearningDue, type Occasion } from './due.ts'
import { type FoldPlan, nextFold, unfoldedIn } from './fold.ts'
import type { LearnSettings } from './learn-settings.ts'

/** What one call works on; both parts only where they are of one scope. */
export interface Parts {
  readonly batch?: Batch
  readonly fold?: FoldPlan
}

export interface PartsDue extends Occasion {
  readonly lastSaidAt: number
  /** What failed alone, and is left for a later time. */
  readonly resting: ReadonlySet<keyof Material['trouble']>
}

/**
 * What the next call works on; undefined when nothing is due any more. A fold takes along what waits to be learned, due
 * or not, so that a steady talk costs one call for both. They go apart where their scopes differ, as the summary could
 * tell what was shown for the facts, and after a failure, to find out which of the two it is.
 */
export function nextParts(
  material: Material,
  due: PartsDue,
  settings: LearnSettings,
  counter: TokenCounter,
): Parts | undefined {
  const waiting = due.resting.has('learn') ? 0 : waitingIn(material).length
  const isDue = isLearningDue({ waiting, unfolded: unfoldedIn(material).length, ...due }, due, settings)
  const batch = waiting > 0 ? nextBatch(material, settings.learnBatch, counter) : undefined
  const fold = due.resting.has('fold') ? undefined : nextFold(material, settings, counter)
  const { trouble } = material
  const areTogether = trouble.learn === undefined && trouble.fold === undefined && batch?.scope === fold?.scope
  if (batch !== undefined && fold !== undefined && areTogether) return { batch, fold }
  if (batch !== undefined && isDue) return { batch }
  return fold && { fold }
}
