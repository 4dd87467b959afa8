import { z } from 'zod'
import type { TurnRecord } from '../../memory/ports/conversation-store.ts'
import { isScope } from '../../memory/scope.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'
import { snowflakeSchema } from '../keys.ts'
import { parseJson } from './parse-json.ts'

/** Whose question a message shows, or is an answer to; of a question also the messages that show its answer. */
export type MessageOwner = QuestionRef & { readonly answers: readonly MessageId[] }

interface MessageRecord extends MessageOwner {
  /** Of a question, for when it is edited after its turn has left the log; any text, where the record is corrupt. */
  readonly scope?: string | undefined
  /** Its turn must not come back. */
  readonly isForgotten: boolean
}

/** Stands for a question that is being answered and not kept: see includes/incognito.lua. */
const UNKEPT = '-'

/** Until schema version 5 a record was JSON. */
const jsonSchema = z.object({
  user: snowflakeSchema,
  channel: snowflakeSchema,
  id: snowflakeSchema,
  answers: z.array(snowflakeSchema).catch([]),
  scope: z.string().optional(),
  isForgotten: z.boolean().default(false),
}) satisfies z.ZodType<MessageRecord>

const RECORD =
  /^(?<mark>!?)(?<user>\d{1,20}) (?<channel>\d{1,20}) (?<question>\+?\d{0,20}) (?<scope>\S*) (?<answers>[+\d,]*)$/u

/** What `message:<id>` says; undefined if it is corrupt. includes/message-record.lua tells its form, and writes it. */
export function parseMessageOwner(message: MessageId, text: string): MessageOwner | undefined {
  const record = parseRecord(message, text)
  return record && { user: record.user, channel: record.channel, id: record.id, answers: record.answers }
}

/** What `message:<id>` says of a turn; a mark in its place says that it is gone, or was never kept. Undefined if it is corrupt. */
export function parseTurnRecord(message: MessageId, text: string): TurnRecord | 'gone' | undefined {
  if (text === '' || text === UNKEPT) return 'gone'
  const record = parseRecord(message, text)
  if (record === undefined) return undefined
  const { user, id: question, scope, isForgotten } = record
  if (scope !== undefined && !isScope(scope)) return undefined
  return isForgotten ? 'gone' : { user, question, scope }
}

function parseRecord(message: MessageId, text: string): MessageRecord | undefined {
  if (text.startsWith('{')) return parseJson(jsonSchema, text)
  const { mark, user, channel, question, scope = '', answers = '' } = RECORD.exec(text)?.groups ?? {}
  if (user === undefined || channel === undefined || question === undefined) return undefined
  return {
    ...{ user, channel, id: idOfEnding(message, question), isForgotten: mark === '!' },
    ...(scope !== '' && { scope }),
    answers: answers.split(',').flatMap(ending => (ending === '' ? [] : idOfEnding(message, ending))),
  }
}

/** An id that is told by its last digits, where it is as long as the message's and begins like it. */
function idOfEnding(message: MessageId, ending: string): string {
  return ending.startsWith('+') ? ending.slice(1) : message.slice(0, message.length - ending.length) + ending
}
