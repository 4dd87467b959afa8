import { isSingleValued, normalFacet } from '../facets.ts'
import type { StudiedEntity } from '../memory-model.ts'
import { plain, standsIn } from '../plain.ts'
import { isRelationOnly, normalRelation } from '../relations.ts'
import { type EntityId, type Statement, USER_ENTITY } from '../types.ts'
import { type Cast, hasNoName } from './cast.ts'
import { oneLine, wrongQuote, wrongWith } from './checks.ts'
import { type Ground, restsOn, type Source } from './ground.ts'
import { isNobody } from './instructions.ts'
import type { Refusal, Tally } from './refusals.ts'

/** Attributes an entity may have at most, and characters of a value. */
const MOST_ATTRIBUTES = 32
const LONGEST = 120

/** Of these the value has to stand in the user's words, in capitals or not, as a name does. */
const NAMED_BY = new Set(['name', 'relation', 'home', 'employer'])

/** What a study says of somebody, value by value, each as far as the user's words bear it out. */
export function statementsOf(studied: StudiedEntity, ground: Ground, cast: Cast, tally: Tally): readonly Statement[] {
  const source = ground.get(studied.turn)
  const person = { ...studied, name: oneLine(studied.name), aliases: studied.aliases.map(oneLine) }
  const refusal =
    source === undefined ? 'turn' : (wrongQuote(oneLine(studied.quote), source) ?? wrongName(person, source, cast))
  if (source === undefined || refusal !== undefined) {
    tally.add(refusal ?? 'turn')
    return []
  }
  const aliases = person.aliases.filter(
    alias => alias.length <= LONGEST && wrongValue([alias], [alias], source) === undefined,
  )
  const relation = normalRelation(studied.relation)
  const isRelated = relation !== undefined && wrongValue([relation], [relation], source) === undefined
  const isKnown = cast.has(person.name)
  const entity = cast.idOf({ ...person, aliases, relation: isRelated ? relation : undefined })
  const fields = [
    ...namesOf({ ...person, aliases }, entity, cast).filter(
      ([, name]) => !isKnown || standsIn(plain(name), source.passage.text),
    ),
    ...(entity === USER_ENTITY || plain(studied.type) === '' ? [] : [['type', plain(studied.type)] as const]),
    ...(isRelated && entity !== USER_ENTITY ? [['relation', relation] as const] : []),
    ...attributesOf(studied),
  ]
  return fields.flatMap(([field, value]) => {
    const statement = stated({ entity, field, value }, source)
    if (typeof statement !== 'string') return [statement]
    tally.add(statement)
    return []
  })
}

/** A name that is a new one takes the place of none: it is another name. Only the user's own is what they said last. */
function namesOf(
  { name, relation, aliases }: StudiedEntity,
  entity: EntityId,
  cast: Cast,
): readonly (readonly [string, string])[] {
  if (entity === USER_ENTITY) return []
  const known = cast.nameOf(entity)
  const isOther = known !== undefined && plain(known) !== plain(name)
  const others = [...aliases, ...(isOther ? [name] : [])].filter(
    alias =>
      !isRelationOnly(alias) &&
      plain(alias) !== plain(known ?? name) &&
      normalRelation(alias) !== normalRelation(relation),
  )
  return [
    ...(known === undefined ? [] : [['name', known] as const]),
    ...others.map(alias => [`alias:${plain(alias)}`, alias] as const),
  ]
}

function attributesOf({ attributes }: StudiedEntity): readonly (readonly [string, string])[] {
  return attributes.slice(0, MOST_ATTRIBUTES).flatMap(attribute => {
    const facet = normalFacet(attribute.facet)
    const value = oneLine(attribute.value)
    if (facet === undefined || value === '') return []
    if (facet === 'name') return [['name', value] as const]
    return [[isSingleValued(facet) ? `attr:${facet}` : `attr:${facet}:${plain(value)}`, value] as const]
  })
}

function wrongName(person: StudiedEntity, source: Source, cast: Cast): Refusal | undefined {
  if (person.name.length > LONGEST) return 'text'
  if (isNobody(person.name)) return 'instruction'
  if (cast.has(person.name)) return wrongWith([person.name])
  const name = hasNoName(person) ? (normalRelation(person.name) ?? '') : person.name
  return wrongValue([name], [name], source)
}

/** Why values must not be kept, if they must not. */
function wrongValue(texts: readonly string[], names: readonly string[], source: Source): Refusal | undefined {
  const sources = restsOn({ texts, names }, source)
  return wrongWith(texts) ?? (typeof sources === 'string' ? sources : undefined)
}

function stated(told: Pick<Statement, 'entity' | 'field' | 'value'>, source: Source): Statement | Refusal {
  const { field, value } = told
  const facet = field.split(':')[1] ?? field
  const wrong = wrongWith([`${facet} ${value}`, `${facet}: ${value}`, value])
  if (wrong !== undefined) return wrong
  if (value.length > LONGEST) return 'text'
  const sources = restsOn({ texts: [value], names: NAMED_BY.has(facet) ? [value] : [] }, source)
  const { scope, saidAt } = source.turn
  return typeof sources === 'string' ? sources : { ...told, scope, saidAt, sources }
}
