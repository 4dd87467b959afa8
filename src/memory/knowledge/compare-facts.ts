import { memoizeByObject } from '../memoize.ts'
import { compareSentences, type SentenceRelation } from '../text/sentences/compare-sentences.ts'
import { findFacetWords } from '../text/sentences/facet-words.ts'
import { tellsNewValue } from '../text/sentences/new-value.ts'
import { sentenceParts } from '../text/sentences/sentence-parts.ts'
import { withoutStopWords, wordsOf } from '../text/words.ts'
import type { Fact, Knowledge } from '../types.ts'
import { isUnsure } from './certainty.ts'
import { singleValuedFacetOf } from './facets.ts'
import { currentFacts } from './facts.ts'
import { calledPeople, withOneNameEach } from './people.ts'

/** A known fact, and what a new sentence is to it. */
export interface RelatedFact {
  readonly fact: Fact
  readonly relation: SentenceRelation
}

/** So many facts are compared word by word, as looking for days takes some milliseconds each. */
const MAX_COMPARED = 25

/** The facts that hold and that a new one repeats, contradicts or restates: the latest first. `isAsked`: only of these. */
export function findRelatedFacts(
  fresh: Pick<Fact, 'id' | 'text' | 'saidAt'>,
  known: Knowledge,
  isAsked: (fact: Fact) => boolean = () => true,
): readonly RelatedFact[] {
  const likeliest = likeliestFacts(fresh, currentFacts(known).filter(isAsked))
  if (likeliest.length === 0) return []
  const people = calledPeople(known)
  const parts = withOneNameEach(partsOf(fresh), people)
  return likeliest.flatMap(fact => {
    const old = withOneNameEach(partsOf(fact), people)
    const relation = compareSentences(parts, old, singleValuedFacetOf(fact) !== undefined)
    return relation === undefined ? [] : [{ fact, relation }]
  })
}

type ToldFact = Pick<Fact, 'text' | 'saidAt' | 'facet' | 'kind' | 'status'>

/** Whether a new sentence that contradicts an old one surely takes its place, by its words or by the facet that the learner found. */
export function replacesValue(fresh: ToldFact, old: Fact): boolean {
  return tellsNewValue(partsOf(fresh), partsOf(old), singleValuedFacetOf(old) ?? singleValuedFacetOf(fresh))
}

/** The facts that share most words, or a facet, with a new one: the latest first. */
function likeliestFacts(fresh: Pick<Fact, 'id' | 'text'>, facts: readonly Fact[]): readonly Fact[] {
  const { words, facets } = traitsOf(fresh)
  return facts
    .filter(fact => fact.id !== fresh.id && fact.status === undefined && !isUnsure(fact))
    .map(fact => {
      const traits = traitsOf(fact)
      return { fact, shared: words.intersection(traits.words).size + facets.intersection(traits.facets).size }
    })
    .filter(({ shared }) => shared > 0)
    .toSorted((a, b) => b.shared - a.shared || b.fact.saidAt - a.fact.saidAt)
    .slice(0, MAX_COMPARED)
    .map(({ fact }) => fact)
    .toSorted((a, b) => b.saidAt - a.saidAt)
}

const partsOf = memoizeByObject(({ text, saidAt }: Pick<Fact, 'text' | 'saidAt'>) => sentenceParts(text, saidAt))

const traitsOf = memoizeByObject(({ text }: Pick<Fact, 'text'>) => ({
  words: new Set(withoutStopWords(wordsOf(text))),
  facets: new Set(findFacetWords(text).map(({ facet }) => facet)),
}))
