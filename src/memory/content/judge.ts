import type { Embedder, Embedding } from '../ports/embedder.ts'
import { foldText, withoutLeet, withoutSpacing } from '../text/fold.ts'
import { isInstruction } from '../text/prompt-injection.ts'
import { isSensitive } from '../text/sensitive.ts'
import { type ContentKind, type Example, loadExamples } from './examples.ts'
import { type ContentLikeness, learnLikenesses, WIDTHS } from './likeness.ts'

/** What texts must not be kept for, by what they mean. */
export interface ContentVerdicts {
  isSensitive(text: string): boolean
  isInstruction(text: string): boolean
}

export interface ContentJudge {
  /** Judges texts by their likeness to examples; by word lists where embeddings can't be had, or not yet. */
  judge(texts: readonly string[]): Promise<ContentVerdicts>
  /** Resolves when the examples are embedded, or could not be. */
  prepare(): Promise<void>
}

/** From here on a text counts as of the kind. Tuned with multilingual-e5-small on examples left out one by one. */
const THRESHOLDS = { sensitive: 0.08, instruction: -0.2 } as const

/** Every seventh example is no example but a test, and this share of them has to be told apart. */
const HELD_OUT = 7
const ENOUGH = 0.8
const PROBED = 10

/** How long nothing is tried again after the examples could not be embedded. */
const PAUSE_MS = 60_000

interface ContentLikenesses {
  readonly sensitive: ContentLikeness
  readonly instruction: ContentLikeness
}

/** Judges by word lists alone: where there are no embeddings. */
export const wordListJudge: ContentJudge = {
  judge: async () => ({ isSensitive, isInstruction }),
  prepare: () => Promise.resolve(),
}

/** Judges by embeddings of one model; its examples are embedded once, when they are first needed. */
export function createContentJudge(embedder: Embedder): ContentJudge {
  let likenesses: ContentLikenesses | undefined
  let underWay: Promise<void> | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let isUnfit = false

  /** Undefined where the examples could not be embedded, or the model does not tell them apart. */
  async function learnFrom(examples: readonly Example[]): Promise<ContentLikenesses | undefined> {
    const texts = examples.map(({ text }) => formOf(text))
    const embeddings = await embedder.embed(texts, 'passage')
    if (embeddings === undefined) return undefined
    const all = examples.map(({ kind }, at) => ({ kind, embedding: embeddings[at] as Embedding }))
    const isHeldOut = (_: unknown, at: number) => at % HELD_OUT === 0
    const learned = all.filter((example, at) => !isHeldOut(example, at))
    const [sensitive, instruction] = await learnLikenesses(
      learned.map(({ embedding }) => embedding),
      [kindOf('sensitive', learned), kindOf('instruction', learned)],
    )
    if (sensitive === undefined || instruction === undefined) return undefined
    isUnfit = !tellsApart(sensitive, all.filter(isHeldOut))
    return isUnfit ? undefined : { sensitive, instruction }
  }

  /** A few examples tell whether a model is fit: where it is not, it is not asked for all of them. */
  async function learn(): Promise<void> {
    const examples = loadExamples()
    const some = await learnFrom(examples.filter((_, at) => at % PROBED === 0))
    if (some !== undefined) likenesses = await learnFrom(examples)
  }

  function prepare(): Promise<void> {
    if (likenesses !== undefined || isUnfit || Date.now() - triedAt < PAUSE_MS) return underWay ?? Promise.resolve()
    triedAt = Date.now()
    underWay = learn().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  return {
    prepare,
    async judge(texts) {
      if (likenesses === undefined) void prepare()
      const forms = [...new Set(texts.map(formOf))].filter(form => form !== '')
      const embeddings =
        likenesses === undefined || forms.length === 0 ? undefined : await embedder.embed(forms, 'passage')
      if (embeddings === undefined || likenesses === undefined) return { isSensitive, isInstruction }
      const byForm = new Map(forms.map((form, at) => [form, embeddings[at] as Embedding]))
      return verdictsBy(byForm, likenesses)
    },
  }
}

interface EmbeddedExample {
  readonly kind: ContentKind
  readonly embedding: Embedding
}

function kindOf(kind: keyof ContentLikenesses, examples: readonly EmbeddedExample[]) {
  return { isOfKind: examples.map(example => example.kind === kind), width: WIDTHS[kind] }
}

/** Whether an embedding model knows meanings well enough: one that only counts words, or knows one language, does not. */
function tellsApart(likeness: ContentLikeness, heldOut: readonly EmbeddedExample[]): boolean {
  const shareAsExpected = (isOfKind: boolean) => {
    const some = heldOut.filter(({ kind }) => (kind === 'sensitive') === isOfKind)
    return some.filter(({ embedding }) => likeness(embedding) > 0 === isOfKind).length / some.length
  }
  return (shareAsExpected(true) + shareAsExpected(false)) / 2 >= ENOUGH
}

function verdictsBy(byForm: ReadonlyMap<string, Embedding>, likenesses: ContentLikenesses): ContentVerdicts {
  const isOfKind = (kind: keyof ContentLikenesses, text: string) => {
    const embedding = byForm.get(formOf(text))
    return embedding === undefined ? undefined : likenesses[kind](embedding) >= THRESHOLDS[kind]
  }
  return {
    isSensitive: text => isOfKind('sensitive', text) ?? isSensitive(text),
    // What is written so that it is not read is none of anybody's life, whatever it is like.
    isInstruction: text => isInstruction(text) || isOfKind('instruction', text) === true,
  }
}

/** A text as it is embedded: read as people read it. */
function formOf(text: string): string {
  return withoutSpacing(withoutLeet(foldText(text).text))
    .replace(/\s+/gu, ' ')
    .trim()
}
