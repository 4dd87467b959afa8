import type { ModelFailure } from '../../errors.ts'
import type { MemoryModel, Study } from '../memory-model.ts'
import type { Embedder, FactIndex, LearningStore, Material, TokenCounter } from '../ports.ts'
import type { ChannelId } from '../types.ts'
import { type Asking, askingFor } from './asking.ts'
import type { Left } from './due.ts'
import { addTo, type LearnReport } from './learn-report.ts'
import type { LearnSettings } from './learn-settings.ts'
import type { Parts } from './parts.ts'
import { isOfTurns } from './trouble.ts'

export interface LearnerMeans {
  readonly store: LearningStore
  readonly model: MemoryModel
  readonly embedder: Embedder
  readonly index: FactIndex
  /** Loaded when it is first needed. */
  readonly counter: () => Promise<TokenCounter>
  readonly settings: LearnSettings
  readonly now: () => number
  /** Told at the end of each run, also of one that broke off. */
  readonly onReport?: (report: LearnReport) => void
}

/** One run of the learner over a user's conversations. */
export interface LearningRun {
  readonly means: Omit<LearnerMeans, 'counter'> & { readonly counter: TokenCounter; readonly newId: () => string }
  readonly signal: AbortSignal
  readonly report: LearnReport
  /** Calls of the model so far. */
  calls: number
  /** What failed alone in this run, by conversation. */
  readonly tried: Map<ChannelId, ReadonlySet<keyof Material['trouble']>>
  /** How conversations were left in which nothing was found any more that could be done now. */
  readonly left: Map<ChannelId, Left>
}

const NOTHING: Study = { facts: [], entities: [] }

/**
 * Asks the model; nobody is asked where there is no word to learn from or to fold. Gives the failure where it may be
 * due to what was shown; what is not (the model is out of reach, the process ends) is thrown on.
 */
export async function studied(
  material: Material,
  parts: Parts,
  run: LearningRun,
): Promise<{ asking: Asking; study: Study } | { failure: ModelFailure }> {
  const { means, signal, report } = run
  const timeZone = material.timeZone ?? means.settings.timeZone
  const asking = await askingFor(material, parts, { ...means, timeZone })
  const { learnFrom, summarise } = asking.request
  if (learnFrom.length === 0 && summarise === undefined) return { asking, study: NOTHING }
  signal.throwIfAborted()
  run.calls += 1
  try {
    return { asking, study: await means.model.study(asking.request, signal) }
  } catch (error) {
    if (signal.aborted || !isOfTurns(error)) throw error
    addTo(report.failed, { [error.failure]: 1 })
    return { failure: error.failure }
  }
}
