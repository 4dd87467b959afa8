import { isDeepStrictEqual } from 'node:util'
import { ModelError, type ModelFailure } from '../../errors.ts'
import type { ContentJudge } from '../content/judge.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { Extraction, ExtractionModel, ExtractionRequest } from '../ports/extraction-model.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import type { LearningInput, LearningStore } from '../ports/learning-store.ts'
import type { FactVerdict, ReviewRequest } from '../ports/review.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { loadDateVocabulary } from '../text/dates/word-index.ts'
import { loadNumberLexicon } from '../text/numbers/number-lexicon.ts'
import type { ChannelId, UserId } from '../types.ts'
import { isCausedByInput } from './failures.ts'
import type { LearningPlan } from './plan.ts'
import { addCounts, type LearningReport } from './report.ts'
import { type PreparedExtraction, prepareExtraction } from './request.ts'
import type { LearningOutcome, LearningSettings } from './schedule.ts'

export interface LearnerDependencies {
  readonly store: LearningStore
  readonly model: ExtractionModel
  readonly embedder: Embedder
  /** What must not be kept for what it means. */
  readonly content: ContentJudge
  readonly index: FactIndex
  /** Loaded when it is first needed. */
  readonly counter: () => Promise<TokenCounter>
  readonly settings: LearningSettings
  readonly now: () => number
  /** Runs what is done for a conversation so that it counts as spent for it; just runs it if not given. */
  readonly charge?: <Result>(
    conversation: Pick<LearningInput, 'user' | 'guild'>,
    work: () => Promise<Result>,
  ) => Promise<Result>
  /** Told of what the model is asked, for somebody who watches. */
  readonly onStudy?: ((user: UserId, request: ExtractionRequest) => void) | undefined
  /** Told at the end of each run, also of one that broke off. */
  readonly onReport?: (report: LearningReport) => void
}

/** One run of the learner over a user's conversations. */
export interface LearningRun {
  readonly dependencies: Omit<LearnerDependencies, 'counter'> & {
    readonly counter: TokenCounter
    readonly newId: () => string
  }
  readonly signal: AbortSignal
  readonly report: LearningReport
  /** What failed alone in this run, by conversation. */
  readonly triedParts: Map<ChannelId, ReadonlySet<keyof LearningInput['retryStates']>>
  /** What the model gave whose second look was broken off, by conversation: it is not asked the same again. */
  readonly unreviewed: Map<ChannelId, { readonly request: ExtractionRequest; readonly extraction: Extraction }>
  /** How conversations were left in which nothing was found any more that could be done now. */
  readonly outcomes: Map<ChannelId, LearningOutcome>
}

const EMPTY_EXTRACTION: Extraction = { facts: [], entities: [] }

/**
 * Asks the model; nobody is asked where there is no word to learn from or to summarize. Gives the failure where it may be
 * due to what was shown; what is not (the model is out of reach, the process ends) is thrown on.
 */
export async function runExtraction(
  input: LearningInput,
  plan: LearningPlan,
  run: LearningRun,
): Promise<{ asking: PreparedExtraction; extraction: Extraction } | { failure: ModelFailure }> {
  const { dependencies, signal, report } = run
  const timeZone = input.timeZone ?? dependencies.settings.timeZone
  const prepared = await prepareExtraction(input, plan, { ...dependencies, timeZone })
  const { learnFrom, summarize } = prepared.request
  if (learnFrom.length === 0 && summarize === undefined) return { asking: prepared, extraction: EMPTY_EXTRACTION }
  const known = run.unreviewed.get(input.channel)
  if (known !== undefined && isDeepStrictEqual(known.request, prepared.request))
    return { asking: prepared, extraction: known.extraction }
  signal.throwIfAborted()
  report.calls += 1
  dependencies.onStudy?.(input.user, prepared.request)
  try {
    const asked = dependencies.model.extract(prepared.request, signal)
    const [extraction] = await Promise.all([asked, loadDateVocabulary(), loadNumberLexicon()])
    return { asking: prepared, extraction }
  } catch (error) {
    if (signal.aborted || !isCausedByInput(error)) throw error
    addCounts(report.failed, { [error.failure]: 1 })
    return { failure: error.failure }
  }
}

/**
 * Asks for a second look. Undefined where it fails, for whatever reason of the model's: what was learned is kept all the
 * same, and the look is not tried again. Throws the signal's reason when the process ends.
 */
export async function runReview(request: ReviewRequest, run: LearningRun): Promise<readonly FactVerdict[] | undefined> {
  const { dependencies, signal, report } = run
  signal.throwIfAborted()
  report.calls += 1
  try {
    return await dependencies.model.review(request, signal)
  } catch (error) {
    if (signal.aborted || !(error instanceof ModelError)) throw error
    addCounts(report.failedReviews, { [error.failure]: 1 })
    return undefined
  }
}
