/** A text as a point in the space of meanings, of length one. */
export type Embedding = Float32Array

/** Turns texts into embeddings. */
export interface Embedder {
  /**
   * One for each text, in order; undefined where they can't be had just now, or make no sense (the reason is logged,
   * once a minute at most): what needs them goes on without.
   */
  embed(texts: readonly string[], purpose: 'query' | 'passage'): Promise<readonly Embedding[] | undefined>
}
