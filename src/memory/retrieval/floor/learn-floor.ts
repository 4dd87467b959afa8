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
interface QuestionSight {
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
  const embedded = await embedExamples(embedder, examples)
  if (embedded === undefined) return undefined
  const { related, unrelated } = measurePairs(embedded)
  const least = quantile(unrelated, 1 - MOST_UNRELATED)
  const share = (some: readonly number[]) => some.filter(nearness => nearness >= least).length / some.length
  if (!(share(related) >= FEWEST_RELATED)) return 'unfit'
  return { least, related: share(related), unrelated: share(unrelated), sightOf: createSight(embedded) }
}

interface EmbeddedExamples {
  readonly questions: readonly { readonly topic: string; readonly of: number; readonly point: Embedding }[]
  readonly facts: EmbeddedExamples['questions']
}

/** Questions as recall asks them: in lower case. */
async function embedExamples(
  embedder: Embedder,
  examples: readonly RelatednessExample[],
): Promise<EmbeddedExamples | undefined> {
  const told = examples.flatMap(({ facts, topic }, of) => facts.map(text => ({ text, topic, of })))
  const asked = examples.map(({ question, topic }, of) => ({ text: question.toLowerCase(), topic, of }))
  const textsOf = (some: typeof told) => some.map(({ text }) => text)
  const questions = await embedder.embed(textsOf(asked), 'query')
  const facts = questions && (await embedder.embed(textsOf(told), 'passage'))
  if (facts === undefined) return undefined
  const withPoints = (some: typeof told, points: readonly Embedding[]) =>
    some.map(({ topic, of }, at) => ({ topic, of, point: points[at] as Embedding }))
  return { questions: withPoints(asked, questions ?? []), facts: withPoints(told, facts) }
}

/** How near the pairs of each fold are, as the other folds see them; pairs of one topic count neither way. */
function measurePairs({ questions, facts }: EmbeddedExamples): { related: number[]; unrelated: number[] } {
  const [related, unrelated]: [number[], number[]] = [[], []]
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeldOut = ({ of }: { readonly of: number }) => of % FOLDS === fold
    const others = (some: EmbeddedExamples['facts']) => some.filter(one => !isHeldOut(one))
    const sightOf = createSight({ questions: others(questions), facts: others(facts) })
    for (const question of questions.filter(isHeldOut)) {
      const { point, nearness } = sightOf(question.point)
      for (const fact of facts.filter(isHeldOut)) {
        if (fact.of === question.of) related.push(nearness(dot(point, fact.point)))
        else if (fact.topic !== question.topic) unrelated.push(nearness(dot(point, fact.point)))
      }
    }
  }
  return { related, unrelated }
}

/** Sees questions from the middle of some, and measures against some facts. */
function createSight({ questions, facts }: EmbeddedExamples): MeaningFloor['sightOf'] {
  const middle = meanOf(questions.map(({ point }) => point))
  return question => {
    const away = question.map((value, at) => value - (middle[at] ?? 0))
    const length = Math.hypot(...away) || 1
    const point = away.map(value => value / length)
    const usual = facts.map(fact => dot(point, fact.point))
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
