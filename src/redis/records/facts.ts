import { z } from 'zod'
import {
  type CoveringSummary,
  type EntityId,
  type Fact,
  factKinds,
  factStatuses,
  type Statement,
  type Summary,
  type TurnName,
  type UserId,
} from '../../memory/types.ts'
import { ownIdSchema, snowflakeSchema } from '../keys.ts'
import type { FieldReport } from './corrupt-record.ts'
import { parseStatementField } from './message-links.ts'
import { parseJson } from './parse-json.ts'
import { scopeSchema, turnNameSchema } from './turns.ts'

/** At least one, that of the quote first. */
const sourcesSchema = z.tuple([snowflakeSchema], snowflakeSchema)

/** A fact as its hash keeps it in one field; what changes afterwards has fields of its own. */
const fixedFactSchema = z.object({
  id: ownIdSchema,
  text: z.string(),
  quote: z.string(),
  kind: z.enum(factKinds),
  status: z.enum(factStatuses).exactOptional(),
  isUnsure: z.literal(true).exactOptional(),
  subject: ownIdSchema,
  facet: z.string().exactOptional(),
  scope: scopeSchema,
  saidAt: z.number(),
  eventAt: z.string().exactOptional(),
  dateWords: z.string().exactOptional(),
  replaces: z.array(ownIdSchema),
  isRestatement: z.literal(true).exactOptional(),
  sources: sourcesSchema,
  channel: snowflakeSchema,
  guild: snowflakeSchema.exactOptional(),
  asked: z.enum(['message', 'command']).exactOptional(),
}) satisfies z.ZodType<Omit<Fact, 'near' | 'confirmations' | 'confirmedAt'>>

const statementSchema = z.object({
  value: z.string(),
  saidAt: z.number(),
  sources: sourcesSchema,
  fact: ownIdSchema.exactOptional(),
})

const summarySchema = z.object({
  id: z.string(),
  text: z.string(),
  scope: scopeSchema,
  from: z.number(),
  to: z.number(),
}) satisfies z.ZodType<Summary>

const coveredTurnsSchema = z.array(turnNameSchema)

/** The fields of `fact:{u}:<id>`, besides its embedding. `nearTo` is a JSON list of turn names. */
interface FactFields {
  readonly user: UserId
  readonly scope: string
  readonly json: string
  readonly near: string
  readonly nearTo: string
  readonly confirmations: string
  readonly confirmedAt: string
}

/** @param nearTurns the turns whose words are in `near`, or in what was embedded */
export function factFields(user: UserId, fact: Fact, nearTurns: readonly TurnName[]): FactFields {
  const { near, confirmations, confirmedAt, ...fixed } = fact
  return {
    user,
    scope: fact.scope,
    json: toWellFormedJson(fixedFactSchema.parse(fixed)),
    near: near.toWellFormed(),
    nearTo: JSON.stringify(nearTurns),
    confirmations: String(confirmations),
    confirmedAt: confirmedAt === undefined ? '' : String(confirmedAt),
  }
}

/** A fact by its id and the fields of its hash; undefined if it is corrupt, or not the fact of that id. */
export function parseFact(
  id: string,
  fields: Readonly<Record<'json' | 'near' | 'confirmations' | 'confirmedAt', string>>,
): Fact | undefined {
  const fixed = parseJson(fixedFactSchema, fields.json)
  if (fixed?.id !== id) return undefined
  const { near, confirmedAt } = fields
  const said = { ...fixed, near, confirmations: Number(fields.confirmations) || 0 }
  return confirmedAt === '' ? said : { ...said, confirmedAt: Number(confirmedAt) }
}

export function statementJson({ value, saidAt, sources: messages, fact }: Statement): string {
  return toWellFormedJson(
    statementSchema.parse({ value, saidAt, sources: messages, ...(fact === undefined ? {} : { fact }) }),
  )
}

/** A statement by its entity, the field of its hash (see `statementField`) and what that says; undefined if it is corrupt. */
export function parseStatement(entity: EntityId, hashField: string, json: string): Statement | undefined {
  const named = parseStatementField(hashField)
  const said = parseJson(statementSchema, json)
  if (named === undefined || said === undefined) return undefined
  return { entity, field: named.field, scope: scopeSchema.parse(named.scope), ...said }
}

/** A summary as it is stored: the turns it covers stand apart, so that no reply has to read past them. */
export function summaryJson({ covers, ...said }: CoveringSummary): { said: string; covers: string } {
  return { said: toWellFormedJson(summarySchema.parse(said)), covers: JSON.stringify(coveredTurnsSchema.parse(covers)) }
}

/** A summary; undefined if it is corrupt. */
export function parseSummary(json: string): Summary | undefined {
  return parseJson(summarySchema, json)
}

/** The summaries among fields of a conversation's hash, oldest first: they are numbered in the order of what they cover. */
export function parseSummaries(fields: Iterable<readonly string[]>, report: FieldReport): Summary[] {
  return parseNumbered(fields, report, parseSummary)
}

/** The summaries of a conversation's hash with the turns that they cover, oldest first. */
export function parseCoveringSummaries(conv: ReadonlyMap<string, string>, report: FieldReport): CoveringSummary[] {
  return parseNumbered(conv, report, (json, number) => {
    const summary = parseSummary(json)
    const covers = parseJson(coveredTurnsSchema, conv.get(`covers:${number}`) ?? '')
    return summary && covers && { ...summary, covers }
  })
}

function parseNumbered<T extends Summary>(
  fields: Iterable<readonly string[]>,
  report: FieldReport,
  parse: (json: string, number: string) => T | undefined,
): T[] {
  return [...fields]
    .flatMap(([field = '', json = '']) => {
      const number = /^segment:(?<number>\d+)$/.exec(field)?.[1]
      return number === undefined ? [] : [{ field, number, json }]
    })
    .toSorted((a, b) => Number(a.number) - Number(b.number))
    .flatMap(({ field, number, json }) => {
      const summary = parse(json, number)
      if (!summary) report('brokenSegment', field)
      return summary ?? []
    })
}

/** cjson refuses half a surrogate pair, and with it the whole text. */
function toWellFormedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part))
}
