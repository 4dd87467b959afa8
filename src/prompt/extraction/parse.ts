import type { Extraction, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { findJsonObject } from '../format/find-json-object.ts'
import { MAX_ITEMS, readEntity, readFact } from './read-items.ts'

/** What is wrong with an answer, as the model reads it when it is asked again; the codes may be logged. */
export const extractionProblems = {
  noJson: 'it holds no whole JSON object',
  facts: '"facts" is not a list of facts of that shape',
  entities: '"entities" is not a list of entities of that shape',
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
 * good answer; a missing list of facts is a bad one, and so is a list in which no item can be read.
 */
export function parseExtraction(said: string, request: ExtractionRequest): ParsedExtraction {
  const { learnFrom, summarize, merge } = request
  const answer = findJsonObject(said)
  if (answer === undefined) return { problem: 'noJson', dropped: 0 }
  const facts = readList(answer['facts'] ?? (learnFrom.length === 0 ? [] : undefined), readFact)
  if (facts === undefined) return { problem: 'facts', dropped: 0 }
  const entities = readList(answer['entities'] ?? [], readEntity)
  if (entities === undefined) return { problem: 'entities', dropped: facts.dropped }

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

/** Undefined if it is no list, or a list in which no item can be read. */
function readList<Item>(
  list: unknown,
  read: (item: unknown) => Item | undefined,
): { items: Item[]; dropped: number } | undefined {
  if (!Array.isArray(list)) return undefined
  const items = list.slice(0, MAX_ITEMS).flatMap(item => read(item) ?? [])
  if (items.length === 0 && list.length > 0) return undefined
  return { items, dropped: list.length - items.length }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined
}
