import { createHash } from 'node:crypto'

/**
 * Embeddings without a model: texts that share words are near one another, and nothing else is. A word is a few places
 * in the vector, the same at every time.
 */
export function embeddingOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const digest = createHash('sha1').update(word).digest()
    for (const at of [0, 4, 8]) {
      const place = digest.readUInt32LE(at) % dimensions
      vector[place] = (vector[place] ?? 0) + 1
    }
  }
  const length = Math.hypot(...vector) || 1
  return vector.map(value => value / length)
}

/** The reply of an embeddings endpoint. */
export function embeddingsReply({ input, model, dimensions = 16 }: EmbeddingsRequest): object {
  const texts = typeof input === 'string' ? [input] : input
  const data = texts.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: embeddingOf(text, dimensions),
  }))
  return { object: 'list', model, data, usage: { prompt_tokens: texts.length, total_tokens: texts.length } }
}

export interface EmbeddingsRequest {
  readonly input: string | readonly string[]
  readonly model: string
  readonly dimensions?: number
}
