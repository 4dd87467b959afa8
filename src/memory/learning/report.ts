import type { ModelFailure } from '../../errors.ts'
import type { FactOutcome, RejectionReason } from '../extraction/rejections.ts'
import type { LanguageLabel } from '../text/language.ts'

/** What came of learning from one user, for logs and metrics: numbers and codes, never a text. */
export interface LearningReport {
  /** Calls of the model, whatever came of them. */
  calls: number
  /** Calls of the model whose outcome was kept. */
  lessons: number
  /** Turns of the user's that were learned from. */
  learnedTurns: number
  facts: number
  confirmed: number
  replaced: number
  /** What the model said that was not kept, by reason. */
  refused: Partial<Record<RejectionReason, number>>
  /** What became of facts, by what their turns are written in: kept, or the reason of their rejection. */
  languages: Partial<Record<LanguageLabel, Partial<Record<RejectionReason | 'kept', number>>>>
  /** What became of each fact that the model told, in the order of its calls. */
  outcomes: FactOutcome[]
  /** Calls that failed for what they were shown, by failure. */
  failed: Partial<Record<ModelFailure, number>>
  /** Second looks that failed, by failure: what they were asked about is kept, and unsure where it is in doubt. */
  failedReviews: Partial<Record<ModelFailure, number>>
  /** New facts that are kept as unsure. */
  unsure: number
  /** Turns given up, by the failure of their last try. */
  setAside: Partial<Record<ModelFailure, number>>
  /** Facts and entities that made room. */
  evicted: number
  /** New summaries. */
  folds: number
  /** When the user is due next, in milliseconds since 1970. */
  nextAt?: number
}

export function emptyLearningReport(): LearningReport {
  return {
    calls: 0,
    lessons: 0,
    learnedTurns: 0,
    facts: 0,
    confirmed: 0,
    replaced: 0,
    refused: {},
    languages: {},
    outcomes: [],
    failed: {},
    failedReviews: {},
    unsure: 0,
    setAside: {},
    evicted: 0,
    folds: 0,
  }
}

/** Adds counts by code to those there are. */
export function addCounts<Code extends string>(
  counts: Partial<Record<Code, number>>,
  more: Readonly<Partial<Record<Code, number>>>,
): void {
  for (const [code, count] of Object.entries(more) as [Code, number][]) counts[code] = (counts[code] ?? 0) + count
}
