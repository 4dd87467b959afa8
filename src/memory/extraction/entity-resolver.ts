import { type Entity, entitiesOf, findEntity } from '../knowledge/entities.ts'
import { areDifferentEntities, isRelationOnly, normalizeRelation } from '../knowledge/entity-matching.ts'
import { normalizeText, toSingleLine } from '../text/normalize.ts'
import { type EntityId, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { findForbiddenContent } from './check-fact.ts'
import { type EvidenceSource, supportingSources } from './evidence.ts'
import type { RejectionReason } from './rejections.ts'

/** Whom a study tells of, as far as it says. */
export interface EntityMention {
  readonly name: string
  readonly type?: string | undefined
  readonly relation?: string | undefined
  readonly aliases: readonly string[]
}

/** Everybody and everything that facts can be about: those known, and those that a study brings in. */
export interface EntityResolver {
  /** Whom a name means; a new entity where nobody is meant so far. */
  idOf(person: EntityMention): EntityId
  /** Whether somebody is meant by a name already. */
  has(name: string): boolean
  /** What somebody is called so far; undefined if only what they are to the user is known. */
  nameOf(id: EntityId): string | undefined
}

const USER_WORDS = new Set(['user', 'the user', 'i', 'me', 'myself', 'self'])

export function createEntityResolver(known: Knowledge, newId: () => string): EntityResolver {
  const entities = [...entitiesOf(known)]
  const user = normalizeText(entities.find(({ isUser }) => isUser)?.name ?? '')

  return {
    idOf(person) {
      if (isUser(person)) return USER_ENTITY
      const found = findMeantEntity(
        person,
        entities.filter(({ isUser }) => !isUser),
      )
      const id = found?.ids[0] ?? newId()
      const entity = mergeMention(person, found, id)
      if (found === undefined) entities.push(entity)
      else entities[entities.indexOf(found)] = entity
      return id
    },
    has: name => isUser({ name, aliases: [] }) || findEntity(entities, name) !== undefined,
    nameOf(id) {
      const entity = entities.find(({ ids }) => ids.includes(id))
      return entity === undefined || isNamelessEntity(entity) ? undefined : entity.name
    },
  }

  function isUser({ name, relation }: EntityMention): boolean {
    const called = normalizeText(name)
    return (
      USER_WORDS.has(called) ||
      (called === user && called !== '' && (relation === undefined || normalizeText(relation) === 'self'))
    )
  }
}

/** By name or another name, unless it must be somebody else; else as the only one who is that to the user, unless both have names. */
function findMeantEntity(person: EntityMention, entities: readonly Entity[]): Entity | undefined {
  const names = [person.name, ...person.aliases].filter(name => !isRelationOnly(name)).map(normalizeText)
  const called = entities.find(
    entity =>
      [entity.name, ...entity.aliases].some(name => names.includes(normalizeText(name))) &&
      !areDifferentEntities(entity, person),
  )
  if (called !== undefined) return called
  const relation = relationOf(person)
  const related = entities.filter(entity => relation !== undefined && normalizeRelation(entity.relation) === relation)
  const [only] = related
  return related.length === 1 && only && (isNamelessEntity(only) || isNamelessMention(person)) ? only : undefined
}

function mergeMention(person: EntityMention, found: Entity | undefined, id: EntityId): Entity {
  const isNameless = isNamelessMention(person)
  const relation = relationOf(person) ?? found?.relation
  const type = person.type ?? found?.type
  const name = isNameless ? (relation ?? person.name) : person.name
  return {
    ids: found?.ids ?? [id],
    isUser: false,
    name: found === undefined || isNamelessEntity(found) ? name : found.name,
    ...(type !== undefined && { type }),
    ...(relation !== undefined && { relation }),
    aliases: [...(found?.aliases ?? []), ...person.aliases, ...(isNameless ? [] : [person.name])],
    attributes: found?.attributes ?? [],
    saidAt: found?.saidAt ?? 0,
  }
}

function relationOf({ name, relation }: EntityMention): string | undefined {
  return normalizeRelation(relation ?? (isRelationOnly(name) ? name : undefined))
}

/** Whether all that is said of somebody is what they are to the user. */
export function isNamelessMention({ name, relation }: EntityMention): boolean {
  return isRelationOnly(name) || normalizeRelation(name) === normalizeRelation(relation)
}

function isNamelessEntity({ name, relation }: Entity): boolean {
  return relation !== undefined && normalizeRelation(name) === normalizeRelation(relation)
}

/** Characters. */
const MAX_NAME_LENGTH = 120

/** Whom a fact is about, and what it says of who that is, if nobody has said it before. */
export interface ResolvedSubject {
  readonly id: EntityId
  readonly statement?: Statement
}

/** The user, somebody known, or somebody new whose name, or what they are to the user, the user's words bear out. */
export function resolveSubject(
  name: string,
  source: EvidenceSource,
  cast: EntityResolver,
): ResolvedSubject | RejectionReason {
  const relation = isRelationOnly(name) ? normalizeRelation(name) : undefined
  const person = { name: toSingleLine(name), aliases: [], relation }
  if (person.name.length > MAX_NAME_LENGTH) return 'name'
  const wrong = findForbiddenContent([person.name, relation ?? ''])
  if (wrong !== undefined) return wrong
  if (cast.has(name)) return { id: cast.idOf(person) }
  const sources = supportingSources({ texts: [], names: [relation ?? name] }, source)
  if (typeof sources === 'string') return sources
  const { scope, saidAt } = source.turn
  const id = cast.idOf(person)
  const told = relation === undefined ? { field: 'name', value: person.name } : { field: 'relation', value: relation }
  return { id, statement: { entity: id, ...told, scope, saidAt, sources } }
}
