import { z } from 'zod'
import { isScope, type Scope } from '../../memory/scope.ts'
import type {
  AnswerTurn,
  MessageId,
  Question,
  QuestionRef,
  QuestionTurn,
  Trace,
  Turn,
  TurnName,
} from '../../memory/types.ts'
import { snowflakeSchema } from '../keys.ts'
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

const answerTurnSchema = z.object({
  role: z.literal('assistant'),
  id: snowflakeSchema,
  text: z.string(),
  saidAt: z.number(),
  scope: scopeSchema,
  messages: z.array(snowflakeSchema),
}) satisfies z.ZodType<AnswerTurn>

const messageOwnerSchema = z.object({
  user: snowflakeSchema,
  channel: snowflakeSchema,
  id: snowflakeSchema,
  answers: z.array(snowflakeSchema).catch([]),
})

/** Whose question a message shows, or is an answer to; of a question also the messages that show its answer. */
type MessageOwner = QuestionRef & { readonly answers: readonly MessageId[] }

/** A turn of the log by its field `q:<id>` or `a:<id>`; undefined if it is broken, or not the turn of that field. */
export function parseTurn(field: string, json: string): Turn | undefined {
  const turn: Turn | undefined = field.startsWith('q:') ? parseQuestion(json) : parseAnswer(json)
  return turn?.id === field.slice(2) ? turn : undefined
}

/** A kept question; undefined if it is broken. */
export function parseQuestion(json: string): QuestionTurn | undefined {
  return parseJson(questionTurnSchema, json)
}

/** A kept answer; undefined if it is broken. */
export function parseAnswer(json: string): AnswerTurn | undefined {
  return parseJson(answerTurnSchema, json)
}

/** What `message:<id>` says; undefined if it is broken. */
export function parseMessageOwner(json: string): MessageOwner | undefined {
  return parseJson(messageOwnerSchema, json)
}

/** A question as the log keeps it. */
export function questionJson(question: Question): string {
  return JSON.stringify({
    role: 'user',
    id: question.id,
    text: question.text.toWellFormed(), // cjson refuses half a surrogate pair, and with it the whole turn
    saidAt: question.saidAt,
    scope: question.scope,
    rev: 0,
  } satisfies QuestionTurn)
}

/** An answer without its scope, which answer.lua takes from the question. */
export function answerJson(question: QuestionRef, answer: Omit<AnswerTurn, 'role' | 'id' | 'scope'>): string {
  return JSON.stringify({
    role: 'assistant',
    id: question.id,
    text: answer.text.toWellFormed(),
    saidAt: answer.saidAt,
    messages: answer.messages,
  } satisfies Omit<AnswerTurn, 'scope'>)
}

/**
 * What `message:<id>` says: whose question the message shows, or is an answer to. Of a question its scope as well, for
 * when it is edited after its turn has left the log. answer.lua adds the messages of the answer, and `isForgotten` says
 * that its turn must not come back.
 */
export function messageOwnerJson({ user, channel, id }: QuestionRef, scope?: Scope): string {
  return JSON.stringify({ user, channel, id, ...(scope === undefined ? {} : { scope }) })
}

const traceSchema = z.object({
  facts: z.array(z.string()),
  segments: z.array(z.string()),
  window: z.array(z.object({ turn: turnNameSchema, rev: z.number() })),
  lookups: z.number(),
}) satisfies z.ZodType<Trace>

/** What went into an answer; undefined if it is broken. */
export function parseTrace(json: string): Trace | undefined {
  return parseJson(traceSchema, json)
}

/** What went into an answer, as it is kept: nothing but what a Trace names. */
export function traceJson(kept: Trace): string {
  return JSON.stringify(traceSchema.parse(kept))
}
