import { currentFacts } from '../facts.ts'
import { embeddedText } from '../near.ts'
import type { Embedder, Embedding, FactIndex, Lesson } from '../ports.ts'
import type { Fact, FactId, Known, Statement } from '../types.ts'

/** How many known facts are looked at as what a new one may repeat. */
const NEAREST = 3

export type Nearest = ReadonlyMap<FactId, readonly { readonly fact: Fact; readonly similarity: number }[]>

/** The embeddings of new facts, as many of them as can be had. */
export async function embeddingsOf(facts: readonly Fact[], embedder: Embedder): Promise<Map<FactId, Embedding>> {
  if (facts.length === 0) return new Map()
  const embeddings = (await embedder.embed(facts.map(embeddedText), 'passage')) ?? []
  return new Map(facts.flatMap((fact, at) => (embeddings[at] === undefined ? [] : [[fact.id, embeddings[at]]])))
}

/** The other facts that still hold nearest to each new one, under its own scope: only there can it be a repetition. */
export async function nearestTo(
  facts: readonly Fact[],
  embeddings: ReadonlyMap<FactId, Embedding>,
  known: Known,
  index: FactIndex,
): Promise<Nearest> {
  const current = currentFacts(known)
  const byId = new Map(current.map(fact => [fact.id, fact]))
  const found = facts.map(async ({ id, scope }) => {
    const point = embeddings.get(id)
    const isAlone = point === undefined || !current.some(fact => fact.scope === scope)
    const near = isAlone ? [] : await index.nearest({ user: known.user, heard: [scope], point, limit: NEAREST })
    const candidates = near.flatMap(({ fact, similarity }) => {
      const found = fact === id ? undefined : byId.get(fact)
      return found === undefined ? [] : [{ fact: found, similarity }]
    })
    return [id, candidates] as const
  })
  return new Map(await Promise.all(found))
}

/** A statement of a fact that was known before goes with that one. */
export function linked(
  statement: Statement,
  kept: readonly Fact[],
  nearest: Nearest,
  confirmed: Lesson['confirmed'],
): Statement {
  const { fact, ...alone } = statement
  const repeats = fact !== undefined && nearest.has(fact) && !kept.some(({ id }) => id === fact)
  if (!repeats) return statement
  const same = nearest.get(fact)?.find(near => confirmed.some(({ fact }) => fact === near.fact.id))
  return same === undefined ? alone : { ...alone, fact: same.fact.id }
}
