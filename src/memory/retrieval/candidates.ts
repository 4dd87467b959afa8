import { memoizeByObject } from '../memoize.ts'
import { DAY_MS } from '../text/dates/calendar.ts'
import { wordsOf } from '../text/words.ts'
import type { Fact, FactId } from '../types.ts'
import { createKeywordIndex, type KeywordIndex } from './bm25.ts'

/** Facts prepared for ranking. A fact is named by its place in `facts`. */
export interface CandidateFacts {
  readonly facts: readonly Fact[]
  readonly placeOf: ReadonlyMap<FactId, number>
  /** Of the facts' own words, and of those with the words said around them. */
  readonly words: KeywordIndex
  readonly contextWords: KeywordIndex
  /** The places of the facts that were said in one channel on one day (UTC). */
  readonly days: readonly (readonly number[])[]
}

/** Prepares a list of facts, once for as long as it is the same list. */
export const prepareCandidates = memoizeByObject((facts: readonly Fact[]): CandidateFacts => {
  const words = facts.map(wordsOfFact)
  return {
    facts,
    placeOf: new Map(facts.map((fact, place) => [fact.id, place])),
    words: createKeywordIndex(words.map(({ alone }) => alone)),
    contextWords: createKeywordIndex(words.map(({ inContext }) => inContext)),
    days: [...Map.groupBy(facts.keys(), place => dayOf(facts[place] as Fact)).values()],
  }
})

/** Kept by fact, as the lists of several audiences share facts. */
const wordsOfFact = memoizeByObject((fact: Fact) => {
  const alone = wordsOf(fact.text)
  return { alone, inContext: [...alone, ...wordsOf(fact.near)] }
})

function dayOf(fact: Fact): string {
  return `${fact.channel} ${Math.floor(fact.saidAt / DAY_MS)}`
}
