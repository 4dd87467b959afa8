import { z } from 'zod'
import { type QuestionWithRejectedQuotes, rejectedQuoteReasons } from '../../memory/knowledge/rejected-quotes.ts'
import { isScope, type Scope } from '../../memory/scope.ts'
import type {
  Answer,
  AnswerTurn,
  ChannelId,
  Question,
  QuestionRef,
  QuestionTurn,
  Turn,
  TurnName,
} from '../../memory/types.ts'
import { snowflakeSchema } from '../keys.ts'
import type { FieldReport } from './corrupt-record.ts'
import { padSnowflake } from './message-links.ts'
import { parseJson } from './parse-json.ts'

export const scopeSchema = z.custom<Scope>(isScope)

export const turnNameSchema = z.custom<TurnName>(value => /^[qa]:\d{1,20}$/.test(String(value)))

const questionTurnSchema = z.object({
  role: z.literal('user'),
  id: snowflakeSchema,
  text: z.string(),
  saidAt: z.number(),
  scope: scopeSchema,
  rev: z.number(),
}) satisfies z.ZodType<QuestionTurn>

const rejectedQuestionSchema = questionTurnSchema.extend({
  rejected: z
    .array(z.object({ reason: z.enum(rejectedQuoteReasons), from: z.int().min(0), to: z.int().min(0) }))
    // What another version wrote may have other reasons: nothing is told of it then.
    .catch([]),
})

const answerTurnSchema = z.object({
  role: z.literal('assistant'),
  id: snowflakeSchema,
  text: z.string(),
  saidAt: z.number(),
  scope: scopeSchema,
  messages: z.array(snowflakeSchema),
}) satisfies z.ZodType<AnswerTurn>

const staleAnswerSchema = z.object({ isStale: z.literal(true) })

/** The turns among fields of a log. Answers to words that were edited since are stored without a text, and are left out. */
export function parseTurns(fields: Iterable<readonly string[]>, report: FieldReport): Turn[] {
  return [...fields].flatMap(([field = '', json = '']) => {
    const turn = parseTurn(field, json)
    if (turn && turn.text !== '') return turn
    if (parseJson(staleAnswerSchema, json)) return []
    if (!turn) report('brokenTurn', field)
    return turn ?? []
  })
}

/** A turn of the log by its field `q:<id>` or `a:<id>`; undefined if it is corrupt, or not the turn of that field. */
function parseTurn(field: string, json: string): Turn | undefined {
  const turn: Turn | undefined = field.startsWith('q:') ? parseQuestion(json) : parseAnswer(json)
  return turn?.id === field.slice(2) ? turn : undefined
}

/** A stored question; undefined if it is corrupt. */
export function parseQuestion(json: string): QuestionTurn | undefined {
  return parseJson(questionTurnSchema, json)
}

/** A stored question with what of it was not kept; undefined if it is corrupt. */
export function parseRejectedQuotes(
  json: string,
  { channel, guild }: { readonly channel: ChannelId; readonly guild: string },
): QuestionWithRejectedQuotes | undefined {
  const question = parseJson(rejectedQuestionSchema, json)
  if (question === undefined) return undefined
  const { id: message, text, scope, saidAt, rejected: quotes } = question
  return { message, text, scope, saidAt, quotes, channel, ...(guild !== '' && { guild }) }
}

/** A stored answer; undefined if it is corrupt. */
export function parseAnswer(json: string): AnswerTurn | undefined {
  return parseJson(answerTurnSchema, json)
}

/** A question as the log stores it. */
export function questionJson({ id, text, saidAt, scope }: Question): string {
  return turnJson({ role: 'user', id, text, saidAt, scope, rev: 0 })
}

/** An answer without its scope, which keep-answer takes from the question. */
export function answerJson({ id }: QuestionRef, { text, saidAt, messages }: Answer): string {
  return turnJson({ role: 'assistant', id, text, saidAt, messages })
}

/** A turn as the log stores it. cjson refuses half a surrogate pair, and with it the whole turn. */
export function turnJson(turn: Turn | Omit<AnswerTurn, 'scope'>): string {
  return JSON.stringify({ ...turn, text: turn.text.toWellFormed() })
}

/** A member of `turns:{u}:<c>`, by which the turns are in their order: see includes/log.lua. */
export function logMember({ role, id }: Turn): string {
  return padSnowflake(id) + (role === 'user' ? '0' : '1')
}
