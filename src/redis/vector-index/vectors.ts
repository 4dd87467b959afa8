import type { Embedding } from '../../memory/ports/embedder.ts'
import type { FactIndex } from '../../memory/ports/fact-index.ts'

export type VectorQuery = Parameters<FactIndex['nearest']>[0]
export type Neighbours = Awaited<ReturnType<FactIndex['nearest']>>

/** How far a point lies from the origin: 1 for an embedding, about; 0 or NaN for what is none. */
export function vectorLength(point: Embedding): number {
  return Math.sqrt(dotProduct(point, 0, point))
}

/** Whether it is a point at all: numbers, not all of them 0. */
export function isUsableVector(embedding: Embedding): boolean {
  const length = vectorLength(embedding)
  return Number.isFinite(length) && length > 0
}

/**
 * The scalar product of a point and a row of a table.
 * Four sums at once: the processor need not wait for one addition to begin the next, which nearly halves the time.
 */
export function dotProduct(table: Float32Array, from: number, point: Embedding): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const whole = point.length - (point.length % 4)
  for (let i = 0; i < whole; i += 4) {
    a += at(table, from + i) * at(point, i)
    b += at(table, from + i + 1) * at(point, i + 1)
    c += at(table, from + i + 2) * at(point, i + 2)
    d += at(table, from + i + 3) * at(point, i + 3)
  }
  for (let i = whole; i < point.length; i += 1) a += at(table, from + i) * at(point, i)
  return a + b + c + d
}

function at(numbers: Float32Array, i: number): number {
  return numbers[i] as number
}

/**
 * The field of a fact's hash that holds its embedding, as FLOAT16. Its name carries model and dimensions, so that points
 * of two models never meet: where the model changes, the field does.
 */
export function embeddingField(model: string, dimensions: number): string {
  return `e:${model.replaceAll(/[^A-Za-z0-9]/g, '_')}:${dimensions}`
}

/** An embedding as Redis keeps it: two bytes a dimension, little-endian, half the size for less than 0.001 of similarity. */
export function toFloat16(embedding: Embedding): Buffer {
  return Buffer.from(new Float16Array(embedding).buffer)
}

/** The embedding that was kept. */
export function fromFloat16(bytes: Buffer): Embedding {
  // A Float16Array begins at even addresses only; a reply of Redis can begin anywhere.
  return new Float32Array(new Float16Array(new Uint8Array(bytes).buffer))
}
