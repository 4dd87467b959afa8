import { ModelError, type ModelFailure } from '../../../src/errors.ts'
import { wordJudge } from '../../../src/memory/content/judge.ts'
import { createLearner } from '../../../src/memory/learning/learner.ts'
import type { LearningReport } from '../../../src/memory/learning/report.ts'
import type { LearningSettings } from '../../../src/memory/learning/schedule.ts'
import type {
  ExtractedFact,
  Extraction,
  ExtractionModel,
  ExtractionRequest,
} from '../../../src/memory/ports/extraction-model.ts'
import type { FactVerdict, ReviewRequest } from '../../../src/memory/ports/review.ts'
import type { TokenCounter } from '../../../src/memory/ports/token-counter.ts'
import { FakeLearningStore } from './fake-learning-store.ts'

export const MINUTE = 60_000
/** A Monday morning. */
export const MONDAY = Date.parse('2026-11-16T09:30:00Z')

export const defaults: LearningSettings = {
  learnDelayMs: 5 * MINUTE,
  learnBatch: 10,
  windowMessages: 20,
  summaryKeep: 10,
  summaryTokens: 500,
  maxFacts: 1000,
  maxEntities: 200,
  timeZone: 'UTC',
}

/** About what English takes. */
export const quarterTokenCounter: TokenCounter = { count: text => Math.ceil(text.length / 4) }

export type Script = (request: ExtractionRequest) => Extraction | ModelFailure | Promise<Extraction | ModelFailure>

type ReviewScript = (request: ReviewRequest) => readonly FactVerdict[] | ModelFailure

/** Nothing new, and a summary that says so wherever one is asked for. */
export function emptyExtraction(request: ExtractionRequest): Extraction {
  return {
    facts: [],
    entities: [],
    ...(request.summarize && { summary: `They spoke of turns ${request.turns[0]?.text}.` }),
    ...(request.merge && { merged: `Long ago: ${request.merge.texts.join(' ')}`.slice(0, request.merge.tokens * 4) }),
  }
}

/** A fact as the model tells it; what a test does not care about is filled in. */
export function extractedFact(
  turn: number,
  quote: string,
  text: string,
  more: Partial<ExtractedFact> = {},
): ExtractedFact {
  return { turn, quote, text, names: [], subject: 'user', kind: 'personal', replaces: [], isSensitive: false, ...more }
}

/** A learner over a fake store, with a model that follows a script and a clock that stands where the test sets it. */
export function startLearner(script: Script = emptyExtraction, settings: Partial<LearningSettings> = {}) {
  const clock = { now: MONDAY }
  const store = new FakeLearningStore(clock)
  const requests: ExtractionRequest[] = []
  const reviews: ReviewRequest[] = []
  /** In a second look the model is silent, unless a test says otherwise. */
  const scripted: { script: Script; review: ReviewScript; whenFree: NonNullable<ExtractionModel['whenFree']> } = {
    script,
    review: () => [],
    whenFree: (work, signal) => work({ signal, hasWaited: false, interruptions: 0 }),
  }
  const model: ExtractionModel = {
    whenFree: (work, signal) => scripted.whenFree(work, signal),
    async extract(request) {
      requests.push(request)
      const extraction = await scripted.script(request)
      if (typeof extraction === 'string') throw new ModelError(extraction)
      return extraction
    },
    async review(request) {
      reviews.push(request)
      const verdicts = scripted.review(request)
      if (typeof verdicts === 'string') throw new ModelError(verdicts)
      return verdicts
    },
  }
  const { learn } = createLearner({
    content: wordJudge,
    store,
    model,
    index: store,
    embedder: { embed: async () => undefined },
    counter: async () => quarterTokenCounter,
    settings: { ...defaults, ...settings },
    now: () => clock.now,
  })
  const learnOnce = (force = false) => learn('1', { force })
  /** Run after run, as long as something is due at once. */
  async function learnDue(): Promise<LearningReport[]> {
    const reports: LearningReport[] = []
    do reports.push(await learnOnce())
    while (store.dueAt !== undefined && store.dueAt <= clock.now)
    return reports
  }
  return { store, requests, reviews, scripted, clock, learn: learnOnce, learnDue }
}

/** What a request shows, a line each. */
export function textsOf(request: ExtractionRequest | undefined): readonly string[] {
  return request?.turns.map(({ text }) => text) ?? []
}

/** The texts that are to be learned from. */
export function textsToLearn(request: ExtractionRequest | undefined): readonly string[] {
  return request?.turns.filter(({ number }) => request.learnFrom.includes(number)).map(({ text }) => text) ?? []
}
