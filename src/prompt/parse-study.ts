import type { z } from 'zod'
import type { StudiedEntity, StudiedFact, Study, StudyRequest } from '../memory/memory-model.ts'
import { jsonIn } from './json-in.ts'
import { entitySchema, factSchema, MOST_ITEMS } from './study-schema.ts'

/** What is wrong with an answer, in the words in which the model is told; the codes may be logged. */
export const studyProblems = {
  noJson: 'it holds no whole JSON object',
  facts: '"facts" is not a list of facts of that shape',
  entities: '"entities" is not a list of entities of that shape',
  summary: '"summary" is missing',
  merged: '"merged" is missing',
} as const

export type StudyProblem = keyof typeof studyProblems

export interface ParsedStudy {
  /** None if the answer can't be used at all. With a study there is a problem only where a summary is missing. */
  readonly study?: Study
  readonly problem?: StudyProblem
  /** How many facts and entities had a wrong shape or were too many, and were dropped, each for itself. */
  readonly dropped: number
}

/**
 * Reads what a model answered to a request to study; nothing in it is believed yet. Fields nobody knows are passed
 * over. Empty lists are a good answer; no list of facts is none, and neither is one in which nothing can be read.
 */
export function parseStudy(said: string, { learnFrom, summarise, merge }: StudyRequest): ParsedStudy {
  const answer = jsonIn(said)
  if (answer === undefined) return { problem: 'noJson', dropped: 0 }
  const facts = readList(answer['facts'] ?? (learnFrom.length === 0 ? [] : undefined), factSchema)
  if (facts === undefined) return { problem: 'facts', dropped: 0 }
  const entities = readList(answer['entities'] ?? [], entitySchema)
  if (entities === undefined) return { problem: 'entities', dropped: facts.dropped }

  const summary = summarise && textOf(answer['summary'])
  const merged = merge && textOf(answer['merged'])
  const problem = missing(summarise && !summary, 'summary') ?? missing(merge && !merged, 'merged')
  return {
    study: {
      facts: facts.items.map(toFact),
      entities: entities.items.map(toEntity),
      ...(summary && { summary }),
      ...(merged && { merged }),
    },
    dropped: facts.dropped + entities.dropped,
    ...(problem && { problem }),
  }
}

/** Undefined if it is no list, or one with nothing readable in it. */
function readList<Schema extends z.ZodType>(
  list: unknown,
  schema: Schema,
): { items: z.infer<Schema>[]; dropped: number } | undefined {
  if (!Array.isArray(list)) return undefined
  const items = list.slice(0, MOST_ITEMS).flatMap(item => schema.safeParse(item).data ?? [])
  if (items.length === 0 && list.length > 0) return undefined
  return { items, dropped: list.length - items.length }
}

function toFact({ facet, eventAt, repeats, names, sensitive, ...fact }: z.infer<typeof factSchema>): StudiedFact {
  return {
    ...fact,
    names: names.filter(isSaid),
    isSensitive: sensitive,
    ...(facet && { facet }),
    ...(eventAt && { eventAt }),
    ...(repeats !== null && { repeats }),
  }
}

function toEntity({ relation, aliases, attributes, ...entity }: z.infer<typeof entitySchema>): StudiedEntity {
  return {
    ...entity,
    aliases: aliases.filter(isSaid),
    attributes: attributes.filter(({ facet, value }) => isSaid(facet) && isSaid(value)),
    ...(relation && { relation }),
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && isSaid(value) ? value.trim() : undefined
}

function isSaid(text: string): boolean {
  return text.trim() !== ''
}

function missing(isMissing: boolean | undefined, problem: StudyProblem): StudyProblem | undefined {
  return isMissing ? problem : undefined
}
