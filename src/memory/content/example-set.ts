import { createPacer } from '../pacer.ts'
import { type ContentKind, type Example, loadExamples } from './examples.ts'
import { readableForm } from './readable-form.ts'
import { joinSplitWords } from './split-words.ts'
import { type WordFeatures, weighExamples } from './word-features.ts'

/** The examples, each in one form. */
export interface ListedExamples {
  readonly texts: readonly string[]
  readonly kinds: readonly ContentKind[]
}

/** How texts are compared with the examples by their words, too. */
export interface ComparedExamples extends ListedExamples {
  readonly words: readonly WordFeatures[]
  /** A text as it is compared. */
  formOf(text: string): string
  weigh(form: string): WordFeatures
}

/** Examples that are read once, in pieces, and no further than is needed: to weigh their words takes as long as to read them. */
export interface ExampleSet {
  list(): Promise<ListedExamples>
  compare(): Promise<ComparedExamples>
}

const WORD = /[\p{L}\p{M}]+/gu

export function createExampleSet(load: () => readonly Example[]): ExampleSet {
  let listed: Promise<ListedExamples> | undefined
  let compared: Promise<ComparedExamples> | undefined
  const list = () => {
    listed ??= readForms(load())
    return listed
  }
  return {
    list,
    compare() {
      compared ??= list().then(weighWords)
      return compared
    },
  }
}

/** Those of `examples/`. */
export const allExamples: ExampleSet = createExampleSet(loadExamples)

async function readForms(examples: readonly Example[]): Promise<ListedExamples> {
  const pause = createPacer()
  const byForm = new Map<string, ContentKind>()
  for (const { text, kind } of examples) {
    const form = readableForm(text)
    if (!byForm.has(form)) byForm.set(form, kind)
    await pause()
  }
  return { texts: [...byForm.keys()], kinds: [...byForm.values()] }
}

async function weighWords(listed: ListedExamples): Promise<ComparedExamples> {
  const known = new Set(listed.texts.flatMap(text => text.toLowerCase().match(WORD) ?? []))
  return {
    ...{ ...listed, ...(await weighExamples(listed.texts, createPacer())) },
    formOf: text => joinSplitWords(readableForm(text), word => known.has(word)),
  }
}
