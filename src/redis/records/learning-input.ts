import { z } from 'zod'
import { chunks } from '../../memory/chunks.ts'
import type { LearningInput, RetryState } from '../../memory/ports/learning-store.ts'
import { isTimeZone } from '../../memory/text/dates/calendar.ts'
import type { Conversation, TurnName } from '../../memory/types.ts'
import type { FieldReport } from './corrupt-record.ts'
import { parseCoveringSummaries } from './facts.ts'
import type { KnowledgeReply, KnowledgeTable } from './knowledge.ts'
import { parseJson } from './parse-json.ts'
import { parseTurns } from './turns.ts'

/** What read-input returns. */
export type LearningInputReply = [
  epoch: string,
  fields: string[],
  relearn: TurnName[],
  turns: string[],
  knowledge: KnowledgeReply,
  gapAfter: TurnName | '',
  pendingAnswers: TurnName[],
  timeZone: string,
  locale: string,
]

const retryStateSchema = z.object({
  size: z.number(),
  tries: z.number(),
  triedAt: z.number().exactOptional(),
}) satisfies z.ZodType<RetryState>

/** The input of the learner, and every turn of the log that it was made of, also those that could not be read. */
export function parseLearningInput(
  { user, channel }: Conversation,
  [epoch, fields, relearn, turns, knowledge, gapAfter, pendingAnswers, timeZone, locale]: LearningInputReply,
  table: KnowledgeTable,
  report: FieldReport,
): { readonly input: LearningInput; readonly logTurns: readonly string[] } {
  const conv = fieldsOf(fields)
  const guild = conv.get('guild')
  const learnedTo = conv.get('learnedTo') as TurnName | undefined
  const summarizedTo = conv.get('summarizedTo') as TurnName | undefined
  const begunAfter = conv.get('begunAfter')
  const input: LearningInput = {
    user,
    channel,
    ...(guild ? { guild } : {}),
    epoch,
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    ...(locale === '' ? {} : { locale }),
    factsVersion: knowledge[0],
    ...(learnedTo === undefined ? {} : { learnedTo }),
    ...(summarizedTo === undefined ? {} : { summarizedTo }),
    ...(begunAfter === undefined ? {} : { begunAfter }),
    ...(gapAfter === '' ? {} : { gapAfter }),
    pendingAnswers,
    relearn,
    turns: parseTurns(chunks(turns, 2), report),
    summaries: parseCoveringSummaries(conv, report),
    retryStates: { ...parseRetryState('learn', conv), ...parseRetryState('fold', conv) },
    knowledgeFor: audience => table.visibleTo(audience),
  }
  return { input, logTurns: chunks(turns, 2).map(([name = '']) => name) }
}

/** The fields of a conversation's hash: field, value, field, value… */
export function fieldsOf(flat: readonly string[]): ReadonlyMap<string, string> {
  return new Map(chunks(flat, 2).map(([field = '', value = '']) => [field, value]))
}

function parseRetryState(part: 'learn' | 'fold', conv: ReadonlyMap<string, string>): LearningInput['retryStates'] {
  const state = parseJson(retryStateSchema, conv.get(`trouble:${part}`) ?? '')
  return state ? { [part]: state } : {}
}
