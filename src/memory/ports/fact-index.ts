import type { Scope } from '../scope.ts'
import type { FactId, UserId } from '../types.ts'
import type { Embedding } from './embedder.ts'

/** Finds facts by meaning. */
export interface FactIndex {
  /**
   * The facts of one user, in the scopes that may be heard, nearest to a point: cosine similarity, the most similar
   * first, `limit` at most. Facts without an embedding by the present model are not among them.
   * One round trip at most. Throws MemoryUnavailable.
   */
  nearest(query: {
    readonly user: UserId
    readonly visibleScopes: 'all' | readonly Scope[]
    readonly point: Embedding
    readonly limit: number
  }): Promise<readonly { readonly fact: FactId; readonly similarity: number }[]>
}

export interface EmbeddingBackfill {
  /**
   * Gives every fact an embedding by the present model that lacks one. `later` if something was out of reach, or the
   * signal came: what was done stays done, and the next run goes on from there. Costs two round trips where nothing lacks.
   */
  run(signal?: AbortSignal): Promise<'done' | 'later'>
}
