import { DAY_MS } from '../text/dates/calendar.ts'
import type { EntityId, Fact } from '../types.ts'
import { bm25 } from './bm25.ts'
import type { CandidateFacts } from './candidates.ts'

/** How much each signal counts. What recall loses without each is in docs/decisions/recall.md. */
export interface RankingWeights {
  /** Cosine similarity of the embeddings. */
  readonly meaning: number
  /** BM25 of the fact. */
  readonly words: number
  /** BM25 of the fact with the words said around it. */
  readonly contextWords: number
  /** Whether its subject is named. */
  readonly subject: number
  /** How well its day matches. */
  readonly day: number
  /** Not scaled but bounded, so that it decides between facts that match alike. */
  readonly recency: number
}

/** The weights that fit most of the measured conversations: `npm run bench:recall` fits them on the others of each. */
export const rankingWeights: RankingWeights = {
  meaning: 1,
  words: 1,
  contextWords: 1,
  subject: 1.5,
  day: 1.5,
  recency: 0.1,
}

/** What a question tells of the facts that it asks for. */
export interface QuestionSignals {
  /** Cosine similarity of question and fact, by place, where it is known. */
  readonly similarity: ReadonlyMap<number, number>
  readonly words: readonly string[]
  readonly mentioned: ReadonlySet<EntityId>
  readonly now: number
}

/** What each signal adds to a fact's score: 0 for one as good as most, more for one that matches better. */
export type SignalScores = Readonly<Record<keyof RankingWeights, number>>

export interface Ranking {
  /** Best first. */
  readonly places: number[]
  /** What put a place where it is. */
  scoresOf(place: number): SignalScores
}

/** Orders places of candidates. Each signal is scaled by what it gives the places that take part. */
export function rankCandidates(
  candidates: CandidateFacts,
  places: readonly number[],
  signals: QuestionSignals,
  by: RankingWeights,
): Ranking {
  const { facts, words, contextWords } = candidates
  // A fact that is not among the nearest is at best as near as the last of them.
  const similarity = new Float64Array(facts.length).fill(Math.min(...signals.similarity.values()))
  for (const [place, value] of signals.similarity) similarity[place] = value
  const isNamed = scoreEach(facts, ({ subject }) => (signals.mentioned.has(subject) ? 1 : 0))
  const recency = scoreEach(facts, fact => recencyOf(fact, signals.now))

  const sum = new Float64Array(facts.length)
  const added = new Map<keyof RankingWeights, Float64Array>()
  const add = (signal: keyof RankingWeights, scores: Float64Array) => {
    added.set(signal, scores)
    addWeighted(sum, scores, by[signal])
  }
  const addScaled = (signal: keyof RankingWeights, scores: Float64Array) => add(signal, zScores(scores, places))
  addScaled('meaning', similarity)
  addScaled('words', bm25(words, signals.words))
  addScaled('contextWords', bm25(contextWords, signals.words))
  addScaled('subject', isNamed)
  addScaled('day', dayScores(candidates, sum))
  add('recency', recency)

  return {
    places: places.toSorted((a, b) => (sum[b] as number) - (sum[a] as number) || b - a),
    scoresOf: place =>
      Object.fromEntries(
        [...added].map(([signal, scores]) => [signal, by[signal] * (scores[place] as number)]),
      ) as SignalScores,
  }
}

/** Float64Array.from takes ten times as long. */
function scoreEach(facts: readonly Fact[], score: (fact: Fact) => number): Float64Array {
  const scores = new Float64Array(facts.length)
  for (let place = 0; place < facts.length; place += 1) scores[place] = score(facts[place] as Fact)
  return scores
}

/** One fact says too little of a day; more than a few make no difference. */
const BEST_FACTS_OF_DAY = 3

/**
 * How well a fact's day matches: the mean score of its best three. The same for all facts of a day, so that it moves days,
 * and no fact among those of its day.
 */
function dayScores({ days }: CandidateFacts, scores: Float64Array): Float64Array {
  const ofDay = new Float64Array(scores.length)
  for (const day of days) {
    const best = Float64Array.from(day, place => scores[place] as number)
      .sort()
      .subarray(-BEST_FACTS_OF_DAY)
    const mean = best.reduceRight((sum, score) => sum + score, 0) / BEST_FACTS_OF_DAY
    for (const place of day) ofDay[place] = mean
  }
  return ofDay
}

/** About how long a plan is talked of. Recall is the same with a year. */
const HALF_LIFE_MS = 30 * DAY_MS

/** 1 for what was said just now, half of it a month ago, never below 0. */
function recencyOf({ saidAt, confirmedAt = saidAt }: Fact, now: number): number {
  return 2 ** (-Math.max(0, now - confirmedAt) / HALF_LIFE_MS)
}

/**
 * One signal's scores as z-scores over the places that take part, so that signals of any scale can be added: 0 for an
 * average score, 1 for one standard deviation above. What is not known (NaN) counts as average, and so does everything
 * where all scores are the same.
 */
export function zScores(scores: Float64Array, places: readonly number[]): Float64Array {
  const known = places.filter(place => Number.isFinite(scores[place]))
  const scaled = new Float64Array(scores.length)
  for (const place of known) scaled[place] = scores[place] as number
  const mean = known.reduce((sum, place) => sum + (scaled[place] as number), 0) / known.length
  const squares = known.reduce((sum, place) => sum + ((scaled[place] as number) - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / known.length)
  for (const place of known) scaled[place] = deviation > 0 ? ((scaled[place] as number) - mean) / deviation : 0
  return scaled
}

/** Adds `weight` times some scores to a sum. */
function addWeighted(sum: Float64Array, scores: Float64Array, weight: number): void {
  for (let place = 0; place < sum.length; place += 1) {
    sum[place] = (sum[place] as number) + weight * (scores[place] as number)
  }
}
