import type { Embedding } from '../../memory/ports.ts'

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
