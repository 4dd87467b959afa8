import type { Embedding } from '../memory/ports.ts'

/** Embeddings that came and make no sense. */
type EmbeddingFault = 'wrongCount' | 'wrongDimensions' | 'notFinite' | 'zero'

/** `got`: how many there were, or of what length. */
export type ReadEmbeddings =
  | { readonly embeddings: readonly Embedding[]; readonly fault?: undefined }
  | { readonly fault: EmbeddingFault; readonly got?: number }

/**
 * The vectors of a server's answer in the order of the texts, each brought to length one. `dimensions`: what they must
 * have; where that is not known yet they must be alike. Nothing about the answer is taken for granted.
 */
export function readEmbeddings(answer: unknown, count: number, dimensions: number | undefined): ReadEmbeddings {
  const { data } = Object(answer) as { data?: unknown }
  const items = Array.isArray(data) ? inOrder(data) : []
  if (items.length !== count) return { fault: 'wrongCount', got: items.length }
  const embeddings: Embedding[] = []
  for (const { embedding } of items) {
    if (!(Array.isArray(embedding) && embedding.every(Number.isFinite))) return { fault: 'notFinite' }
    const expected = dimensions ?? embeddings[0]?.length ?? embedding.length
    if (embedding.length !== expected) return { fault: 'wrongDimensions', got: embedding.length }
    const length = Math.sqrt(embedding.reduce((sum: number, value: number) => sum + value * value, 0))
    if (!Number.isFinite(length)) return { fault: 'notFinite' }
    if (length === 0) return { fault: 'zero' }
    embeddings.push(Float32Array.from(embedding, value => value / length))
  }
  return { embeddings }
}

interface Item {
  readonly index?: unknown
  readonly embedding?: unknown
}

/** By their index, where each has one of its own; some servers leave it out, or give 0 to all. */
function inOrder(data: readonly unknown[]): readonly Item[] {
  const items = data.map(item => Object(item) as Item)
  const byIndex = new Map(items.map(item => [item.index, item]))
  const ordered = items.flatMap((_, index) => byIndex.get(index) ?? [])
  return ordered.length === items.length ? ordered : items
}
