import { createHash } from 'node:crypto'
import type { Embedding } from '../../memory/ports/embedder.ts'
import type { EmbeddingPurpose } from '../openai/embeddings/request.ts'

/** 16 MB: 8,000 texts of 512 dimensions. */
const CACHE_BYTES = 16_000_000

/** What stands for a text, so that none is kept. */
export function embeddingKey(text: string, purpose: EmbeddingPurpose): string {
  return createHash('sha256').update(`${purpose}:${text}`).digest('base64')
}

/** Embeddings by the key of their text; those not asked for longest go first. */
export class EmbeddingCache {
  readonly #known = new Map<string, Embedding>()
  #bytes = 0

  get(key: string): Embedding | undefined {
    const found = this.#known.get(key)
    if (found !== undefined) {
      this.#known.delete(key)
      this.#known.set(key, found)
    }
    return found
  }

  set(key: string, embedding: Embedding): void {
    this.#drop(key)
    this.#known.set(key, embedding)
    this.#bytes += embedding.byteLength
    for (const oldest of this.#known.keys()) {
      if (this.#bytes <= CACHE_BYTES) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#known.get(key)?.byteLength ?? 0
    this.#known.delete(key)
  }
}
