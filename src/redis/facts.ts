import { z } from 'zod'
import {
  type CoveringSegment,
  type EntityId,
  type Fact,
  factKinds,
  type Segment,
  type Statement,
  type TurnName,
  type UserId,
} from '../memory/types.ts'
import { ownId, snowflake } from './keys.ts'
import { parseJson } from './parse-json.ts'
import { fieldAndScope } from './sources.ts'
import { scope, turnName } from './turns.ts'

/** At least one, that of the quote first. */
const sources = z.tuple([snowflake], snowflake)

/** A fact as its hash keeps it in one field; what changes afterwards has fields of its own. */
const fixedFact = z.object({
  id: ownId,
  text: z.string(),
  quote: z.string(),
  kind: z.enum(factKinds),
  subject: ownId,
  facet: z.string().exactOptional(),
  scope,
  saidAt: z.number(),
  eventAt: z.string().exactOptional(),
  replaces: z.array(ownId),
  sources,
  channel: snowflake,
  guild: snowflake.exactOptional(),
  asked: z.enum(['message', 'command']).exactOptional(),
}) satisfies z.ZodType<Omit<Fact, 'near' | 'confirmations' | 'confirmedAt'>>

const statement = z.object({ value: z.string(), saidAt: z.number(), sources, fact: ownId.exactOptional() })

const segment = z.object({
  id: z.string(),
  text: z.string(),
  scope,
  from: z.number(),
  to: z.number(),
}) satisfies z.ZodType<Segment>

const covered = z.array(turnName)

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
    json: wellFormedJson(fixedFact.parse(fixed)),
    near: near.toWellFormed(),
    nearTo: JSON.stringify(nearTurns),
    confirmations: String(confirmations),
    confirmedAt: confirmedAt === undefined ? '' : String(confirmedAt),
  }
}

/** A fact by its id and the fields of its hash; undefined if it is broken, or not the fact of that id. */
export function parseFact(
  id: string,
  fields: Readonly<Record<'json' | 'near' | 'confirmations' | 'confirmedAt', string>>,
): Fact | undefined {
  const fixed = parseJson(fixedFact, fields.json)
  if (fixed?.id !== id) return undefined
  const { near, confirmedAt } = fields
  const said = { ...fixed, near, confirmations: Number(fields.confirmations) || 0 }
  return confirmedAt === '' ? said : { ...said, confirmedAt: Number(confirmedAt) }
}

export function statementJson({ value, saidAt, sources: messages, fact }: Statement): string {
  return wellFormedJson(statement.parse({ value, saidAt, sources: messages, ...(fact === undefined ? {} : { fact }) }))
}

/** A statement by its entity, the field of its hash (see `statementField`) and what that says; undefined if it is broken. */
export function parseStatement(entity: EntityId, hashField: string, json: string): Statement | undefined {
  const named = fieldAndScope(hashField)
  const said = parseJson(statement, json)
  if (named === undefined || said === undefined) return undefined
  return { entity, field: named.field, scope: scope.parse(named.scope), ...said }
}

/** A segment as it is kept: the turns it covers stand apart, so that no reply has to read past them. */
export function segmentJson({ covers, ...said }: CoveringSegment): { said: string; covers: string } {
  return { said: wellFormedJson(segment.parse(said)), covers: JSON.stringify(covered.parse(covers)) }
}

/** A segment of a summary; undefined if it is broken. */
export function parseSegment(json: string): Segment | undefined {
  return parseJson(segment, json)
}

/** A segment with the turns it covers; undefined if one of the two is broken. */
export function parseCoveringSegment(said: string, covers: string): CoveringSegment | undefined {
  const [read, turns] = [parseSegment(said), parseJson(covered, covers)]
  return read && turns && { ...read, covers: turns }
}

/** cjson refuses half a surrogate pair, and with it the whole text. */
function wellFormedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part))
}
