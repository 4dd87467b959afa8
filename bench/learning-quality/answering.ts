import type { FactOutcome } from '../../src/memory/extraction/rejections.ts'
import type { Extraction, ExtractionModel, ExtractionRequest } from '../../src/memory/ports/extraction-model.ts'
import { createFileModel } from './file-model.ts'
import type { Answering } from './play.ts'
import { fold, quotedLine } from './quoted-lines.ts'
import type { Batch, TalkFact } from './talk-file.ts'

/** Which of the file's facts the model tells, and whether it says which known facts they replace or repeat. */
export interface FileAnswers {
  readonly facts: 'good' | 'all'
  readonly isMarked: boolean
  readonly look: 'none' | 'truthful'
}

/** The answers of the file. */
export function answerFromFile({ facts, isMarked, look }: FileAnswers): Answering {
  const model = createFileModel(look)
  return {
    model,
    prepare(batch, saidAt, meaning) {
      const told = batch.study.facts.filter(({ wrong }) => facts === 'all' || wrong === undefined)
      model.told.length = 0
      model.script = { batch, facts: told, saidAt, isMarked, meaning: (words, fact) => meaning(words, fact)?.text }
    },
    outcomesOf(batch, outcomes) {
      if (outcomes.length !== model.told.length) {
        throw new Error(`Of ${model.told.length} facts, ${outcomes.length} came to something.`)
      }
      const byFact = new Map(model.told.map((fact, at) => [fact, outcomes[at]]))
      return batch.study.facts
        .filter(({ wrong }) => facts === 'all' || wrong === undefined)
        .map(fact => ({ fact, outcome: byFact.get(fact) }))
    },
  }
}

/**
 * A real model. A good fact of the file counts as told by what the model quotes from the same words; what it says wrongly
 * nobody knows.
 */
export function answerByModel(model: ExtractionModel): Answering {
  const told: { readonly quote: string; readonly saidAt: number | undefined }[] = []
  let times: readonly number[] = []
  return {
    model: {
      async extract(request, signal) {
        const extraction = await model.extract(request, signal)
        told.push(...quotesOf(extraction, request))
        return extraction
      },
      review: (request, signal) => model.review(request, signal),
    },
    prepare(_, saidAt) {
      told.length = 0
      times = saidAt
    },
    outcomesOf(batch, outcomes) {
      const kept = told.map((quoted, at) => ({ ...quoted, outcome: outcomes[at] }))
      return batch.study.facts
        .filter(({ wrong }) => wrong === undefined)
        .map(fact => ({ fact, outcome: outcomeOf(fact, batch) }))

      function outcomeOf(fact: TalkFact, { lines }: Batch): FactOutcome | undefined {
        const line = quotedLine(lines, fact.quote, fact.text)
        const saidAt = line === undefined ? undefined : times[line]
        const same = kept.filter(other => other.saidAt === saidAt && overlaps(fold(other.quote), fold(fact.quote)))
        return (same.find(({ outcome }) => outcome?.fact !== undefined) ?? same[0])?.outcome
      }
    },
  }
}

function quotesOf({ facts }: Extraction, { turns }: ExtractionRequest) {
  return facts.map(({ turn, quote }) => ({ quote, saidAt: turns.find(({ number }) => number === turn)?.saidAt }))
}

/** Whether one of two quotes holds the other, or most of it. */
function overlaps(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short === '') return false
  const half = Math.ceil(short.length / 2)
  return long.includes(short) || long.includes(short.slice(0, half)) || long.includes(short.slice(-half))
}
