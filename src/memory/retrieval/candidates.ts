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

const candidatesCache = new WeakMap<readonly Fact[], CandidateFacts>()
/** Kept by fact: tables of several audiences share them. */
const factWordsCache = new WeakMap<Fact, { readonly alone: readonly string[]; readonly within: readonly string[] }>()

const DAY_MS = 86_400_000

/** Prepares a list of facts, once for as long as it is the same list. */
export function prepareCandidates(facts: readonly Fact[]): CandidateFacts {
  const known = candidatesCache.get(facts)
  if (known !== undefined) return known
  const of = facts.map(wordsOfFact)
  const candidates: CandidateFacts = {
    facts,
    placeOf: new Map(facts.map((fact, place) => [fact.id, place])),
    words: createKeywordIndex(of.map(({ alone }) => alone)),
    contextWords: createKeywordIndex(of.map(({ within }) => within)),
    days: [...Map.groupBy(facts.keys(), place => dayOf(facts[place] as Fact)).values()],
  }
  candidatesCache.set(facts, candidates)
  return candidates
}

function wordsOfFact(fact: Fact) {
  const known = factWordsCache.get(fact)
  if (known !== undefined) return known
  const alone = wordsOf(fact.text)
  const made = { alone, within: [...alone, ...wordsOf(fact.near)] }
  factWordsCache.set(fact, made)
  return made
}

function dayOf(fact: Fact): string {
  return `${fact.channel} ${Math.floor(fact.saidAt / DAY_MS)}`
}
