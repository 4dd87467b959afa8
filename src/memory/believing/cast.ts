import { type Entity, entitiesOf, findEntity } from '../entities.ts'
import { plain } from '../plain.ts'
import { areTwo, isRelationOnly, normalRelation } from '../relations.ts'
import { type EntityId, type Known, USER_ENTITY } from '../types.ts'

/** Whom a study tells of, as far as it says. */
export interface Person {
  readonly name: string
  readonly type?: string | undefined
  readonly relation?: string | undefined
  readonly aliases: readonly string[]
}

/** Everybody and everything that facts can be about: those known, and those that a study brings in. */
export interface Cast {
  /** Whom a name means; a new entity where nobody is meant so far. */
  idOf(person: Person): EntityId
  /** Whether somebody is meant by a name already. */
  has(name: string): boolean
  /** What somebody is called so far; undefined if only what they are to the user is known. */
  nameOf(id: EntityId): string | undefined
}

const USER = new Set(['user', 'the user', 'i', 'me', 'myself', 'self'])

export function castOf(known: Known, newId: () => string): Cast {
  const entities = [...entitiesOf(known)]
  const user = plain(entities.find(({ isUser }) => isUser)?.name ?? '')

  return {
    idOf(person) {
      if (isUser(person)) return USER_ENTITY
      const found = meant(
        person,
        entities.filter(({ isUser }) => !isUser),
      )
      const id = found?.ids[0] ?? newId()
      const entity = joined(person, found, id)
      if (found === undefined) entities.push(entity)
      else entities[entities.indexOf(found)] = entity
      return id
    },
    has: name => isUser({ name, aliases: [] }) || findEntity(entities, name) !== undefined,
    nameOf(id) {
      const entity = entities.find(({ ids }) => ids.includes(id))
      return entity === undefined || isUnnamed(entity) ? undefined : entity.name
    },
  }

  function isUser({ name, relation }: Person): boolean {
    const called = plain(name)
    return (
      USER.has(called) || (called === user && called !== '' && (relation === undefined || plain(relation) === 'self'))
    )
  }
}

/** By name or another name, unless it must be somebody else; else as the only one who is that to the user, unless both have names. */
function meant(person: Person, entities: readonly Entity[]): Entity | undefined {
  const names = [person.name, ...person.aliases].filter(name => !isRelationOnly(name)).map(plain)
  const called = entities.find(
    entity => [entity.name, ...entity.aliases].some(name => names.includes(plain(name))) && !areTwo(entity, person),
  )
  if (called !== undefined) return called
  const relation = relationOf(person)
  const related = entities.filter(entity => relation !== undefined && normalRelation(entity.relation) === relation)
  const [only] = related
  return related.length === 1 && only && (isUnnamed(only) || hasNoName(person)) ? only : undefined
}

function joined(person: Person, found: Entity | undefined, id: EntityId): Entity {
  const isNameless = hasNoName(person)
  const relation = relationOf(person) ?? found?.relation
  const type = person.type ?? found?.type
  const name = isNameless ? (relation ?? person.name) : person.name
  return {
    ids: found?.ids ?? [id],
    isUser: false,
    name: found === undefined || isUnnamed(found) ? name : found.name,
    ...(type !== undefined && { type }),
    ...(relation !== undefined && { relation }),
    aliases: [...(found?.aliases ?? []), ...person.aliases, ...(isNameless ? [] : [person.name])],
    attributes: found?.attributes ?? [],
    saidAt: found?.saidAt ?? 0,
  }
}

function relationOf({ name, relation }: Person): string | undefined {
  return normalRelation(relation ?? (isRelationOnly(name) ? name : undefined))
}

/** Whether all that is said of somebody is what they are to the user. */
export function hasNoName({ name, relation }: Person): boolean {
  return isRelationOnly(name) || normalRelation(name) === normalRelation(relation)
}

function isUnnamed({ name, relation }: Entity): boolean {
  return relation !== undefined && normalRelation(name) === normalRelation(relation)
}
