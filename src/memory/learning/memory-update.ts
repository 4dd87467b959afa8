import type { ContentJudge } from '../content/judge.ts'
import { confirmNearDuplicates, embedFacts, findNearestFacts, relinkStatement } from '../extraction/deduplicate.ts'
import { type DoubtReason, findDoubt } from '../extraction/find-doubts.ts'
import { markContent } from '../extraction/mark-content.ts'
import type { FactOutcome, RejectionReason } from '../extraction/rejections.ts'
import { type VerifiedExtraction, verifyExtraction } from '../extraction/verify.ts'
import { isUnsure } from '../knowledge/certainty.ts'
import { entitiesOf } from '../knowledge/entities.ts'
import type { Embedder, Embedding } from '../ports/embedder.ts'
import type { Extraction } from '../ports/extraction-model.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import type { MemoryUpdate, SummaryUpdate } from '../ports/learning-store.ts'
import type { FactVerdict, ReviewRequest } from '../ports/review.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { turnNameOf } from '../turns.ts'
import type { Fact, FactId, Knowledge, Turn } from '../types.ts'
import { planEviction } from './eviction.ts'
import { findRejectedQuotes } from './find-rejected-quotes.ts'
import { addCounts } from './report.ts'
import type { PreparedExtraction } from './request.ts'
import { prepareReview } from './review.ts'
import type { LearningSettings } from './schedule.ts'
import { settleReview } from './settle-review.ts'
import { createSummaryUpdate } from './summarize.ts'
import { findWithheldSentences, withFitContexts } from './unfit-sentences.ts'

/** Asks for a second look; undefined if there is no answer. */
type Review = (request: ReviewRequest) => Promise<readonly FactVerdict[] | undefined>

export interface UpdateDependencies {
  readonly review: Review
  readonly content: ContentJudge
  readonly index: FactIndex
  readonly embedder: Embedder
  readonly counter: TokenCounter
  readonly settings: Pick<LearningSettings, 'maxFacts' | 'maxEntities' | 'timeZone'>
  readonly now: () => number
  readonly newId: () => string
}

export interface DraftedUpdate {
  readonly update: MemoryUpdate
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>
  /** What became of each fact of the extraction, in its order. */
  readonly outcomes: readonly FactOutcome[]
}

const EMPTY_VERIFICATION: VerifiedExtraction = {
  facts: [],
  confirmed: [],
  statements: [],
  rejected: {},
  outcomes: [],
  claims: new Map(),
}

/**
 * What of an extraction is to be kept: what stood the checks, embedded, without what only says a known fact again. Without
 * embeddings the facts are kept all the same. A summary that failed is left out: what was learned beside it is good.
 */
export async function draftMemoryUpdate(
  prepared: PreparedExtraction,
  extracted: Extraction,
  dependencies: UpdateDependencies,
): Promise<DraftedUpdate> {
  const { input, plan } = prepared
  const extraction = await markContent(extracted, dependencies.content)
  const found = plan.batch === undefined ? EMPTY_VERIFICATION : verifyAgainst(prepared, extraction, dependencies)
  const withheld = await findWithheldSentences(plan.batch?.questions ?? [], dependencies.content)
  const verified = { ...found, facts: await withFitContexts(found.facts, dependencies.content) }
  const embeddings = await embedFacts(verified.facts, dependencies.embedder)
  const nearest = await findNearestFacts(verified.facts, embeddings, prepared.known, dependencies.index)
  const distinct = confirmNearDuplicates(verified.facts, nearest)
  const doubts = findDoubts(distinct.facts, prepared, verified)
  const review = prepareReview(distinct.facts, { prepared, claims: verified.claims, nearest, doubts })
  const verdicts = review === undefined ? [] : await dependencies.review(review.request)
  const settled = settleReview(distinct.facts, review, verdicts ?? [], doubts)
  const facts = settled.facts.slice(-dependencies.settings.maxFacts)
  const confirmed = [...verified.confirmed, ...distinct.confirmed, ...settled.confirmed]
  const merged = new Map([...distinct.merged, ...settled.merged])
  // A profile tells what holds: of the rest its own note tells.
  const notPresent = new Set(facts.filter(fact => fact.status !== undefined || isUnsure(fact)).map(({ id }) => id))
  const statements = verified.statements
    .flatMap(statement => relinkStatement(statement, merged, settled.rejected))
    .filter(({ fact }) => fact === undefined || !notPresent.has(fact))
  const all = input.knowledgeFor({ kind: 'user' })
  const coming = { statements, ...incomingOf(facts, all, confirmed) }
  const summary = summaryUpdateFrom(prepared, extraction, dependencies)
  const outcomes = verified.outcomes.map((outcome): FactOutcome => {
    const reason = outcome.fact === undefined ? undefined : settled.rejected.get(outcome.fact)
    if (outcome.fact === undefined) return outcome
    return reason === undefined ? { ...outcome, fact: merged.get(outcome.fact) ?? outcome.fact } : { reason }
  })
  const update: MemoryUpdate = {
    shownTurns: shownTurnsOf(prepared).map(shownTurn),
    shownSummaries: plan.summary?.merge?.summaries.map(({ id }) => id) ?? [],
    facts: facts.map(fact => withEmbedding(fact, embeddings.get(fact.id))),
    confirmed,
    statements,
    ...planEviction(coming, all, dependencies.settings, dependencies.now()),
    relearnedTurns: plan.batch?.relearned ?? [],
    setAside: [],
    rejectedQuotes: findRejectedQuotes(prepared, extraction.facts, outcomes, withheld),
    ...(plan.batch?.learnedTo !== undefined && { learnedTo: plan.batch.learnedTo }),
    ...(summary !== undefined && { summary }),
  }
  const rejected = { ...verified.rejected }
  for (const reason of settled.rejected.values()) addCounts(rejected, { [reason]: 1 })
  return { update, rejected, outcomes }
}

/** The new facts that may say what the user does not, and why. */
function findDoubts(
  facts: readonly Fact[],
  { turns, known, request }: PreparedExtraction,
  { statements, claims }: VerifiedExtraction,
): ReadonlyMap<FactId, DoubtReason> {
  const entities = entitiesOf({ ...known, statements: [...known.statements, ...statements] })
    .filter(({ isUser }) => !isUser)
    .map(({ name, aliases, relation }) => [name, ...aliases, ...(relation === undefined ? [] : [relation])])
  const context = { turns: turns.map(({ turn }) => turn), facts, entities, timeZone: request.timeZone }
  return new Map(
    facts.flatMap(fact => {
      const claim = claims.get(fact.id)
      const doubt = claim && (findDoubt(fact, context) ?? (claim.isDoubtful ? 'claim' : undefined))
      return doubt === undefined ? [] : [[fact.id, doubt]]
    }),
  )
}

/** What is known already and kept with more takes no room, and stays as what is said again does. */
function incomingOf(facts: readonly Fact[], { facts: known }: Knowledge, confirmed: MemoryUpdate['confirmed']) {
  const ids = new Set(known.map(({ id }) => id))
  const again = facts.filter(({ id }) => ids.has(id)).map(({ id, saidAt }) => ({ fact: id, saidAt }))
  return { facts: facts.length - again.length, confirmed: [...confirmed, ...again] }
}

/** A turn as it was when it was shown; answers have no edits. */
export function shownTurn(turn: Turn): MemoryUpdate['shownTurns'][number] {
  return { turn: turnNameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 }
}

/** The kept turns behind those that were shown, in that order; after them wordless ones, which are passed with them. */
function shownTurnsOf({ input, plan, turns }: PreparedExtraction): readonly Turn[] {
  const names = new Set(turns.map(({ turn }) => turnNameOf(turn)))
  const shown = input.turns.filter(turn => names.has(turnNameOf(turn)))
  return [...new Set([...shown, ...(plan.batch?.questions ?? []), ...(plan.summary?.turns ?? [])])]
}

/** Turns without a word are passed without a summary. */
function summaryUpdateFrom(
  { plan, request }: PreparedExtraction,
  extraction: Extraction,
  { newId, counter }: UpdateDependencies,
): SummaryUpdate | undefined {
  if (plan.summary === undefined) return undefined
  if (request.summarize === undefined) return { summarizedTo: plan.summary.summarizedTo }
  return createSummaryUpdate(plan.summary, extraction, newId, counter)
}

function verifyAgainst(
  { input, request, turns, known, facts }: PreparedExtraction,
  extraction: Extraction,
  { newId }: UpdateDependencies,
): VerifiedExtraction {
  const conversation = {
    channel: input.channel,
    ...(input.guild !== undefined && { guild: input.guild }),
  }
  const { learnFrom, timeZone } = request
  return verifyExtraction(extraction, { turns, learnFrom, known, facts, timeZone, conversation, newId })
}

function withEmbedding(fact: Fact, embedding: Embedding | undefined): MemoryUpdate['facts'][number] {
  return embedding === undefined ? fact : { ...fact, embedding }
}
