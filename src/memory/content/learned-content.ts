import type { Embedding } from '../ports/embedder.ts'
import type { LearnedKind } from './likeness.ts'

/** What of the kinds of content is looked for. */
export type SoughtKind = 'sensitive' | 'instruction'

/** Examples by one embedding model, and what was learned of them: enough to judge by. */
export interface LearnedContent {
  readonly embeddings: readonly Embedding[]
  /** How fast likeness falls with distance. */
  readonly scale: number
  readonly kinds: Readonly<Record<SoughtKind, LearnedKind>>
}

/** Bytes of the head: count, dimensions, scale, and a threshold and the share caught of each kind, as 4-byte numbers. */
const HEAD_NUMBERS = 7
const NUMBER_BYTES = 4
const MOST = 127

/** As it is kept: a byte for each dimension of an example, which is as exact as the scores are compared. */
export function encodeLearnedContent({ embeddings, scale, kinds }: LearnedContent): Uint8Array {
  const { sensitive, instruction } = kinds
  const dimensions = embeddings[0]?.length ?? 0
  const factors = embeddings.map(embedding => embedding.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
  const numbers = Float32Array.from([
    ...[embeddings.length, dimensions, scale],
    ...[sensitive, instruction].flatMap(({ threshold, caught }) => [threshold, caught]),
    ...factors,
    ...sensitive.weights,
    ...instruction.weights,
  ])
  const bytes = new Int8Array(embeddings.length * dimensions)
  for (const [row, embedding] of embeddings.entries()) {
    const factor = MOST / (factors[row] || 1)
    for (const [column, value] of embedding.entries()) bytes[row * dimensions + column] = Math.round(value * factor)
  }
  return Buffer.concat([new Uint8Array(numbers.buffer), new Uint8Array(bytes.buffer)])
}

/** Undefined where the record is not one of so many examples. */
export function decodeLearnedContent(record: Uint8Array, count: number): LearnedContent | undefined {
  const numbersLength = HEAD_NUMBERS + 3 * count
  if (record.length < numbersLength * NUMBER_BYTES) return undefined
  // Copied, as numbers have to stand at places that are multiples of their size.
  const copy = new Uint8Array(record)
  const numbers = new Float32Array(copy.buffer, 0, numbersLength)
  const [size, dimensions = 0, scale = 0, threshold = 0, caught = 0, otherThreshold = 0, otherCaught = 0] = numbers
  const bytes = new Int8Array(copy.buffer, numbersLength * NUMBER_BYTES)
  if (size !== count || bytes.length !== count * dimensions) return undefined
  const part = (at: number) => numbers.slice(HEAD_NUMBERS + at * count, HEAD_NUMBERS + (at + 1) * count)
  return {
    embeddings: Array.from(part(0), (factor, row) =>
      Float32Array.from(bytes.subarray(row * dimensions, (row + 1) * dimensions), value => (value * factor) / MOST),
    ),
    scale,
    kinds: {
      sensitive: { weights: part(1), threshold, caught },
      instruction: { weights: part(2), threshold: otherThreshold, caught: otherCaught },
    },
  }
}
