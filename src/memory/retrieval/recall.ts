import { currentFacts } from '../knowledge/facts.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import type { Scope } from '../scope.ts'
import { redactSecrets } from '../text/secrets.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact, Knowledge } from '../types.ts'
import { type CandidateFacts, prepareCandidates } from './candidates.ts'
import { mentionedEntities } from './mentioned-entities.ts'
import { type RankingWeights, rankCandidates, rankingWeights, type SignalScores } from './rank.ts'

/** What is asked of a memory, and how much room there is for what is found. */
export interface RecallQuery {
  readonly question: string
  readonly known: Knowledge
  /** What `known` was filtered by. */
  readonly visibleScopes: 'all' | readonly Scope[]
  /** Tokens that the facts may take, and what one takes as it is shown. */
  readonly room: number
  cost(fact: Fact): number
  /** Only what was said or happened in this time. */
  readonly span?: DateRange
  /** Includes the facts that later ones replaced. */
  readonly withPast?: boolean
}

export interface RecallDependencies {
  readonly index: FactIndex
  readonly embedder: Embedder
  now(): number
  /** Weights other than the bot's, to measure them. */
  readonly weights?: RankingWeights
}

export interface RecallResult {
  /** Oldest first. */
  readonly facts: readonly Fact[]
  /** The same, best first: where the prompt has less room after all, the last one is cut first. */
  readonly ranked: readonly Fact[]
  /** What put one of them where it is. */
  scoresOf(fact: Fact): SignalScores
  /** No fact that the query asks for is left out. */
  readonly isAll: boolean
  /** Why the index could not be searched by meaning, if it could not. An embedder reports its own failures. */
  readonly failure?: unknown
}

/**
 * The facts that a question needs. While all of them fit the room: all, without any call. Otherwise the best by meaning,
 * words, subject, day and date (rank.ts), after one embedding and one search of the index; where one of the two fails,
 * without the meaning. Only the user's own facts that are visible to the audience are ranked, and no others change a score.
 */
export async function recallFacts(query: RecallQuery, dependencies: RecallDependencies): Promise<RecallResult> {
  const { known, question, span, withPast = false } = query
  const candidates = prepareCandidates(withPast ? known.facts : currentFacts(known))
  const places = placesWithin(candidates.facts, span)
  const isAll = fillRoom(places, candidates, query).length === places.length

  const words = wordsOf(question)
  const isByMeaning = !isAll && words.length > 0
  const { similarity, failure } = isByMeaning
    ? await similarityToQuestion(query, candidates, dependencies)
    : { similarity: NO_SIMILARITY }
  const signals = {
    similarity,
    words: keywordsIn(words),
    mentioned: mentionedEntities(words, known),
    now: dependencies.now(),
  }

  const ranked = rankCandidates(candidates, places, signals, dependencies.weights ?? rankingWeights)
  const best = fillRoom(ranked.places, candidates, query)
  const factAt = (place: number) => candidates.facts[place] as Fact
  return {
    scoresOf: ({ id }) => ranked.scoresOf(candidates.placeOf.get(id) ?? -1),
    facts: best.toSorted((a, b) => a - b).map(factAt),
    ranked: best.map(factAt),
    isAll,
    ...(failure !== undefined && { failure }),
  }
}

const NO_SIMILARITY: ReadonlyMap<number, number> = new Map()

/**
 * How many facts the index is asked for; the others count as no nearer than the last of them. More would be found hardly
 * better and take RediSearch longer (docs/decisions/recall.md).
 */
const MAX_NEIGHBOURS = 50

/** The cosine similarity of question and fact, by the fact's place. */
async function similarityToQuestion(
  { question, known, visibleScopes }: RecallQuery,
  { placeOf }: CandidateFacts,
  { index, embedder }: RecallDependencies,
) {
  try {
    // In lower case, as how a name is written says nothing of what is asked: more is found so (docs/decisions/recall.md).
    const [point] = (await embedder.embed([redactSecrets(question).toLowerCase()], 'query')) ?? []
    if (point === undefined) return { similarity: NO_SIMILARITY }
    const limit = Math.min(known.facts.length, MAX_NEIGHBOURS)
    const nearest = await index.nearest({ user: known.user, visibleScopes, point, limit })
    const similarity = new Map<number, number>()
    for (const { fact, similarity: value } of nearest) {
      const place = placeOf.get(fact)
      if (place !== undefined) similarity.set(place, value)
    }
    return { similarity }
  } catch (failure) {
    return { similarity: NO_SIMILARITY, failure }
  }
}

function placesWithin(facts: readonly Fact[], span: DateRange | undefined): number[] {
  const places = [...facts.keys()]
  return span === undefined ? places : places.filter(place => isInDateRange(facts[place] as Fact, span))
}

/** Facts that are too long for the room left, before no more are tried: their tokens need not all be counted. */
const MAX_PASSED_OVER = 8

/** The first places whose facts fit the room; a fact that is too long for what is left is passed over. */
function fillRoom(places: readonly number[], { facts }: CandidateFacts, { room, cost }: RecallQuery): number[] {
  const taken: number[] = []
  let left = room
  let passedOver = 0
  for (const place of places) {
    const tokens = cost(facts[place] as Fact)
    if (tokens <= left) {
      left -= tokens
      taken.push(place)
    } else {
      passedOver += 1
      if (passedOver === MAX_PASSED_OVER) break
    }
  }
  return taken
}

/** From the beginning of one date to the end of another, as yyyy, yyyy-mm or yyyy-mm-dd; open where one is missing. */
export interface DateRange {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

const HOUR_MS = 3_600_000

/**
 * Whether a fact was said, or what it tells happened, within a span. Dates are the user's own: somewhere on Earth it was
 * up to 12 hours earlier or 14 hours later than UTC when it was said.
 */
export function isInDateRange({ eventAt, saidAt }: Fact, span: DateRange): boolean {
  const said = [-12, 14].map(hours => new Date(saidAt + hours * HOUR_MS).toISOString().slice(0, 'yyyy-mm-dd'.length))
  return [eventAt, ...said].some(date => date !== undefined && overlaps(date, span))
}

/** A date is as long as it is precise: what both tell decides. */
function overlaps(date: string, { from = '', to = '' }: DateRange): boolean {
  return (
    date.slice(0, from.length) >= from.slice(0, date.length) && date.slice(0, to.length) <= to.slice(0, date.length)
  )
}
