import { SCOPE_PATTERN } from '../../memory/scope.ts'
import type { Fact, FactId, MessageId, Statement, TurnName } from '../../memory/types.ts'
import { assertSnowflake } from '../keys.ts'

/**
 * The members of `sources:{u}`, a sorted set in which all scores are 0. Each leads from a message, its id padded to 20
 * digits, to something that rests on it:
 *
 * - `<id>:f:<fact>` the fact rests on this question
 * - `<id>:s:<entity>:<field>:<scope>` the statement rests on this question
 * - `<id>:n:<fact>` the words of this question are in the context of the fact, or in what was embedded of it
 * - `<id>:a:<fact>` the words of the answer to this question are
 * - `<id>:m:<fact>` this message shows that answer
 *
 * So everything that must go with a message is one range. includes/message-links.lua reads it.
 */
export function factLinks(fact: Pick<Fact, 'id' | 'sources'>, nearTurns: readonly TurnName[]): string[] {
  return [...fact.sources.map(message => `${padSnowflake(message)}:f:${fact.id}`), ...contextLinks(fact.id, nearTurns)]
}

/** The links to the context of a fact. */
function contextLinks(fact: FactId, nearTurns: readonly TurnName[]): string[] {
  return nearTurns.map(turn => `${padSnowflake(turn.slice(2))}:${turn.startsWith('q:') ? 'n' : 'a'}:${fact}`)
}

/** The messages that the links to the context of facts lead from, by fact. */
export function parseContextLinks(links: readonly string[]): Map<FactId, readonly MessageId[]> {
  const messages = new Map<FactId, Set<MessageId>>()
  for (const link of links) {
    const [, message = '', fact = ''] = /^0*([1-9]\d*):[nam]:(.+)$/su.exec(link) ?? []
    if (fact !== '') messages.set(fact, (messages.get(fact) ?? new Set()).add(message))
  }
  return new Map([...messages].map(([fact, found]) => [fact, [...found]]))
}

export function statementLinks(statement: Statement): string[] {
  const field = statementField(statement)
  return statement.sources.map(message => `${padSnowflake(message)}:s:${statement.entity}:${field}`)
}

/** The field of `entity:{u}:<id>` that holds a statement: one for each field and scope. */
export function statementField({ field, scope }: Pick<Statement, 'entity' | 'field' | 'scope'>): string {
  return `${field.toWellFormed()}:${scope}`
}

const STATEMENT_FIELD = new RegExp(`^(?<field>.+):(?<scope>${SCOPE_PATTERN})$`, 'su')

/** The field and the scope of a statement, by the field of an entity's hash; undefined if that is no statement's. */
export function parseStatementField(hashField: string): { field: string; scope: string } | undefined {
  const found = STATEMENT_FIELD.exec(hashField)?.groups
  return found === undefined ? undefined : { field: found['field'] ?? '', scope: found['scope'] ?? '' }
}

/** As long as the longest id, so that ids are in their order as text. */
export function padSnowflake(message: string): string {
  return assertSnowflake(message).padStart(20, '0')
}
