import type { Embedding, FactIndex } from '../../memory/ports.ts'

export type Query = Parameters<FactIndex['nearest']>[0]
export type Neighbours = Awaited<ReturnType<FactIndex['nearest']>>

/** How far a point lies from the origin: 1 for an embedding, about; 0 or NaN for what is none. */
export function lengthOf(point: Embedding): number {
  return Math.sqrt(dot(point, 0, point))
}

/** Whether it is a point at all: numbers, not all of them 0. */
export function isPoint(embedding: Embedding): boolean {
  const length = lengthOf(embedding)
  return Number.isFinite(length) && length > 0
}

/**
 * The scalar product of a point and a row of a table.
 * Four sums at once: the processor need not wait for one addition to begin the next, which nearly halves the time.
 */
export function dot(table: Float32Array, from: number, point: Embedding): number {
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
