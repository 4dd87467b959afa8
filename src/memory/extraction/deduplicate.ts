import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { embeddingText } from '../knowledge/fact-context.ts'
import { createDuplicateKey, currentFacts, replacementsOf } from '../knowledge/facts.ts'
import type { Embedder, Embedding } from '../ports/embedder.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import { foldWords, isNameIn } from '../text/compare-names.ts'
import { claimedNumbers, isClaimIn } from '../text/numbers/numbers.ts'
import { findCapitalizedNames } from '../text/proper-nouns.ts'
import { isDenial } from '../text/qualifiers.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact, FactId, Knowledge, Statement } from '../types.ts'
import type { ExtractionContext } from './evidence.ts'

/*
 * How a fact is deduplicated: a fact that says what a known one says confirms that one, and is not kept beside it.
 * "The same" has seven meanings, each for one moment, from the surest to the one that needs most proof:
 *
 * 1. Equal sentence: the same words (case, marks and spaces aside) on the same day, `sentenceKey` in knowledge/facts.ts.
 *    - of the same subject and scope, a new fact is the known one: `createDuplicateFinder` below for what is learned,
 *      `factsInSameWords` (editing/remember.ts) for what a user asks to be kept, `sameFactKey` (transfer/import-knowledge.ts)
 *      for what a file brings
 *    - under two scopes the records stay two, as each is visible to others; where both are visible they are shown as one:
 *      `currentFacts` (knowledge/facts.ts), `duplicatesUnder` where a fact moves to another scope (editing/change-scope.ts)
 * 2. Twin entities: two entities that are called the same are one to whom both are visible, `canonicalEntityIds` in
 *    knowledge/entity-matching.ts. Their facts have the same subject in each of these comparisons.
 * 3. Words of one message that the user asked to be kept, and what the extraction model makes of the same message: the
 *    user's own words stay, explicit-memories.ts.
 * 4. The extraction model's word: it names the number of the known fact that a new one repeats, `createDuplicateFinder`.
 * 5. Near vectors: the embeddings are nearly equal, `findNearestFacts` and `confirmNearDuplicates`, after the checks.
 * 6. The second look's word: it was shown both, learning/settle-review.ts.
 * 7. What a user keeps by hand, which no model reads: by the words that tell something, whoever they call how,
 *    `findRelatedFacts` in knowledge/compare-facts.ts.
 *
 * The model and vectors can be wrong. So for 4 and 5 `canBeDuplicate` has to hold as well: the new fact tells no other
 * name, number, day or denial than the known one; and for 5 it uses no other word. For 6 it must not tell more
 * (`tellsMore`): it takes the known one's place then, so that nothing of it is lost.
 */

/** A known fact that was said again, and when. */
export interface Confirmation {
  readonly fact: FactId
  readonly saidAt: number
}

/** Finds the fact that a new one only says again, among those known and those added since. */
export interface DuplicateFinder {
  /** By the same words of the same subject under the same scope; else by `repeats`, the number that the model gives. */
  find(draft: Fact, repeats: number | undefined): Fact | undefined
  /** From here on what says the same as `draft` is `kept`. */
  add(draft: Fact, kept: Fact): void
}

/** Facts that were replaced are no duplicates of anything: what is said again after them is news. */
export function createDuplicateFinder({ known, facts }: Pick<ExtractionContext, 'known' | 'facts'>): DuplicateFinder {
  const replaced = replacementsOf(known)
  const canonical = canonicalEntityIds(known.statements)
  const withCanonicalSubject = (fact: Fact) => ({ ...fact, subject: canonical.get(fact.subject) ?? fact.subject })
  const duplicateKey = createDuplicateKey(known)
  const keyOf = (fact: Fact) => `${fact.scope} ${duplicateKey(fact)}`
  const byKey = new Map(known.facts.filter(({ id }) => !replaced.has(id)).map(fact => [keyOf(fact), fact]))

  return {
    find: (draft, repeats) => byKey.get(keyOf(draft)) ?? namedByModel(draft, repeats),
    add: (draft, kept) => byKey.set(keyOf(draft), kept),
  }

  /** A fact that was replaced is not confirmed. */
  function namedByModel(draft: Fact, number: number | undefined): Fact | undefined {
    const named = number === undefined ? undefined : facts[number - 1]
    if (named === undefined || replaced.has(named.id)) return undefined
    return canBeDuplicate(withCanonicalSubject(draft), withCanonicalSubject(named)) ? named : undefined
  }
}

/**
 * Whether a fact can be a duplicate of another: no name, number or day of it is new, and neither denies what the other
 * says. That it is one has to be said by something else: the model, or nearness.
 */
function canBeDuplicate(fact: Fact, other: Fact): boolean {
  return (
    fact.subject === other.subject &&
    fact.scope === other.scope &&
    !fact.replaces.includes(other.id) &&
    !tellsMore(fact, other) &&
    isDenial(fact.text) === isDenial(other.text)
  )
}

/** Whether a name, a number or the day of a fact is none of another's. */
export function tellsMore(fact: Fact, other: Fact): boolean {
  const otherWords = foldWords(`${other.text} ${other.quote}`)
  const otherNumbers = new Set(claimedNumbers(other.text).flat())
  return (
    (fact.eventAt !== undefined && fact.eventAt !== other.eventAt) ||
    findCapitalizedNames(fact.text).some(name => !isNameIn(name, otherWords)) ||
    claimedNumbers(fact.text).some(claim => !isClaimIn(claim, otherNumbers))
  )
}

/** The embeddings of new facts, as many of them as can be had. */
export async function embedFacts(facts: readonly Fact[], embedder: Embedder): Promise<Map<FactId, Embedding>> {
  if (facts.length === 0) return new Map()
  const embeddings = (await embedder.embed(facts.map(embeddingText), 'passage')) ?? []
  return new Map(facts.flatMap((fact, at) => (embeddings[at] === undefined ? [] : [[fact.id, embeddings[at]]])))
}

/** How many known facts are looked at as what a new one may repeat. */
const MAX_NEAREST = 3

/** The known facts nearest to each new one, by its id. */
export type NearestFacts = ReadonlyMap<FactId, readonly { readonly fact: Fact; readonly similarity: number }[]>

/** The other current facts nearest to each new one, under its own scope: only there can it be a duplicate. */
export async function findNearestFacts(
  facts: readonly Fact[],
  embeddings: ReadonlyMap<FactId, Embedding>,
  known: Knowledge,
  index: FactIndex,
): Promise<NearestFacts> {
  const current = new Map(currentFacts(known).map(fact => [fact.id, fact]))
  const scopes = new Set([...current.values()].map(({ scope }) => scope))
  const found = facts.map(async ({ id, scope }) => {
    const point = embeddings.get(id)
    const isComparable = point !== undefined && scopes.has(scope)
    const nearest = !isComparable
      ? []
      : await index.nearest({ user: known.user, visibleScopes: [scope], point, limit: MAX_NEAREST })
    const others = nearest.flatMap(({ fact, similarity }) => {
      const other = fact === id ? undefined : current.get(fact)
      return other === undefined ? [] : [{ fact: other, similarity }]
    })
    return [id, others] as const
  })
  return new Map(await Promise.all(found))
}

/** Cosine similarity from which on a sentence in words of a known one about the same subject says the same. */
const MIN_SIMILARITY = 0.9

/** Leaves out the facts that only say again what a near one says, which they confirm. No fact among `nearest` may be replaced. */
export function confirmNearDuplicates(
  facts: readonly Fact[],
  nearest: NearestFacts,
): {
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  /** By the fact that was left out, the known one that says the same. */
  readonly merged: ReadonlyMap<FactId, FactId>
} {
  const confirmed: Confirmation[] = []
  const merged = new Map<FactId, FactId>()
  const fresh = facts.filter(fact => {
    const same = nearest
      .get(fact.id)
      ?.find(
        near => near.similarity >= MIN_SIMILARITY && canBeDuplicate(fact, near.fact) && isInWordsOf(fact, near.fact),
      )
    if (same !== undefined) {
      confirmed.push({ fact: same.fact.id, saidAt: fact.saidAt })
      merged.set(fact.id, same.fact.id)
    }
    return same === undefined
  })
  return { facts: fresh, confirmed, merged }
}

/** Near vectors are not enough: `likes green tea` and `likes black tea` are near, and two. */
function isInWordsOf(fact: Fact, other: Fact): boolean {
  const words = new Set(wordsOf(`${other.text} ${other.quote}`))
  return keywordsIn(wordsOf(fact.text)).every(word => words.has(word))
}

/** A statement goes with the fact that says the same: with the known one where that is a duplicate, and not where it is rejected. */
export function relinkStatement(
  statement: Statement,
  merged: ReadonlyMap<FactId, FactId>,
  rejected: ReadonlyMap<FactId, unknown>,
): readonly Statement[] {
  const { fact } = statement
  if (fact === undefined) return [statement]
  return rejected.has(fact) ? [] : [{ ...statement, fact: merged.get(fact) ?? fact }]
}
