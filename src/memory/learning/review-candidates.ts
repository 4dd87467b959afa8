import type { NearestFacts } from '../extraction/deduplicate.ts'
import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { currentFacts } from '../knowledge/facts.ts'
import { memoizeByObject } from '../memoize.ts'
import { bm25 } from '../retrieval/bm25.ts'
import { prepareCandidates } from '../retrieval/candidates.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact, Knowledge } from '../types.ts'

/** With so many known facts a new one is compared at most: what it is about has seldom more that are near. */
const MAX_CANDIDATES = 4
const MAX_BY_WORDS = 3
/** Cosine similarity below which two sentences have little to do with each other. */
const MIN_SIMILARITY = 0.5

/**
 * The current facts that a new one may replace or repeat: those that the model names, those of the same property of the same
 * subject, the nearest by meaning, and those with the most words in common; each was said before it.
 */
export function findReviewCandidates(
  fact: Fact,
  named: readonly Fact[],
  known: Knowledge,
  nearest: NearestFacts,
): readonly Fact[] {
  const current = currentFacts(known)
  const byId = new Map(current.map(older => [older.id, older]))
  const canonical = canonicalEntityIds(known.statements)
  const subjectOf = ({ subject }: Fact) => canonical.get(subject) ?? subject
  const ofFacet = current.filter(
    older => older.facet !== undefined && older.facet === fact.facet && subjectOf(older) === subjectOf(fact),
  )
  const near = nearest.get(fact.id)?.filter(({ similarity }) => similarity >= MIN_SIMILARITY) ?? []
  const candidates = [
    ...named,
    ...fact.replaces.flatMap(id => byId.get(id) ?? []),
    ...ofFacet.toReversed(),
    ...alternate(
      near.map(({ fact: older }) => older),
      factsWithSameWords(fact, current),
    ),
  ]
  return [...new Set(candidates)]
    .filter(older => byId.has(older.id) && older.saidAt < fact.saidAt && older.sources[0] !== fact.sources[0])
    .slice(0, Math.max(MAX_CANDIDATES, named.length))
}

/** Cosine similarity from which on two sentences are likely to tell of the same thing. */
const LIKELY_SIMILARITY = 0.8
/** So much of the words of a sentence stand in another one that is likely to tell of the same thing. */
const LIKELY_SHARE = 0.5

/** Whether one of the candidates is likely to be replaced or repeated by a new fact, and nothing has settled yet which. */
export function hasLikelyCandidate(
  fact: Fact,
  candidates: readonly Fact[],
  known: Knowledge,
  nearest: NearestFacts,
): boolean {
  const common = commonWords(currentFacts(known))
  const similarity = new Map(nearest.get(fact.id)?.map(near => [near.fact.id, near.similarity]))
  const words = tellingWords(fact).difference(common)
  return candidates.some(older => {
    if (fact.replaces.includes(older.id)) return false
    if (older.facet !== undefined && older.facet === fact.facet) return true
    if ((similarity.get(older.id) ?? 0) >= LIKELY_SIMILARITY) return true
    const shared = words.intersection(tellingWords(older)).size
    return shared > 0 && shared >= LIKELY_SHARE * words.size
  })
}

/** What stands in more than this share of some facts tells none from the others, as their "user" does. */
const COMMON_SHARE = 0.25
const MIN_FACTS = 8

const commonWords = memoizeByObject((facts: readonly Fact[]): ReadonlySet<string> => {
  if (facts.length < MIN_FACTS) return new Set(['user'])
  const counts = new Map<string, number>()
  for (const fact of facts) for (const word of tellingWords(fact)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return new Set([...counts].flatMap(([word, count]) => (count > COMMON_SHARE * facts.length ? [word] : [])))
})

function tellingWords({ text }: Fact): ReadonlySet<string> {
  return new Set(keywordsIn(wordsOf(text)))
}

function factsWithSameWords(fact: Fact, current: readonly Fact[]): readonly Fact[] {
  const words = keywordsIn(wordsOf(`${fact.text} ${fact.quote}`))
  const scores = bm25(prepareCandidates(current).words, words)
  return [...scores.keys()]
    .filter(place => (scores[place] ?? 0) > 0)
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, MAX_BY_WORDS)
    .flatMap(place => current[place] ?? [])
}

function alternate(one: readonly Fact[], other: readonly Fact[]): readonly Fact[] {
  const length = Math.max(one.length, other.length)
  return Array.from({ length }, (_, at) => [one[at], other[at]]).flatMap(pair =>
    pair.filter(fact => fact !== undefined),
  )
}
