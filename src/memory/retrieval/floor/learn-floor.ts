import type { Embedder, Embedding } from '../../ports/embedder.ts'
import { type RelatednessExample, relatednessExamples } from './examples.ts'

/**
 * From how near on a fact counts as being about a question, by one embedding model. Cosine similarities of two models
 * are not on one scale, and with e5 all of them lie between 0.7 and 0.9; so nearness is told in standard deviations above
 * what the same question has with the facts of the examples, of which nearly all are about something else.
 */
export interface MeaningFloor {
  /** Deviations from which on a fact is near enough. */
  readonly least: number
  /** Of the pairs of the examples that belong together, and of those that do not, how many are that near. */
  readonly related: number
  readonly unrelated: number
  /** How nearness to a question is looked for. */
  sightOf(question: Embedding): QuestionSight
}

/** A question seen from the middle of all questions: what it has in common with all of them says nothing. */
export interface QuestionSight {
  /** What an index is to be asked for, of length one. */
  readonly point: Embedding
  /** The nearness of a fact, by its cosine similarity to that point. */
  nearness(similarity: number): number
}

/** So many of a hundred unrelated facts may pass: with 60 facts a search shows one that is something else every other time. */
const MOST_UNRELATED = 0.01

/** A model that tells fewer pairs than this from the others knows words alone, or one language: it decides nothing. */
const FEWEST_RELATED = 0.2

/** Parts of the examples, of which each is measured with what the others tell. */
const FOLDS = 4

/**
 * Learns the floor of a model from the examples: 200 short texts to embed. `unfit` where the model can't tell what
 * belongs together; undefined where they can't be embedded just now.
 */
export async function learnFloor(
  embedder: Embedder,
  examples: readonly RelatednessExample[] = relatednessExamples,
): Promise<MeaningFloor | 'unfit' | undefined> {
  const facts = examples.flatMap((example, of) => example.facts.map(text => ({ text, of, topic: example.topic })))
  // As recall asks: in lower case.
  const asked = examples.map(({ question }) => question.toLowerCase())
  const [questions, points] = [
    await embedder.embed(asked, 'query'),
    await embedder.embed(
      facts.map(({ text }) => text),
      'passage',
    ),
  ]
  if (questions === undefined || points === undefined) return undefined
  const [related, unrelated]: [number[], number[]] = [[], []]
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeldOut = (example: number) => example % FOLDS === fold
    const seen = createSight(
      questions.filter((_, at) => !isHeldOut(at)),
      points.filter((_, at) => !isHeldOut(facts[at]?.of ?? 0)),
    )
    for (const [at, { topic }] of examples.entries()) {
      if (!isHeldOut(at)) continue
      const sight = seen(questions[at] as Embedding)
      for (const [place, fact] of facts.entries()) {
        if (!isHeldOut(fact.of) || (fact.of !== at && fact.topic === topic)) continue
        const nearness = sight.nearness(dot(sight.point, points[place] as Embedding))
        if (fact.of === at) related.push(nearness)
        else unrelated.push(nearness)
      }
    }
  }
  const least = quantile(unrelated, 1 - MOST_UNRELATED)
  const share = (some: readonly number[]) => some.filter(nearness => nearness >= least).length / some.length
  if (!(share(related) >= FEWEST_RELATED)) return 'unfit'
  return { least, related: share(related), unrelated: share(unrelated), sightOf: createSight(questions, points) }
}

/** Sees questions from the middle of some, and measures against some facts. */
function createSight(
  questions: readonly Embedding[],
  facts: readonly Embedding[],
): (question: Embedding) => QuestionSight {
  const middle = meanOf(questions)
  return question => {
    const away = question.map((value, at) => value - (middle[at] ?? 0))
    const length = Math.hypot(...away) || 1
    const point = away.map(value => value / length)
    const usual = facts.map(fact => dot(point, fact))
    const mean = usual.reduce((sum, value) => sum + value, 0) / usual.length
    const deviation = Math.sqrt(usual.reduce((sum, value) => sum + (value - mean) ** 2, 0) / usual.length)
    return { point, nearness: similarity => (similarity - mean) / deviation }
  }
}

function meanOf(points: readonly Embedding[]): Float32Array {
  const sum = new Float32Array(points[0]?.length ?? 0)
  for (const point of points) {
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] as number) + (point[at] ?? 0) / points.length
  }
  return sum
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += (one[at] as number) * (other[at] as number)
  return sum
}
