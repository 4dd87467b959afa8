import type { z } from 'zod'
import type { Extraction, ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { extractedEntitySchema, extractedFactSchema, hasText, MAX_ITEMS } from './schema.ts'

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
  const facts = readList(answer['facts'] ?? (learnFrom.length === 0 ? [] : undefined), extractedFactSchema)
  if (facts === undefined) return { problem: 'facts', dropped: 0 }
  const entities = readList(answer['entities'] ?? [], extractedEntitySchema)
  if (entities === undefined) return { problem: 'entities', dropped: facts.dropped }

  const summary = summarize && textOf(answer['summary'])
  const merged = merge && textOf(answer['merged'])
  const extraction = {
    facts: facts.items.map(({ sensitive, ...fact }) => ({ ...fact, isSensitive: sensitive })),
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
function readList<Schema extends z.ZodType>(
  list: unknown,
  schema: Schema,
): { items: z.infer<Schema>[]; dropped: number } | undefined {
  if (!Array.isArray(list)) return undefined
  const items = list.slice(0, MAX_ITEMS).flatMap(item => schema.safeParse(item).data ?? [])
  if (items.length === 0 && list.length > 0) return undefined
  return { items, dropped: list.length - items.length }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && hasText(value) ? value.trim() : undefined
}

type JsonObject = Readonly<Record<string, unknown>>

/** How many braces are tried as the beginning of an object: a text full of them must not take long. */
const MOST_TRIES = 20

const FENCE = '```'

/**
 * The JSON object in what a model said: all of it, the block it put in fences, or the first `{…}` that can be read.
 * What a reasoning model thought aloud before its answer is passed over. Undefined if there is none.
 */
function findJsonObject(said: string): JsonObject | undefined {
  const text = said.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/iu, '').trim()
  return parsed(text) ?? parsed(fencedIn(text)) ?? firstObject(text)
}

/** What stands between the line of the first fence and the next line that begins with one. */
function fencedIn(text: string): string {
  const begin = text.indexOf(FENCE)
  const line = begin < 0 ? -1 : text.indexOf('\n', begin)
  const end = line < 0 ? -1 : text.indexOf(`\n${FENCE}`, line)
  return end < 0 ? '' : text.slice(line, end)
}

function firstObject(text: string): JsonObject | undefined {
  let from = text.indexOf('{')
  for (let tries = 0; from >= 0 && tries < MOST_TRIES; tries += 1) {
    const end = closing(text, from)
    // An object that is never closed was cut, and the objects within it are not what was asked for.
    if (end === undefined) return undefined
    const found = parsed(text.slice(from, end + 1))
    if (found !== undefined) return found
    from = text.indexOf('{', from + 1)
  }
  return undefined
}

/** Where the brace at `from` is closed; braces in strings do not count. */
function closing(text: string, from: number): number | undefined {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at]
    if (mark === '"') isQuoted = !isQuoted
    else if (isQuoted && mark === '\\') at += 1
    else if (!isQuoted && mark === '{') depth += 1
    else if (!isQuoted && mark === '}') depth -= 1
    if (depth === 0) return at
  }
  return undefined
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as JsonObject) : undefined
  } catch {
    return undefined
  }
}
