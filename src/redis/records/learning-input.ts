import { z } from 'zod'
import type { LearningInput, RetryState } from '../../memory/ports/learning-store.ts'
import type { Conversation, CoveringSummary, Turn, TurnName } from '../../memory/types.ts'
import { parseCoveringSummary } from './facts.ts'
import { type KnowledgeReply, type KnowledgeTable, knowledgeReply } from './knowledge.ts'
import { parseJson } from './parse-json.ts'
import { parseTurn } from './turns.ts'
import { isTimeZone } from './user-settings.ts'

/** Turns after each cursor at most: what waits beyond them comes with the next material. */
export const MAX_INPUT_TURNS = 200
/** Turns before each cursor, for context; those that are still in the log. */
export const CONTEXT_TURNS = 6

/** What of a reply could not be read. */
export type ReportCorruptTurn = (kind: 'brokenTurn' | 'brokenSegment', turn: string) => void

const strings = z.array(z.string())
const learningInputReply = z.tuple([
  z.string(),
  strings,
  strings,
  strings,
  knowledgeReply,
  z.string(),
  strings,
  z.string(),
])
const retryStateSchema = z.object({
  size: z.number(),
  tries: z.number(),
  triedAt: z.number().exactOptional(),
}) satisfies z.ZodType<RetryState>
const staleAnswerSchema = z.object({ isStale: z.literal(true) })

/** A material, and every turn of the log that it was made of, also those that could not be read. */
export interface ParsedLearningInput {
  readonly input: LearningInput
  readonly logTurns: readonly string[]
}

/** What material.lua returned, read; `tableOf` gives what is known at a version, handed over or not. */
export function parseLearningInput(
  { user, channel }: Conversation,
  found: unknown,
  tableOf: (known: KnowledgeReply) => KnowledgeTable,
  broken: ReportCorruptTurn,
): ParsedLearningInput {
  const [epoch, fields, relearn, turns, known, gapAfter, awaited, timeZone] = learningInputReply.parse(found)
  const table = tableOf(known)
  const conv = new Map(chunks(fields, 2).map(([field = '', value = '']) => [field, value]))
  const guild = conv.get('guild')
  const learnedTo = conv.get('learnedTo')
  const summarizedTo = conv.get('summarizedTo')
  const material: LearningInput = {
    user,
    channel,
    ...(guild === undefined || guild === '' ? {} : { guild }),
    epoch,
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    factsVersion: known.version,
    ...(learnedTo === undefined ? {} : { learnedTo: learnedTo as TurnName }),
    ...(summarizedTo === undefined ? {} : { summarizedTo: summarizedTo as TurnName }),
    ...(gapAfter === '' ? {} : { gapAfter: gapAfter as TurnName }),
    pendingAnswers: awaited as TurnName[],
    relearn: relearn as TurnName[],
    turns: parseTurns(turns, broken),
    summaries: parseSummaries(conv, broken),
    retryStates: {
      ...parseRetryState('learn', conv),
      ...parseRetryState('fold', conv),
    },
    knowledgeFor: audience => table.visibleTo(audience),
  }
  return { input: material, logTurns: chunks(turns, 2).map(([name = '']) => name) }
}

/** Answers to words that were edited since are kept without a text: they are no material. */
export function parseTurns(flat: readonly string[], broken: ReportCorruptTurn): Turn[] {
  return chunks(flat, 2).flatMap(([name = '', json = '']) => {
    if (parseJson(staleAnswerSchema, json)) return []
    const turn = parseTurn(name, json)
    if (!turn) broken('brokenTurn', name)
    return turn ? [turn] : []
  })
}

export function parseSummaries(conv: ReadonlyMap<string, string>, broken: ReportCorruptTurn): CoveringSummary[] {
  const numbered = [...conv].flatMap(([field, json]) => {
    const number = /^segment:(?<number>\d+)$/.exec(field)?.groups?.['number']
    return number === undefined
      ? []
      : [{ field, number: Number(number), segment: parseCoveringSummary(json, conv.get(`covers:${number}`) ?? '') }]
  })
  return numbered
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ field, segment }) => {
      if (!segment) broken('brokenSegment', field)
      return segment ? [segment] : []
    })
}

function parseRetryState(part: 'learn' | 'fold', conv: ReadonlyMap<string, string>): LearningInput['retryStates'] {
  const noted = parseJson(retryStateSchema, conv.get(`trouble:${part}`) ?? '')
  return noted ? { [part]: noted } : {}
}

export function chunks(flat: readonly string[], size: number): (readonly string[])[] {
  return Array.from({ length: Math.floor(flat.length / size) }, (_, i) => flat.slice(i * size, (i + 1) * size))
}
