import { createPacer } from '../pacer.ts'
import type { Embedding } from '../ports/embedder.ts'

/** How much more like one kind of examples a text is than like the others: about 1 for one of them, about -1 for another. */
export type ContentLikeness = (embedding: Embedding) => number

/** So exact as the scores are compared. */
const MAX_STEPS = 80
const PRECISION = 1e-3
/** Added to the diagonal, so that no example decides alone. Tuned with multilingual-e5-small, as WIDTH is. */
const RIDGE = 0.3
/**
 * Kernel widths, as parts of the usual distance of two examples: models put their texts at distances of their own. Instructions
 * are more alike than sensitive matters, which are told in a narrower way than harmless things.
 */
export const WIDTHS = { sensitive: 3.3, instruction: 1.7 } as const

/**
 * Kernel ridge regression over examples, once for each kind: a weight for each example, so that the sum of their likenesses
 * is 1 at those that are of the kind and -1 at the others. Solved by conjugate gradients, in pieces.
 */
export async function learnLikenesses(
  examples: readonly Embedding[],
  kinds: readonly { readonly isOfKind: readonly boolean[]; readonly width: number }[],
): Promise<readonly ContentLikeness[]> {
  const pause = createPacer()
  const distances = await distancesOf(examples, pause)
  const usual = usualDistance(distances, examples.length)
  const likenesses: ContentLikeness[] = []
  for (const { isOfKind, width } of kinds) {
    const scale = width / usual
    const kernel = await kernelOf(distances, scale, pause)
    const weights = await solve(
      kernel,
      Float64Array.from(isOfKind, is => (is ? 1 : -1)),
      pause,
    )
    likenesses.push(embedding =>
      examples.reduce((sum, example, at) => {
        const distance = 2 - 2 * dot(example, embedding)
        return sum + (weights[at] ?? 0) * Math.exp(-scale * distance)
      }, 0),
    )
  }
  return likenesses
}

async function kernelOf(distances: Float32Array, scale: number, pause: () => Promise<void>): Promise<Float32Array> {
  const kernel = new Float32Array(distances.length)
  for (let at = 0; at < kernel.length; at += 1) {
    kernel[at] = Math.exp(-scale * (distances[at] ?? 0))
    if (at % 100_000 === 0) await pause()
  }
  return kernel
}

/** Squared distances of vectors of length one, row by row. */
async function distancesOf(examples: readonly Embedding[], pause: () => Promise<void>): Promise<Float32Array> {
  const count = examples.length
  const distances = new Float32Array(count * count)
  for (const [row, one] of examples.entries()) {
    for (let column = row + 1; column < count; column += 1) {
      const distance = 2 - 2 * dot(one, examples[column] as Embedding)
      distances[row * count + column] = distance
      distances[column * count + row] = distance
    }
    await pause()
  }
  return distances
}

/** The median of some thousands of them. */
function usualDistance(distances: Float32Array, count: number): number {
  const step = Math.max(1, Math.floor(distances.length / 5000)) | 1
  const some: number[] = []
  for (let at = 1; at < distances.length; at += step) {
    if (at % (count + 1) !== 0) some.push(distances[at] ?? 0)
  }
  return some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] || 1
}

/** Conjugate gradients for (kernel + RIDGE) x = wanted: symmetric and positive definite, as every such kernel is. */
async function solve(kernel: Float32Array, wanted: Float64Array, pause: () => Promise<void>): Promise<Float64Array> {
  const solution = new Float64Array(wanted.length)
  const rest = Float64Array.from(wanted)
  let direction = Float64Array.from(wanted)
  let size = dot(rest, rest)
  const enough = size * PRECISION ** 2
  for (let step = 0; step < MAX_STEPS && size > enough; step += 1) {
    const image = await multiply(kernel, direction, pause)
    const length = size / dot(direction, image)
    for (let at = 0; at < solution.length; at += 1) {
      solution[at] = (solution[at] ?? 0) + length * (direction[at] ?? 0)
      rest[at] = (rest[at] ?? 0) - length * (image[at] ?? 0)
    }
    const next = dot(rest, rest)
    direction = direction.map((value, at) => (rest[at] ?? 0) + (next / size) * value)
    size = next
  }
  return solution
}

async function multiply(kernel: Float32Array, vector: Float64Array, pause: () => Promise<void>): Promise<Float64Array> {
  const count = vector.length
  const product = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    product[row] = dot(kernel.subarray(row * count, (row + 1) * count), vector) + RIDGE * (vector[row] ?? 0)
    if (row % 64 === 0) await pause()
  }
  return product
}

function dot(one: Float32Array | Float64Array, other: Float32Array | Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number)
  return sum
}
