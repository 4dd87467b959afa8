import { embeddingOf } from '../../../demo/stand-in-model/embedding.ts'
import { allExamples, createExampleSet } from '../../../src/memory/content/example-set.ts'
import { type ContentKind, loadExamples } from '../../../src/memory/content/examples.ts'
import type { Embedder } from '../../../src/memory/ports/embedder.ts'

/** A disease that stands in no example: only who knows what it means can tell. */
export const UNKNOWN_DISEASE = 'zorbitis'

export const DIMENSIONS = 16
const AXES: Readonly<Record<ContentKind, number>> = { sensitive: 0, instruction: 1, harmless: 2 }

/** One of six: to learn from all takes five seconds of a processor, and grows with the square of their number. */
export const someExamples = createExampleSet(() => loadExamples().filter((_, at) => at % 6 === 0))

/** Makes embeddings that know what the examples mean, and one word more; whatever else is said is harmless. */
export async function meaningVectors(): Promise<(text: string) => number[]> {
  const { texts, kinds } = await allExamples.list()
  const known = new Map(texts.map((text, at) => [text, kinds[at]]))
  return text => {
    const kind = text.includes(UNKNOWN_DISEASE) ? 'sensitive' : (known.get(text) ?? 'harmless')
    const vector = [...[0, 0, 0], ...embeddingOf(text, DIMENSIONS - 3)]
    vector[AXES[kind]] = 2
    const length = Math.hypot(...vector)
    return vector.map(value => value / length)
  }
}

export interface VectorEmbedder extends Embedder {
  /** How many texts it was asked for. */
  asked: number
  isAway: boolean
}

/** An embedder that gives these vectors. */
export function createVectorEmbedder(vectorOf: (text: string) => number[]): VectorEmbedder {
  const embedder: VectorEmbedder = {
    asked: 0,
    isAway: false,
    async embed(texts) {
      embedder.asked += texts.length
      return embedder.isAway ? undefined : texts.map(text => Float32Array.from(vectorOf(text)))
    },
  }
  return embedder
}
