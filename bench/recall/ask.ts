import type { Embedder } from '../../src/memory/ports/embedder.ts'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import type { RankingWeights } from '../../src/memory/retrieval/rank.ts'
import { recallFacts } from '../../src/memory/retrieval/recall.ts'
import type { FactId, Knowledge } from '../../src/memory/types.ts'

/** A question that was put to the bot's memory. */
export interface Asked {
  readonly text: string
  readonly gold: readonly string[]
  readonly known: Knowledge
  /** When it is asked: a day after the last thing was said. */
  readonly now: number
}

export interface Means {
  readonly index: FactIndex
  readonly embedder: Embedder
}

const DAY_MS = 86_400_000

export function askedAfter(known: Knowledge, { text, gold }: Pick<Asked, 'text' | 'gold'>): Asked {
  return { text, gold, known, now: Math.max(...known.facts.map(({ saidAt }) => saidAt)) + DAY_MS }
}

/** The ids of the facts that the bot recalls, best first: the room is for so many, whatever they cost. */
export async function ranking(
  asked: Asked,
  most: number,
  means: Means,
  weights?: RankingWeights,
): Promise<readonly FactId[]> {
  const { text: question, known, now } = asked
  const wanted = { question, known, visibleScopes: 'all', room: most, cost: () => 1 } as const
  const recalled = await recallFacts(wanted, { ...means, now: () => now, ...(weights !== undefined && { weights }) })
  if (recalled.failure !== undefined) throw recalled.failure
  return recalled.ranked.map(({ id }) => id)
}

/** The share of the gold among the first k, in percent. */
export function recallAt(k: number, ranked: readonly string[], gold: readonly string[]): number {
  const first = new Set(ranked.slice(0, k))
  return (100 * gold.filter(id => first.has(id)).length) / gold.length
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** An index that asks another one once for each point: weights are tried by the hundred. */
export function remembering(index: FactIndex): FactIndex {
  const known = new WeakMap<object, ReturnType<FactIndex['nearest']>>()
  return {
    nearest(query) {
      const found = known.get(query.point) ?? index.nearest(query)
      known.set(query.point, found)
      return found
    },
  }
}
