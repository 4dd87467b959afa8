import type { Fact, FactId } from '../types.ts'
import { type Keywords, keywordsOf } from './bm25.ts'
import { wordsOf } from './words.ts'

/** Facts prepared for ranking. A fact is named by its place in `facts`. */
export interface Candidates {
  readonly facts: readonly Fact[]
  readonly placeOf: ReadonlyMap<FactId, number>
  /** Of the facts' own words, and of those with the words said around them. */
  readonly words: Keywords
  readonly wordsNear: Keywords
  /** The places of the facts that were said in one channel on one day (UTC). */
  readonly days: readonly (readonly number[])[]
}

const prepared = new WeakMap<readonly Fact[], Candidates>()
/** Kept by fact: tables of several audiences share them. */
const words = new WeakMap<Fact, { readonly alone: readonly string[]; readonly within: readonly string[] }>()

const DAY_MS = 86_400_000

/** Prepares a list of facts, once for as long as it is the same list. */
export function candidatesOf(facts: readonly Fact[]): Candidates {
  const known = prepared.get(facts)
  if (known !== undefined) return known
  const of = facts.map(wordsOfFact)
  const candidates: Candidates = {
    facts,
    placeOf: new Map(facts.map((fact, place) => [fact.id, place])),
    words: keywordsOf(of.map(({ alone }) => alone)),
    wordsNear: keywordsOf(of.map(({ within }) => within)),
    days: [...Map.groupBy(facts.keys(), place => dayOf(facts[place] as Fact)).values()],
  }
  prepared.set(facts, candidates)
  return candidates
}

function wordsOfFact(fact: Fact) {
  const known = words.get(fact)
  if (known !== undefined) return known
  const alone = wordsOf(fact.text)
  const made = { alone, within: [...alone, ...wordsOf(fact.near)] }
  words.set(fact, made)
  return made
}

function dayOf(fact: Fact): string {
  return `${fact.channel} ${Math.floor(fact.saidAt / DAY_MS)}`
}
