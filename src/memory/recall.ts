import { currentFacts } from './facts.ts'
import type { Embedder, FactIndex } from './ports.ts'
import { type Candidates, candidatesOf } from './recalling/candidates.ts'
import { namedIn } from './recalling/named.ts'
import { rank, type Weights, weights } from './recalling/rank.ts'
import { isWithin, type Span } from './recalling/span.ts'
import { keywordsIn, wordsOf } from './recalling/words.ts'
import type { Scope } from './scope.ts'
import { withoutSecrets } from './secrets.ts'
import type { Fact, Known } from './types.ts'

/** What is asked of a memory. */
export interface Wanted {
  readonly question: string
  readonly known: Known
  /** What `known` was filtered by. */
  readonly heard: 'all' | readonly Scope[]
  /** Tokens that the facts may take, and what one takes as it is shown. */
  readonly room: number
  cost(fact: Fact): number
  /** Only what was said or happened in a span of time. */
  readonly span?: Span
  /** With the facts that later ones took the place of. */
  readonly withPast?: boolean
}

export interface RecallMeans {
  readonly index: FactIndex
  readonly embedder: Embedder
  now(): number
  /** Others than the bot's, to measure them. */
  readonly weights?: Weights
}

export interface Recalled {
  /** Oldest first. */
  readonly facts: readonly Fact[]
  /** The same, best first: where the prompt has less room after all, the last one is cut first. */
  readonly ranked: readonly Fact[]
  /** Nothing of what was wanted is left out. */
  readonly isAll: boolean
  /** Why the index could not be searched by meaning, if so. An embedder tells its own failures. */
  readonly failure?: unknown
}

/**
 * The facts that a question needs. While all of them fit the room: all, without any call. Otherwise the best by meaning,
 * words, subject, day and date (rank.ts), after one embedding and one look into the index; where one of the two fails,
 * without the meaning. Only the user's own facts that may be heard are looked at, and no other changes a score.
 */
export async function recall(wanted: Wanted, means: RecallMeans): Promise<Recalled> {
  const { known, question, span, withPast = false } = wanted
  const candidates = candidatesOf(withPast ? known.facts : currentFacts(known))
  const places = placesWithin(candidates.facts, span)
  const isAll = fill(places, candidates, wanted).length === places.length

  const words = wordsOf(question)
  const isByMeaning = !isAll && words.length > 0
  const { similarity, failure } = isByMeaning ? await meaning(wanted, candidates, means) : { similarity: NONE }
  const clues = { similarity, words: keywordsIn(words), named: namedIn(words, known), now: means.now() }

  const best = fill(rank(candidates, places, clues, means.weights ?? weights), candidates, wanted)
  const factAt = (place: number) => candidates.facts[place] as Fact
  return {
    facts: best.toSorted((a, b) => a - b).map(factAt),
    ranked: best.map(factAt),
    isAll,
    ...(failure !== undefined && { failure }),
  }
}

const NONE: ReadonlyMap<number, number> = new Map()

/**
 * How many facts the index is asked for; the others count as no nearer than the last of them. R@5 / R@10 / R@20 on LoCoMo
 * (369 to 680 facts a talk) are 71.5 / 79.4 / 85.4 so, and 72.0 / 79.7 / 85.7 with 100, which takes RediSearch 0.3 ms longer:
 * recall then missed 1 ms at 200 facts (1.17, with 50 it takes 0.88). For all of 1,000 it takes 3.3 ms.
 */
const MOST_NEIGHBOURS = 50

/** The cosine similarity of question and fact, by the fact's place. */
async function meaning({ question, known, heard }: Wanted, { placeOf }: Candidates, { index, embedder }: RecallMeans) {
  try {
    // In lower case: how a name is written says nothing of what is asked, and multilingual-e5-small alone then finds
    // 2.5 points more (R@10 on LoCoMo 64.0 instead of 61.5).
    const [point] = (await embedder.embed([withoutSecrets(question).toLowerCase()], 'query')) ?? []
    if (point === undefined) return { similarity: NONE }
    const limit = Math.min(known.facts.length, MOST_NEIGHBOURS)
    const nearest = await index.nearest({ user: known.user, heard, point, limit })
    const similarity = new Map<number, number>()
    for (const { fact, similarity: value } of nearest) {
      const place = placeOf.get(fact)
      if (place !== undefined) similarity.set(place, value)
    }
    return { similarity }
  } catch (failure) {
    return { similarity: NONE, failure }
  }
}

function placesWithin(facts: readonly Fact[], span: Span | undefined): number[] {
  const places = [...facts.keys()]
  return span === undefined ? places : places.filter(place => isWithin(facts[place] as Fact, span))
}

/** So that the tokens of a thousand facts are not counted to place the last line. */
const MOST_PASSED_OVER = 8

/** The first places whose facts fit the room; one that is too long for what is left is passed over. */
function fill(places: readonly number[], { facts }: Candidates, { room, cost }: Wanted): number[] {
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
      if (passedOver === MOST_PASSED_OVER) break
    }
  }
  return taken
}
