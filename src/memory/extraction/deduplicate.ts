import { embeddingText } from '../knowledge/fact-context.ts'
import { currentFacts } from '../knowledge/facts.ts'
import type { Embedder, Embedding } from '../ports/embedder.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import type { MemoryUpdate } from '../ports/learning-store.ts'
import { isNegated } from '../text/negation.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { claimedNumbers } from '../text/numbers.ts'
import { findProperNouns } from '../text/proper-nouns.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact, FactId, Knowledge, Statement } from '../types.ts'

/** A known fact that was said again, and when. */
export interface Confirmation {
  readonly fact: FactId
  readonly saidAt: number
}

/** Cosine similarity from which on a sentence in words of a known one about the same subject says the same. */
const MIN_SIMILARITY = 0.9

/** Leaves out the facts that only say again what a near known one says, which they confirm. Past facts must not be among the near ones. */
export function confirmNearDuplicates(
  facts: readonly Fact[],
  nearest: ReadonlyMap<FactId, readonly { readonly fact: Fact; readonly similarity: number }[]>,
): { readonly facts: readonly Fact[]; readonly confirmed: readonly Confirmation[] } {
  const confirmed: Confirmation[] = []
  const fresh = facts.filter(fact => {
    const same = nearest
      .get(fact.id)
      ?.find(
        near => near.similarity >= MIN_SIMILARITY && canBeDuplicate(fact, near.fact) && isInWordsOf(fact, near.fact),
      )
    if (same !== undefined) confirmed.push({ fact: same.fact.id, saidAt: fact.saidAt })
    return same === undefined
  })
  return { facts: fresh, confirmed }
}

/**
 * Whether a fact can be a repetition of another one: no name, number or day of it is new, and neither denies what the
 * other says. Somebody else's word, or nearness, has to say that it is.
 */
export function canBeDuplicate(fact: PossibleDuplicate, other: PossibleDuplicate): boolean {
  const said = normalizeText(`${other.text} ${other.quote}`)
  const numbers = new Set(claimedNumbers(other.text))
  return (
    fact.subject === other.subject &&
    fact.scope === other.scope &&
    !fact.replaces.includes(other.id) &&
    (fact.eventAt === undefined || fact.eventAt === other.eventAt) &&
    findProperNouns(fact.text, []).every(name => occursIn(name, said)) &&
    claimedNumbers(fact.text).every(number => numbers.has(number)) &&
    isNegated(fact.text) === isNegated(other.text)
  )
}

type PossibleDuplicate = Pick<Fact, 'id' | 'text' | 'quote' | 'subject' | 'scope' | 'eventAt' | 'replaces'>

/** Near vectors are not enough: `likes green tea` and `likes black tea` are near, and two. */
function isInWordsOf(fact: Fact, other: Fact): boolean {
  const words = new Set(wordsOf(`${other.text} ${other.quote}`))
  return keywordsIn(wordsOf(fact.text)).every(word => words.has(word))
}

/** How many known facts are looked at as what a new one may repeat. */
const MAX_NEAREST = 3

export type NearestFacts = ReadonlyMap<FactId, readonly { readonly fact: Fact; readonly similarity: number }[]>

/** The embeddings of new facts, as many of them as can be had. */
export async function embedFacts(facts: readonly Fact[], embedder: Embedder): Promise<Map<FactId, Embedding>> {
  if (facts.length === 0) return new Map()
  const embeddings = (await embedder.embed(facts.map(embeddingText), 'passage')) ?? []
  return new Map(facts.flatMap((fact, at) => (embeddings[at] === undefined ? [] : [[fact.id, embeddings[at]]])))
}

/** The other facts that still hold nearest to each new one, under its own scope: only there can it be a repetition. */
export async function findNearestFacts(
  facts: readonly Fact[],
  embeddings: ReadonlyMap<FactId, Embedding>,
  known: Knowledge,
  index: FactIndex,
): Promise<NearestFacts> {
  const current = currentFacts(known)
  const byId = new Map(current.map(fact => [fact.id, fact]))
  const found = facts.map(async ({ id, scope }) => {
    const point = embeddings.get(id)
    const isAlone = point === undefined || !current.some(fact => fact.scope === scope)
    const near = isAlone
      ? []
      : await index.nearest({ user: known.user, visibleScopes: [scope], point, limit: MAX_NEAREST })
    const candidates = near.flatMap(({ fact, similarity }) => {
      const found = fact === id ? undefined : byId.get(fact)
      return found === undefined ? [] : [{ fact: found, similarity }]
    })
    return [id, candidates] as const
  })
  return new Map(await Promise.all(found))
}

/** A statement of a fact that was known before goes with that one. */
export function relinkStatement(
  statement: Statement,
  kept: readonly Fact[],
  nearest: NearestFacts,
  confirmed: MemoryUpdate['confirmed'],
): Statement {
  const { fact, ...alone } = statement
  const repeats = fact !== undefined && nearest.has(fact) && !kept.some(({ id }) => id === fact)
  if (!repeats) return statement
  const same = nearest.get(fact)?.find(near => confirmed.some(({ fact }) => fact === near.fact.id))
  return same === undefined ? alone : { ...alone, fact: same.fact.id }
}
