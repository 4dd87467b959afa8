import type { Claim } from '../extraction/consolidate.ts'
import type { NearestFacts } from '../extraction/deduplicate.ts'
import type { DoubtReason } from '../extraction/find-doubts.ts'
import type { ReviewRequest } from '../ports/review.ts'
import type { Fact, FactId } from '../types.ts'
import { type PreparedExtraction, toKnownFact } from './request.ts'
import { findReviewCandidates, hasLikelyCandidate } from './review-candidates.ts'

/** Facts of one lesson that are asked about at most, those in doubt first: a batch of turns gives some ten. */
const MAX_REVIEWED_FACTS = 24
/** Turns before the quoted one that show what it answers, and who is meant. */
const TURNS_BEFORE = 2

/** A fact that is asked about, and the known ones that it is compared with. */
export interface FactInQuestion {
  readonly fact: Fact
  readonly candidates: readonly Fact[]
}

/** A second look at what one extraction brought: the request, and what its numbers mean. */
export interface PreparedReview {
  readonly request: ReviewRequest
  /** The fact with number 1 is the first. */
  readonly questions: readonly FactInQuestion[]
  /** The known fact with number 1 is the first. */
  readonly known: readonly Fact[]
}

export interface ReviewContext {
  readonly prepared: PreparedExtraction
  readonly claims: ReadonlyMap<FactId, Claim>
  readonly nearest: NearestFacts
  readonly doubts: ReadonlyMap<FactId, DoubtReason>
}

/**
 * What is to be looked at again of the facts that one extraction brought; undefined where nothing needs it: none is in
 * doubt, and none is likely to replace or repeat a known one. Where one needs it all that is new goes along: a call costs its
 * turns and instructions, not one fact more (docs/decisions/learning.md).
 */
export function prepareReview(facts: readonly Fact[], context: ReviewContext): PreparedReview | undefined {
  const { prepared, claims, nearest, doubts } = context
  const { request, turns, known } = prepared
  const questions = facts
    .filter(({ id }) => claims.has(id))
    .toSorted((a, b) => Number(doubts.has(b.id)) - Number(doubts.has(a.id)))
    .slice(0, MAX_REVIEWED_FACTS)
    .map(fact => ({ fact, candidates: findReviewCandidates(fact, claims.get(fact.id)?.named ?? [], known, nearest) }))
  if (!questions.some(question => isWorthCall(question, context))) return undefined
  const compared = [...new Set(questions.flatMap(({ candidates }) => candidates))]
  const numberOf = new Map(compared.map((fact, at) => [fact, at + 1]))
  const shown = new Set<number>()
  const reviewed = questions.map(({ fact, candidates }, at) => {
    const place = turns.findIndex(({ turn }) => turn.role === 'user' && turn.id === fact.sources[0])
    for (const { number } of turns.slice(Math.max(0, place - TURNS_BEFORE), place + 1)) shown.add(number)
    const { text, quote, status, eventAt } = fact
    return {
      ...{ number: at + 1, turn: turns[place]?.number ?? 0, quote, text },
      subject: claims.get(fact.id)?.extracted.subject ?? 'user',
      ...(status !== undefined && { status }),
      ...(eventAt !== undefined && { eventAt }),
      candidates: candidates.flatMap(candidate => numberOf.get(candidate) ?? []),
    }
  })
  return {
    request: {
      timeZone: request.timeZone,
      turns: request.turns.filter(({ number }) => shown.has(number)),
      facts: reviewed,
      known: compared.map((fact, at) => toKnownFact(fact, at + 1, known)),
    },
    questions,
    known: compared,
  }
}

/**
 * Whether a fact is a reason to ask, and not only to ask about it too. That its quote is a question is none: what is asked
 * for is told as unsure where nobody looks, and models that tell such facts tell many of them.
 */
function isWorthCall(
  { fact, candidates }: FactInQuestion,
  { prepared, claims, nearest, doubts }: ReviewContext,
): boolean {
  const doubt = doubts.get(fact.id)
  if (doubt !== undefined && doubt !== 'question') return true
  const named = claims.get(fact.id)?.named ?? []
  return (
    named.some(({ id }) => !fact.replaces.includes(id)) || hasLikelyCandidate(fact, candidates, prepared.known, nearest)
  )
}
