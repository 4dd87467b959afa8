import { currentStatements, isDetail } from '../knowledge/entities.ts'
import { canonicalEntityIds, isRelationOnly, normalizeRelation } from '../knowledge/entity-matching.ts'
import { isSingleValued, normalizeFacet } from '../knowledge/facets.ts'
import type { ExtractedEntity } from '../ports/extraction-model.ts'
import { normalizeText, occursIn, toSingleLine } from '../text/normalize.ts'
import { isBotOrEveryone } from '../text/prompt-injection.ts'
import { type EntityId, type Fact, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { checkQuote, findForbiddenContent } from './check-fact.ts'
import { type EntityResolver, isNamelessMention } from './entity-resolver.ts'
import { type Evidence, type EvidenceSource, supportingSources } from './evidence.ts'
import type { RejectionReason, RejectionTally } from './rejections.ts'

/** Attributes an entity may have at most, and characters of a value. */
const MAX_ATTRIBUTES = 32
const MAX_VALUE_LENGTH = 120

/** Of these the value has to stand in the user's words, in capitals or not, as a name does. */
const FACETS_OF_NAMES = new Set(['name', 'relation', 'home', 'employer'])

/** What a study says of somebody, value by value, each as far as the user's words bear it out. */
export function checkEntity(
  studied: ExtractedEntity,
  ground: Evidence,
  cast: EntityResolver,
  tally: RejectionTally,
): readonly Statement[] {
  const source = ground.get(studied.turn)
  const person = { ...studied, name: toSingleLine(studied.name), aliases: studied.aliases.map(toSingleLine) }
  const refusal =
    source === undefined ? 'turn' : (checkQuote(toSingleLine(studied.quote), source) ?? checkName(person, source, cast))
  if (source === undefined || refusal !== undefined) {
    tally.add(refusal ?? 'turn')
    return []
  }
  const aliases = person.aliases.filter(
    alias => alias.length <= MAX_VALUE_LENGTH && checkValue([alias], [alias], source) === undefined,
  )
  const relation = normalizeRelation(studied.relation)
  const isRelated = relation !== undefined && checkValue([relation], [relation], source) === undefined
  const isKnown = cast.has(person.name)
  const entity = cast.idOf({ ...person, aliases, relation: isRelated ? relation : undefined })
  const fields = [
    ...nameFields({ ...person, aliases }, entity, cast).filter(
      ([, name]) => !isKnown || occursIn(normalizeText(name), source.passage.text),
    ),
    ...(entity === USER_ENTITY || normalizeText(studied.type) === ''
      ? []
      : [['type', normalizeText(studied.type)] as const]),
    ...(isRelated && entity !== USER_ENTITY ? [['relation', relation] as const] : []),
    ...attributeFields(studied),
  ]
  return fields.flatMap(([field, value]) => {
    const statement = checkStatement({ entity, field, value }, source)
    if (typeof statement !== 'string') return [statement]
    tally.add(statement)
    return []
  })
}

/** A name that is a new one takes the place of none: it is another name. Only the user's own is what they said last. */
function nameFields(
  { name, relation, aliases }: ExtractedEntity,
  entity: EntityId,
  cast: EntityResolver,
): readonly (readonly [string, string])[] {
  if (entity === USER_ENTITY) return []
  const known = cast.nameOf(entity)
  const isOther = known !== undefined && normalizeText(known) !== normalizeText(name)
  const others = [...aliases, ...(isOther ? [name] : [])].filter(
    alias =>
      !isRelationOnly(alias) &&
      normalizeText(alias) !== normalizeText(known ?? name) &&
      normalizeRelation(alias) !== normalizeRelation(relation),
  )
  return [
    ...(known === undefined ? [] : [['name', known] as const]),
    ...others.map(alias => [`alias:${normalizeText(alias)}`, alias] as const),
  ]
}

function attributeFields({ attributes }: ExtractedEntity): readonly (readonly [string, string])[] {
  return attributes.slice(0, MAX_ATTRIBUTES).flatMap(attribute => {
    const facet = normalizeFacet(attribute.facet)
    const value = toSingleLine(attribute.value)
    if (facet === undefined || value === '') return []
    if (facet === 'name') return [['name', value] as const]
    return [[isSingleValued(facet) ? `attr:${facet}` : `attr:${facet}:${normalizeText(value)}`, value] as const]
  })
}

function checkName(person: ExtractedEntity, source: EvidenceSource, cast: EntityResolver): RejectionReason | undefined {
  if (person.name.length > MAX_VALUE_LENGTH) return 'text'
  if (isBotOrEveryone(person.name)) return 'instruction'
  if (cast.has(person.name)) return findForbiddenContent([person.name])
  const name = isNamelessMention(person) ? (normalizeRelation(person.name) ?? '') : person.name
  return checkValue([name], [name], source)
}

/** Why values must not be kept, if they must not. */
function checkValue(
  texts: readonly string[],
  names: readonly string[],
  source: EvidenceSource,
): RejectionReason | undefined {
  const sources = supportingSources({ texts, names }, source)
  return findForbiddenContent(texts) ?? (typeof sources === 'string' ? sources : undefined)
}

function checkStatement(
  told: Pick<Statement, 'entity' | 'field' | 'value'>,
  source: EvidenceSource,
): Statement | RejectionReason {
  const { field, value } = told
  const facet = field.split(':')[1] ?? field
  const wrong = findForbiddenContent([`${facet} ${value}`, `${facet}: ${value}`, value])
  if (wrong !== undefined) return wrong
  if (value.length > MAX_VALUE_LENGTH) return 'text'
  const sources = supportingSources({ texts: [value], names: FACETS_OF_NAMES.has(facet) ? [value] : [] }, source)
  const { scope, saidAt } = source.turn
  return typeof sources === 'string' ? sources : { ...told, scope, saidAt, sources }
}

/** Attributes and other names an entity may have at most together, under all the scopes that are visible. */
const MAX_DETAILS = 32

/**
 * Statements as they are to be kept: one for each entity, field and scope, each with the fact that says the same, if one
 * does. What is known in the same words stays as it is, on the message that said it first, as its fact does.
 */
export function linkStatementsToFacts(
  statements: readonly Statement[],
  told: readonly Fact[],
  known: Knowledge,
  tally: RejectionTally,
): readonly Statement[] {
  const present = new Set(currentStatements(known).map(keyOfStatement))
  const kept = new Map<string, Statement>()
  for (const statement of statements.toSorted((a, b) => a.saidAt - b.saidAt)) {
    if (present.has(keyOfStatement(statement))) continue
    const fact = findStatingFact(statement, told)
    const { entity, field, scope } = statement
    kept.set(`${entity} ${scope} ${field}`, fact === undefined ? statement : { ...statement, fact: fact.id })
  }
  return withinDetailLimit([...kept.values()], known, tally)
}

function keyOfStatement({ entity, field, value, scope }: Statement): string {
  return `${entity} ${scope} ${field} ${normalizeText(value)}`
}

/** Of two homes that were told at once each has its own fact: the one that names it, or was told in the same message. */
function findStatingFact(statement: Statement, told: readonly Fact[]): Fact | undefined {
  const facts = told.filter(fact => statesSameValue(fact, statement))
  const [message] = statement.sources
  return (
    facts.find(({ text }) => occursIn(normalizeText(statement.value), normalizeText(text))) ??
    facts.find(({ sources }) => sources[0] === message) ??
    facts[0]
  )
}

function statesSameValue(fact: Fact, { entity, field, value, scope }: Statement): boolean {
  const facet = field.startsWith('attr:') ? field.split(':')[1] : field
  if (fact.subject !== entity || fact.scope !== scope || fact.facet !== facet || facet === undefined) return false
  return isSingleValued(facet) || occursIn(normalizeText(value), normalizeText(fact.text))
}

/** What is new of an entity that has its details full is not kept; what is known can change. */
function withinDetailLimit(
  statements: readonly Statement[],
  known: Knowledge,
  tally: RejectionTally,
): readonly Statement[] {
  const same = canonicalEntityIds([...known.statements, ...statements])
  const fields = new Map<string, Set<string>>()
  for (const { entity, field } of currentStatements(known)) ownOf(entity).add(field)
  return statements.filter(({ entity, field }) => {
    const own = ownOf(entity)
    const isRoom = !isDetail(field) || own.has(field) || [...own].filter(isDetail).length < MAX_DETAILS
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
