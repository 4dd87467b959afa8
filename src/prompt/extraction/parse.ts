import type { Extraction, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { findJsonObject } from '../format/find-json-object.ts'
import { MAX_ITEMS } from '../format/lenient-values.ts'
import { readEntity, readFact } from './read-items.ts'

/** What is wrong with an answer, as the model reads it when it is asked again; the codes may be logged. */
export const extractionProblems = {
  noJson: 'it holds no whole JSON object',
  facts: '"facts" is not a list of facts of that shape',
  summary: '"summary" is missing',
  merged: '"merged" is missing',
} as const

export type ExtractionProblem = keyof typeof extractionProblems

export interface ParsedExtraction {
  /** None if the answer can't be used at all. Beside an extraction the only problem is a missing summary. */
  readonly extraction?: Extraction
  readonly problem?: ExtractionProblem
  /** How many facts and entities had a wrong shape or were too many, and were dropped, each for itself. */
  readonly dropped: number
}

/**
 * Reads the answer of an extraction model; nothing in it is verified yet. Unknown fields are ignored. Empty lists are a
 * good answer; a missing list of facts is a bad one, and so is a list in which no item can be read. Entities cost no facts:
 * those that can't be read are left out.
 */
export function parseExtraction(said: string, request: ExtractionRequest): ParsedExtraction {
  const { learnFrom, summarize, merge } = request
  const found = findJsonObject(said)
  if (found === undefined) return { problem: 'noJson', dropped: 0 }
  const answer = unwrap(found)
  const facts = readList(answer['facts'] ?? (learnFrom.length === 0 ? [] : undefined), readFact)
  if (facts === undefined) return { problem: 'facts', dropped: 0 }
  const entities = readList(answer['entities'] ?? [], readEntity) ?? NOTHING_READABLE

  const summary = summarize && textOf(answer['summary'])
  const merged = merge && textOf(answer['merged'])
  const extraction = {
    facts: facts.items,
    entities: entities.items,
    ...(summary && { summary }),
    ...(merged && { merged }),
  }
  const problem = missingText(request, extraction)
  return { extraction, dropped: facts.dropped + entities.dropped, ...(problem && { problem }) }
}

function missingText(
  { summarize, merge }: ExtractionRequest,
  { summary, merged }: Extraction,
): ExtractionProblem | undefined {
  if (summarize && !summary) return 'summary'
  return merge && !merged ? 'merged' : undefined
}

/** What a model puts around the whole answer: `{"result": {"facts": …}}`. */
function unwrap(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [inner, ...others] = Object.values(answer)
  const isWrapped = others.length === 0 && Object.hasOwn(Object(inner), 'facts')
  return isWrapped ? (inner as Readonly<Record<string, unknown>>) : answer
}

interface ReadList<Item> {
  readonly items: readonly Item[]
  readonly dropped: number
}

const NOTHING_READABLE: ReadList<never> = { items: [], dropped: 1 }

/** Undefined if it is no list, nor an item of one, or a list in which no item can be read. */
function readList<Item>(given: unknown, read: (item: unknown) => Item | undefined): ReadList<Item> | undefined {
  const list = !Array.isArray(given) && read(given) !== undefined ? [given] : given
  if (!Array.isArray(list)) return undefined
  const items = list.slice(0, MAX_ITEMS).flatMap(item => read(item) ?? [])
  if (items.length === 0 && list.length > 0) return undefined
  return { items, dropped: list.length - items.length }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined
}
