import { presentStatements } from '../entities.ts'
import { isSingleValued } from '../facets.ts'
import { plain, standsIn } from '../plain.ts'
import { sameEntities } from '../same-entities.ts'
import type { Fact, Known, Statement } from '../types.ts'
import type { Tally } from './refusals.ts'

/** Attributes and other names an entity may have at most together, under all the scopes that are visible. */
const MOST_DETAILS = 32

/**
 * Statements as they are to be kept: one for each entity, field and scope, each with the fact that says the same, if one
 * does. What is known in the same words stays as it is, on the message that said it first, as its fact does.
 */
export function linkedTo(
  statements: readonly Statement[],
  told: readonly Fact[],
  known: Known,
  tally: Tally,
): readonly Statement[] {
  const present = new Set(presentStatements(known).map(key))
  const kept = new Map<string, Statement>()
  for (const statement of statements.toSorted((a, b) => a.saidAt - b.saidAt)) {
    if (present.has(key(statement))) continue
    const fact = factSaying(statement, told)
    const { entity, field, scope } = statement
    kept.set(`${entity} ${scope} ${field}`, fact === undefined ? statement : { ...statement, fact: fact.id })
  }
  return withinRoom([...kept.values()], known, tally)
}

function key({ entity, field, value, scope }: Statement): string {
  return `${entity} ${scope} ${field} ${plain(value)}`
}

/** Of two homes that were told at once each has its own fact: the one that names it, or was told in the same message. */
function factSaying(statement: Statement, told: readonly Fact[]): Fact | undefined {
  const facts = told.filter(fact => saysSame(fact, statement))
  const [message] = statement.sources
  return (
    facts.find(({ text }) => standsIn(plain(statement.value), plain(text))) ??
    facts.find(({ sources }) => sources[0] === message) ??
    facts[0]
  )
}

function saysSame(fact: Fact, { entity, field, value, scope }: Statement): boolean {
  const facet = field.startsWith('attr:') ? field.split(':')[1] : field
  if (fact.subject !== entity || fact.scope !== scope || fact.facet !== facet || facet === undefined) return false
  return isSingleValued(facet) || standsIn(plain(value), plain(fact.text))
}

/** What is new of an entity that has its details full is not kept; what is known can change. */
function withinRoom(statements: readonly Statement[], known: Known, tally: Tally): readonly Statement[] {
  const same = sameEntities([...known.statements, ...statements])
  const fields = new Map<string, Set<string>>()
  for (const { entity, field } of presentStatements(known)) ownOf(entity).add(field)
  return statements.filter(({ entity, field }) => {
    const own = ownOf(entity)
    const isRoom = !isDetail(field) || own.has(field) || [...own].filter(isDetail).length < MOST_DETAILS
    if (isRoom) own.add(field)
    else tally.add('tooMany')
    return isRoom
  })

  function ownOf(entity: string): Set<string> {
    const one = same.get(entity) ?? entity
    const own = fields.get(one) ?? new Set()
    fields.set(one, own)
    return own
  }
}

function isDetail(field: string): boolean {
  return field.startsWith('attr:') || field.startsWith('alias:')
}
