import { hash } from 'node:crypto'
import { embeddingOf } from '../../../demo/stand-in-model/embedding.ts'
import type { Embedder, Embedding } from '../../../src/memory/ports/embedder.ts'
import { relatednessExamples } from '../../../src/memory/retrieval/floor/examples.ts'

const DIMENSIONS = 512

/** Knows no meanings: texts that share words are near one another. */
export const wordCounter: Embedder = {
  embed: async texts => texts.map(text => Float32Array.from(embeddingOf(text, DIMENSIONS))),
}

/**
 * A place for a text as a model gives one that knows meanings: near what the examples, or `means`, say belongs together,
 * and, as with real models, much that is common to all.
 */
export function meaningOf(text: string, means: Readonly<Record<string, string>> = {}): Embedding {
  const example = relatednessExamples.find(
    ({ question, facts }) => question.toLowerCase() === (means[text] ?? text).toLowerCase() || facts.includes(text),
  )
  const noise = Array.from({ length: DIMENSIONS }, (_, at) => {
    const byte = Number.parseInt(hash('sha1', `${text} ${at >> 3}`).slice((at & 7) * 4, (at & 7) * 4 + 4), 16)
    return (byte / 65_536 - 0.5) * 0.3
  })
  const point = Float32Array.from(noise, (value, at) => value + (at === 0 ? 8 : 0))
  const axis = example === undefined ? undefined : 1 + relatednessExamples.indexOf(example)
  if (axis !== undefined) point[axis] = (point[axis] ?? 0) + 2.5
  const length = Math.hypot(...point)
  return point.map(value => value / length)
}

/** @param means what other texts are about: a question of the examples */
export function modelThatKnows(means: Readonly<Record<string, string>> = {}): Embedder {
  return { embed: async texts => texts.map(text => meaningOf(text, means)) }
}
