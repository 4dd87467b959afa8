import { currentStatements, isDetail } from '../knowledge/entities.ts'
import { canonicalEntityIds, isNameOfRelation, normalizeRelation } from '../knowledge/entity-matching.ts'
import { isSingleValued, normalizeFacet } from '../knowledge/facets.ts'
import type { ExtractedEntity, ExtractedName } from '../ports/extraction-model.ts'
import { isNameIn } from '../text/compare-names.ts'
import { normalizeText, occursIn, toSingleLine } from '../text/normalize.ts'
import { findNamesInValue } from '../text/proper-nouns.ts'
import { type Fact, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { checkQuote, findForbiddenContent } from './check-fact.ts'
import { type EntityResolver, isNamelessMention } from './entity-resolver.ts'
import { type Evidence, type EvidenceSource, supportingSources } from './evidence.ts'
import type { RejectionReason, RejectionTally } from './rejections.ts'

/** Attributes of an entity that are looked at, and characters of a value. */
const MAX_ATTRIBUTES = 32
const MAX_VALUE_LENGTH = 120

/** Facets whose value has to stand in the user's words as a name does, in capitals or not. */
const FACETS_OF_NAMES = new Set(['name', 'relation', 'home', 'employer'])

type Field = readonly [field: string, value: string]

/** What an extraction says of somebody or something, value by value, each as far as the user's words bear it out. */
export function checkEntity(
  extracted: ExtractedEntity,
  evidence: Evidence,
  entities: EntityResolver,
  tally: RejectionTally,
): readonly Statement[] {
  const source = evidence.get(extracted.turn)
  const all = { ...extracted, name: toSingleLine(extracted.name), aliases: extracted.aliases.map(toSingleLine) }
  const reason = source && (checkQuote(toSingleLine(extracted.quote), source) ?? checkName(all, source, entities))
  if (source === undefined || reason !== undefined) {
    tally.add(reason ?? 'turn')
    return []
  }
  const isSupported = (value: string) => checkValue(value, source) === undefined
  const aliases = all.aliases.filter(alias => alias.length <= MAX_VALUE_LENGTH && isSupported(alias))
  const normalized = normalizeRelation(extracted.relation)
  const told = normalized !== undefined && isSupported(normalized) ? normalized : undefined
  const isKnown = entities.has(all.name)
  const entity = entities.idOf({ ...all, aliases, relation: told })
  const relation = told === undefined ? undefined : entities.relationOf(entity)
  const isInWords = ([, name]: Field) => !isKnown || isNameIn(name, source.passage.folded)
  const type = normalizeText(extracted.type)
  const identity: readonly Field[] = [
    ...nameFields({ ...all, aliases, relation: entities.relationOf(entity) }, entities.nameOf(entity)).filter(
      isInWords,
    ),
    ...(type === '' ? [] : [['type', type] as const]),
    ...(relation === undefined ? [] : [['relation', relation] as const]),
  ]
  const fields = [...(entity === USER_ENTITY ? [] : identity), ...attributeFields(extracted)]
  return fields.flatMap(([field, value]) => {
    const statement = checkStatement({ entity, field, value }, source)
    if (typeof statement !== 'string') return [statement]
    tally.add(statement)
    return []
  })
}

/** A new name of somebody replaces none: it is another name. `known` is what they are called so far. */
function nameFields({ name, relation, aliases }: ExtractedEntity, known: string | undefined): readonly Field[] {
  const mainName = normalizeText(known ?? name)
  const others = [...aliases, ...(known === undefined ? [] : [name])].filter(
    alias => normalizeText(alias) !== mainName && !isNameOfRelation(alias, relation),
  )
  const fields = others.map((alias): Field => [`alias:${normalizeText(alias)}`, alias])
  return known === undefined ? fields : [['name', known], ...fields]
}

function attributeFields({ attributes }: ExtractedEntity): readonly Field[] {
  return attributes.slice(0, MAX_ATTRIBUTES).flatMap((attribute): readonly Field[] => {
    const facet = normalizeFacet(attribute.facet)
    const value = toSingleLine(attribute.value)
    if (facet === undefined || value === '') return []
    if (facet === 'name') return [['name', value]]
    return [[isSingleValued(facet) ? `attr:${facet}` : `attr:${facet}:${normalizeText(value)}`, value]]
  })
}

function checkName(person: ExtractedEntity, source: EvidenceSource, entities: EntityResolver) {
  if (person.name.length > MAX_VALUE_LENGTH) return 'text'
  if (entities.has(person.name)) return findForbiddenContent([person.name])
  return checkValue(isNamelessMention(person) ? (normalizeRelation(person.name) ?? '') : person.name, source)
}

/** Why the name of somebody must not be kept, if it must not. */
function checkValue(value: string, source: EvidenceSource): RejectionReason | undefined {
  const sources = supportingSources({ texts: [value], names: namesOf([value]) }, source)
  return findForbiddenContent([value]) ?? (typeof sources === 'string' ? sources : undefined)
}

function checkStatement(
  stated: Pick<Statement, 'entity' | 'field' | 'value'>,
  source: EvidenceSource,
): Statement | RejectionReason {
  const { field, value } = stated
  const facet = field.split(':')[1] ?? field
  const forbidden = findForbiddenContent([`${facet} ${value}`, `${facet}: ${value}`, value])
  if (forbidden !== undefined) return forbidden
  if (value.length > MAX_VALUE_LENGTH) return 'text'
  const names = namesOf(FACETS_OF_NAMES.has(facet) ? [value] : findNamesInValue(value))
  const sources = supportingSources({ texts: [value], names }, source)
  const { scope, saidAt } = source.turn
  return typeof sources === 'string' ? sources : { ...stated, scope, saidAt, sources }
}

function namesOf(names: readonly string[]): readonly ExtractedName[] {
  return names.map(name => ({ name }))
}

/** Attributes and other names that an entity may have together, under all the scopes that are visible. */
const MAX_DETAILS = 32

/**
 * Statements as they are to be kept: one for each entity, field and scope, each with the fact that says the same, if one
 * does. What is known in the same words stays as it is, on the message that said it first, as its fact does.
 */
export function linkStatementsToFacts(
  statements: readonly Statement[],
  statedFacts: readonly Fact[],
  known: Knowledge,
  tally: RejectionTally,
): readonly Statement[] {
  const present = new Set(currentStatements(known).map(keyOfStatement))
  const kept = new Map<string, Statement>()
  for (const statement of statements.toSorted((a, b) => a.saidAt - b.saidAt)) {
    if (present.has(keyOfStatement(statement))) continue
    const fact = findStatingFact(statement, statedFacts)
    const { entity, field, scope } = statement
    kept.set(`${entity} ${scope} ${field}`, fact === undefined ? statement : { ...statement, fact: fact.id })
  }
  return withinDetailLimit([...kept.values()], known, tally)
}

function keyOfStatement({ entity, field, value, scope }: Statement): string {
  return `${entity} ${scope} ${field} ${normalizeText(value)}`
}

/** Of two homes that were told at once each has its own fact: the one that names it, or was told in the same message. */
function findStatingFact(statement: Statement, statedFacts: readonly Fact[]): Fact | undefined {
  const facts = statedFacts.filter(fact => statesSameValue(fact, statement))
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

/** A new detail of an entity that has as many as it may is not kept; known ones can change. */
function withinDetailLimit(statements: readonly Statement[], known: Knowledge, tally: RejectionTally) {
  const canonical = canonicalEntityIds([...known.statements, ...statements])
  const idOf = ({ entity }: Statement) => canonical.get(entity) ?? entity
  const groups = Map.groupBy(currentStatements(known), idOf)
  const fieldsOf = new Map([...groups].map(([id, own]) => [id, new Set(own.map(({ field }) => field))]))
  return statements.filter(statement => {
    const fields = fieldsOf.get(idOf(statement)) ?? new Set()
    const { field } = statement
    const isRoom = !isDetail(field) || fields.has(field) || [...fields].filter(isDetail).length < MAX_DETAILS
    if (isRoom) fieldsOf.set(idOf(statement), fields.add(field))
    else tally.add('tooMany')
    return isRoom
  })
}
