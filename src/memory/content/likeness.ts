import type { Pause } from '../pacer.ts'
import type { Embedding } from '../ports/embedder.ts'
import { TABLE_SIZE, type WordFeatures } from './word-features.ts'

/** A text in the two ways in which it is compared: by its words, and by its meaning where there are embeddings. */
interface ComparedText {
  readonly words: WordFeatures
  readonly embedding?: Embedding | undefined
}

/** What was learned of one kind of content: how much each example speaks for it, and from where on a text is of it. */
export interface LearnedKind {
  readonly weights: Float32Array
  readonly threshold: number
  /** Of the examples of the kind that were held out, the share that was told. */
  readonly caught: number
}

/** Of held-out examples of anything else so many may be taken for the kind, as far as the limits of the threshold let it. */
const REFUSED = 0.06
/** Words beside meanings. Tuned with multilingual-e5-small and universal-sentence-encoder-multilingual on that half. */
const WORD_SHARE = 0.3
/** Added to the diagonal, so that no example decides alone. */
const RIDGE = 0.2
/** Kernel width, as a part of the usual distance of two examples: models put their texts at distances of their own. */
const WIDTH = 1.5
/** So exact as the scores are compared. */
const MAX_STEPS = 60
const PRECISION = 2e-3
/** Of seven examples two are held out in turn. */
const PARTS = 7
const HELD_OUT_PARTS = [2, 5] as const

/** Texts compared with each other: a symmetric matrix that is only ever multiplied. */
export interface Kernel {
  readonly size: number
  multiply(vector: Float64Array, pause: Pause): Promise<Float64Array>
}

/**
 * Kernel ridge regression over examples: a weight for each, so that the sum of their likenesses is 1 at those of the kind and
 * -1 at the others. Examples that are held out tell from where on a text is of it: models differ in how surely they tell.
 */
export async function learnKind(
  kernel: Kernel,
  isOfKind: readonly boolean[],
  limits: { readonly least: number; readonly most: number },
  pause: Pause,
): Promise<LearnedKind> {
  const wanted = Float64Array.from(isOfKind, is => (is ? 1 : -1))
  const ofKind: number[] = []
  const others: number[] = []
  for (const heldOut of HELD_OUT_PARTS) {
    const isHeldOut = (at: number) => at % PARTS === heldOut
    const weights = await solve(kernel, wanted, at => !isHeldOut(at), pause)
    const scores = await kernel.multiply(weights, pause)
    for (const [at, score] of scores.entries()) {
      if (isHeldOut(at)) (isOfKind[at] === true ? ofKind : others).push(score)
    }
  }
  const threshold = Math.min(limits.most, Math.max(limits.least, quantile(others, 1 - REFUSED)))
  const caught = ofKind.filter(score => score >= threshold).length / ofKind.length
  return { weights: Float32Array.from(await solve(kernel, wanted, () => true, pause)), threshold, caught }
}

/** The weights alone, of all examples. */
export async function solveWeights(kernel: Kernel, isOfKind: readonly boolean[], pause: Pause): Promise<Float32Array> {
  const wanted = Float64Array.from(isOfKind, is => (is ? 1 : -1))
  return Float32Array.from(await solve(kernel, wanted, () => true, pause))
}

/** Of how many texts the nearest other one is alike, on the average of those that are and those that are not. */
export function nearestShare(embeddings: readonly Embedding[], isOfKind: readonly boolean[]): number {
  const nearest = embeddings.map(() => ({ cosine: Number.NEGATIVE_INFINITY, at: 0 }))
  const compare = (one: number, other: number, cosine: number) => {
    if (cosine > (nearest[one]?.cosine ?? 0)) nearest[one] = { cosine, at: other }
  }
  for (const [at, one] of embeddings.entries()) {
    for (const [before, other] of embeddings.slice(0, at).entries()) {
      const cosine = dot(one, other)
      compare(at, before, cosine)
      compare(before, at, cosine)
    }
  }
  const isRight = nearest.map((other, at) => isOfKind[other.at] === isOfKind[at])
  const shareOf = (is: boolean) => {
    const some = isRight.filter((_, at) => isOfKind[at] === is)
    return some.filter(Boolean).length / some.length
  }
  return (shareOf(true) + shareOf(false)) / 2
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

/** Conjugate gradients for (kernel + ridge) x = wanted, over some of the examples. */
async function solve(
  kernel: Kernel,
  wanted: Float64Array,
  isUsed: (at: number) => boolean,
  pause: Pause,
): Promise<Float64Array> {
  const solution = new Float64Array(kernel.size)
  const rest = wanted.map((value, at) => (isUsed(at) ? value : 0))
  let direction = rest.slice()
  let size = dot(rest, rest)
  const enough = size * PRECISION ** 2
  for (let step = 0; step < MAX_STEPS && size > enough; step += 1) {
    const product = await kernel.multiply(direction, pause)
    const image = product.map((value, at) => (isUsed(at) ? value + RIDGE * (direction[at] ?? 0) : 0))
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

/** How alike the words of examples are: never a matrix, as each has but some hundred of them. */
export function createWordKernel(examples: readonly WordFeatures[]): Kernel {
  return {
    size: examples.length,
    async multiply(vector, pause) {
      const table = sumWords(examples, vector)
      await pause()
      return Float64Array.from(examples, words => readWords(words, table))
    },
  }
}

/** How alike the words and the meanings of examples are. One half of the matrix of meanings is held, 4 bytes a pair. */
export async function createMeaningKernel(
  examples: readonly WordFeatures[],
  embeddings: readonly Embedding[],
  scale: number,
  pause: Pause,
): Promise<Kernel> {
  const size = embeddings.length
  const words = createWordKernel(examples)
  const rows: Float32Array[] = []
  for (const [row, one] of embeddings.entries()) {
    const likenesses = new Float32Array(row)
    for (let column = 0; column < row; column += 1) {
      likenesses[column] = likeness(dot(one, embeddings[column] as Embedding), scale)
    }
    rows.push(likenesses)
    await pause()
  }
  return {
    size,
    async multiply(vector, pause) {
      const product = await words.multiply(vector, pause)
      for (let at = 0; at < size; at += 1) product[at] = mixed(vector[at] ?? 0, product[at] ?? 0)
      for (const [row, likenesses] of rows.entries()) {
        const factor = (vector[row] ?? 0) / (1 + WORD_SHARE)
        let sum = 0
        for (let column = 0; column < row; column += 1) {
          const value = likenesses[column] as number
          sum += value * (vector[column] as number)
          product[column] = (product[column] as number) + value * factor
        }
        product[row] = (product[row] as number) + sum / (1 + WORD_SHARE)
        if (row % 64 === 0) await pause()
      }
      return product
    },
  }
}

/** Scores by what was learned: more or less than the threshold of the kind. */
export interface Scorer {
  score(text: ComparedText): number
}

export function createScorer(
  weights: Float32Array,
  examples: readonly WordFeatures[],
  meanings?: { readonly embeddings: readonly Embedding[]; readonly scale: number },
): Scorer {
  const table = sumWords(examples, weights)
  return {
    score({ words, embedding }) {
      const byWords = readWords(words, table)
      if (meanings === undefined || embedding === undefined) return byWords
      let byMeaning = 0
      for (const [at, example] of meanings.embeddings.entries()) {
        byMeaning += (weights[at] ?? 0) * likeness(dot(example, embedding), meanings.scale)
      }
      return mixed(byMeaning, byWords)
    },
  }
}

/** How fast likeness falls with distance: by the median distance of some thousands of pairs. */
export function scaleOf(embeddings: readonly Embedding[]): number {
  const count = embeddings.length
  const some = Array.from({ length: 5000 }, (_, at) => {
    const one = (at * 7919) % count
    return 2 - 2 * dot(embeddings[one] as Embedding, embeddings[(one + 1 + (at % (count - 1))) % count] as Embedding)
  })
  return WIDTH / (some.toSorted((a, b) => a - b)[some.length >> 1] || 1)
}

function mixed(byMeaning: number, byWords: number): number {
  return (byMeaning + WORD_SHARE * byWords) / (1 + WORD_SHARE)
}

function likeness(cosine: number, scale: number): number {
  return Math.exp(-scale * (2 - 2 * cosine))
}

function sumWords(examples: readonly WordFeatures[], vector: Float32Array | Float64Array): Float32Array {
  const table = new Float32Array(TABLE_SIZE)
  for (const [at, { places, weights }] of examples.entries()) {
    const factor = vector[at] ?? 0
    if (factor === 0) continue
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] as number
      table[place] = (table[place] as number) + factor * (weights[index] as number)
    }
  }
  return table
}

function readWords({ places, weights }: WordFeatures, table: Float32Array): number {
  let sum = 0
  for (let index = 0; index < places.length; index += 1) {
    sum += (table[places[index] as number] as number) * (weights[index] as number)
  }
  return sum
}

function dot(one: Float32Array | Float64Array, other: Float32Array | Float64Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number)
  return sum
}
