import { hash } from 'node:crypto'
import { errorDetails } from '../../errors.ts'
import { createPacer, withPauses } from '../pacer.ts'
import type { Embedder, Embedding } from '../ports/embedder.ts'
import type { LearnedContentStore } from '../ports/learned-content-store.ts'
import { isInstruction } from '../text/prompt-injection.ts'
import { allExamples, type ComparedExamples, type ExampleSet, type ListedExamples } from './example-set.ts'
import { decodeLearnedContent, encodeLearnedContent, type LearnedContent, type SoughtKind } from './learned-content.ts'
import { createMeaningKernel, createScorer, learnKind, nearestShare, type Scorer, scaleOf } from './likeness.ts'
import { type ContentVerdicts, canInstruct, judgeByWords } from './word-judge.ts'

export interface ContentJudge {
  /** Judges texts by their likeness to examples; by their words alone where embeddings can't be had, or not yet. */
  judge(texts: readonly string[]): Promise<ContentVerdicts>
  /** Resolves when what the examples tell is known, or could not be found out. */
  prepare(): Promise<void>
}

export interface ContentJudgeDependencies {
  readonly embedder: Embedder
  readonly store: LearnedContentStore
  readonly log: Readonly<Record<'info' | 'warn', (details: object, message: string) => void>>
  /** What texts are compared with; all there are if not given. */
  readonly examples?: ExampleSet
}

/** What counts as of the kind, whatever is told apart among held-out examples: tuned on half of a corpus, as the rest. */
const LIMITS = {
  sensitive: { least: 0.12, most: 0.3 },
  instruction: { least: 0.05, most: 0.3 },
} as const

/**
 * One of so many examples is asked for first. Of these the nearest other one has to be of the same kind this often: with
 * multilingual-e5-small it is 74 % of them, by counts of words alone 56 %.
 */
const PROBED = 10
const ENOUGH = 0.65

/** How long nothing is tried again after the examples could not be embedded. */
const PAUSE_MS = 60_000

/** Changes with the way in which examples are compared; the examples themselves are part of the version. */
const METHOD = 1

/** Judges by words alone: where there are no embeddings. */
export const wordJudge: ContentJudge = { judge: judgeByWords, prepare: () => Promise.resolve() }

/** Judges by embeddings of one model. What the examples tell is learned once, and kept for every process. */
export function createContentJudge({
  embedder,
  store,
  log,
  examples: set = allExamples,
}: ContentJudgeDependencies): ContentJudge {
  let scoring: Scoring | undefined
  let underWay: Promise<void> | undefined
  let triedAt = Number.NEGATIVE_INFINITY
  let isUnfit = false

  async function read(version: string, examples: ListedExamples): Promise<LearnedContent | undefined> {
    try {
      const record = await store.readLearnedContent(version)
      return record && decodeLearnedContent(record, examples.texts.length)
    } catch (error) {
      log.warn(errorDetails(error), 'what examples of content tell could not be read')
      return undefined
    }
  }

  async function keep(version: string, learned: LearnedContent): Promise<void> {
    try {
      await store.keepLearnedContent(version, encodeLearnedContent(learned))
    } catch (error) {
      log.warn(errorDetails(error), 'what examples of content tell could not be kept')
    }
  }

  /** A few examples tell whether a model is fit: one that only counts words, or knows one language, is asked for no more. */
  async function isFit(examples: ListedExamples): Promise<boolean | undefined> {
    const isProbed = (_: unknown, at: number) => at % PROBED === 0
    const embeddings = await embedder.embed(examples.texts.filter(isProbed), 'passage')
    if (embeddings === undefined) return undefined
    const share = nearestShare(
      embeddings,
      examples.kinds.filter(isProbed).map(kind => kind === 'sensitive'),
    )
    if (share < ENOUGH) log.info({ share }, 'embeddings do not tell what is sensitive, words alone do')
    return share >= ENOUGH
  }

  async function learn(): Promise<void> {
    const examples = await set.list()
    const version = versionOf(examples.texts)
    let learned = await read(version, examples)
    if (learned === undefined) {
      const fit = await isFit(examples)
      isUnfit = fit === false
      if (fit !== true) return
      const embeddings = await embedder.embed(examples.texts, 'passage')
      if (embeddings === undefined) return
      // Another process may have been faster: the longest part is what follows.
      learned = await read(version, examples)
      if (learned === undefined) {
        learned = await learnContent(await set.compare(), embeddings)
        await keep(version, learned)
        const { sensitive, instruction } = learned.kinds
        const counts = { examples: examples.texts.length, sensitive: sensitive.caught, instruction: instruction.caught }
        log.info(counts, 'learned from examples what must not be kept')
      }
    }
    scoring = createScoring(await set.compare(), learned)
  }

  function prepare(): Promise<void> {
    if (scoring !== undefined || isUnfit || performance.now() - triedAt < PAUSE_MS) return underWay ?? Promise.resolve()
    triedAt = performance.now()
    underWay = learn().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  return {
    prepare,
    async judge(texts) {
      if (scoring === undefined) {
        prepare().catch((error: unknown) => log.warn(errorDetails(error), 'examples of content could not be learned'))
      }
      return (await scoring?.(texts, embedder)) ?? (await judgeByWords(texts))
    },
  }
}

function versionOf(texts: readonly string[]): string {
  return hash('sha256', JSON.stringify([METHOD, LIMITS, texts])).slice(0, 32)
}

async function learnContent(examples: ComparedExamples, embeddings: readonly Embedding[]): Promise<LearnedContent> {
  const pause = createPacer()
  const scale = scaleOf(embeddings)
  const kernel = await createMeaningKernel(examples.words, embeddings, scale, pause)
  const learned = (sought: SoughtKind) =>
    learnKind(
      kernel,
      examples.kinds.map(kind => kind === sought),
      LIMITS[sought],
      pause,
    )
  return {
    ...{ embeddings, scale },
    kinds: { sensitive: await learned('sensitive'), instruction: await learned('instruction') },
  }
}

/** Verdicts on texts; undefined where they can't be embedded just now. */
type Scoring = (texts: readonly string[], embedder: Embedder) => Promise<ContentVerdicts | undefined>

function createScoring({ formOf, weigh, words }: ComparedExamples, { kinds, ...meanings }: LearnedContent): Scoring {
  const scorers: Readonly<Record<SoughtKind, Scorer>> = {
    sensitive: createScorer(kinds.sensitive.weights, words, meanings),
    instruction: createScorer(kinds.instruction.weights, words, meanings),
  }
  return async (texts, embedder) => {
    const byForm = new Map<string, string>()
    for await (const text of withPauses(texts)) byForm.set(text, formOf(text))
    const forms = [...new Set(byForm.values())].filter(form => form !== '')
    const embeddings = forms.length === 0 ? [] : await embedder.embed(forms, 'passage')
    if (embeddings === undefined) return undefined
    const pause = createPacer()
    const found = new Map<string, ReadonlySet<SoughtKind>>()
    for (const [at, form] of forms.entries()) {
      const compared = { words: weigh(form), embedding: embeddings[at] as Embedding }
      const isOf = (kind: SoughtKind) => scorers[kind].score(compared) >= kinds[kind].threshold
      found.set(form, new Set((['sensitive', 'instruction'] as const).filter(isOf)))
      await pause()
    }
    const isOfKind = (kind: SoughtKind, text: string) => found.get(byForm.get(text) ?? formOf(text))?.has(kind) === true
    return {
      isSensitive: text => isOfKind('sensitive', text),
      // What is written so that it is not read is none of anybody's life, whatever it is like.
      isInstruction: text => isInstruction(text) || (canInstruct(text) && isOfKind('instruction', text)),
    }
  }
}
