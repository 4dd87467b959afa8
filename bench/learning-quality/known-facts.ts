import type { Fact } from '../../src/memory/types.ts'
import { fold } from './quoted-lines.ts'

/** The known fact that some words mean: of several that hold them, one of the same facet, then the newest. */
export function factMeant(words: string, facet: unknown, known: readonly Fact[]): Fact | undefined {
  const holding = known.filter(({ text }) => fold(text).includes(fold(words)))
  return holding.findLast(fact => fact.facet !== undefined && fact.facet === facet) ?? holding.at(-1)
}
