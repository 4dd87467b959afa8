import type { Embedding } from '../../memory/ports/embedder.ts'

/** Why there are no embeddings: codes and numbers alone. */
export interface EmbeddingFailure {
  /** That of the request, or what makes no sense of an answer that came. */
  readonly reason: string
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  /** Where the model is, which, and the setting that this is a matter of. */
  readonly host?: string
  readonly model?: string
  readonly setting?: string | undefined
  readonly expected?: number
  readonly got?: number
}

/**
 * Vectors brought to length one, or why they make no sense: nothing about them is taken for granted. `dimensions`: what
 * they must have; where that is not known yet they must be alike.
 */
export function toEmbeddings(
  vectors: readonly unknown[],
  count: number,
  dimensions: number | undefined,
): readonly Embedding[] | EmbeddingFailure {
  if (vectors.length !== count) return { reason: 'wrongCount', expected: count, got: vectors.length }
  const embeddings: Embedding[] = []
  for (const vector of vectors) {
    if (!(Array.isArray(vector) && vector.every(Number.isFinite))) return { reason: 'notFinite' }
    const expected = dimensions ?? embeddings[0]?.length ?? vector.length
    if (vector.length !== expected) return { reason: 'wrongDimensions', expected, got: vector.length }
    const length = Math.sqrt(vector.reduce((sum: number, value: number) => sum + value * value, 0))
    if (!Number.isFinite(length)) return { reason: 'notFinite' }
    if (length === 0) return { reason: 'zero' }
    embeddings.push(Float32Array.from(vector, value => value / length))
  }
  return embeddings
}
