import { type Entity, entitiesOf, findEntity } from '../knowledge/entities.ts'
import {
  areDifferentEntities,
  areOfDifferentTypes,
  isFormOfRelation,
  isNameOfRelation,
  isRelationOnly,
  normalizeRelation,
} from '../knowledge/entity-matching.ts'
import type { ExtractedName } from '../ports/extraction-model.ts'
import { normalizeText, occursIn, toSingleLine } from '../text/normalize.ts'
import { type EntityId, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { findForbiddenContent } from './check-fact.ts'
import { type EvidenceSource, supportingSources } from './evidence.ts'
import type { RejectionReason } from './rejections.ts'

/** Somebody or something that an extraction tells of, as far as it says. */
export interface EntityMention {
  readonly name: string
  readonly type?: string | undefined
  readonly relation?: string | undefined
  readonly aliases: readonly string[]
}

/** Everybody and everything that facts can be about: the entities known, and those that an extraction brings in. */
export interface EntityResolver {
  /** The entity that is meant; a new one where none is meant so far. */
  idOf(person: EntityMention): EntityId
  /** Whether a name means an entity already. */
  has(name: string): boolean
  /** What an entity is called so far; undefined if only what it is to the user is known. */
  nameOf(id: EntityId): string | undefined
  /** What an entity is to the user so far. */
  relationOf(id: EntityId): string | undefined
}

const USER_WORDS = new Set(['user', 'the user', 'i', 'me', 'myself', 'self'])

export function createEntityResolver(known: Knowledge, newId: () => string): EntityResolver {
  const entities = [...entitiesOf(known)]
  const fresh = new Set<EntityId>()
  const user = normalizeText(entities.find(({ isUser }) => isUser)?.name ?? '')

  return {
    idOf(mention) {
      if (isUser(mention)) return USER_ENTITY
      const found = findMeantEntity(mention, entities, fresh)
      const id = found?.ids[0] ?? newId()
      if (found === undefined) fresh.add(id)
      const at = found === undefined ? entities.length : entities.indexOf(found)
      entities[at] = mergeMention(mention, found, id)
      return id
    },
    has: name => isUser({ name, aliases: [] }) || findEntity(entities, name) !== undefined,
    nameOf(id) {
      const entity = entities.find(({ ids }) => ids.includes(id))
      return entity === undefined || isNamelessEntity(entity) ? undefined : entity.name
    },
    relationOf: id => entities.find(({ ids }) => ids.includes(id))?.relation,
  }

  function isUser({ name, relation }: EntityMention): boolean {
    const called = normalizeText(name)
    return (
      USER_WORDS.has(called) ||
      (called === user && called !== '' && (relation === undefined || normalizeText(relation) === 'self'))
    )
  }
}

/**
 * By its name: the model was shown who is known by that, and what they are, so that only of two that it brings in itself
 * other relations make two. By another name, unless it must be somebody else; otherwise as the only one who is that to the
 * user, unless both have names.
 */
function findMeantEntity(
  mention: EntityMention,
  all: readonly Entity[],
  fresh: ReadonlySet<EntityId>,
): Entity | undefined {
  const entities = all.filter(({ isUser }) => !isUser)
  const isCalled = (entity: Entity, name: string) =>
    [entity.name, ...entity.aliases].some(other => normalizeText(other) === normalizeText(name))
  const relation = relationOf(mention)
  const named = entities.find(
    entity =>
      !isNameOfRelation(mention.name, relation) &&
      isCalled(entity, mention.name) &&
      !(fresh.has(entity.ids[0] ?? '') ? areDifferentEntities : areOfDifferentTypes)(entity, mention),
  )
  if (named !== undefined) return named
  const aliases = mention.aliases.filter(alias => !isNameOfRelation(alias, relation))
  const called = entities.find(
    entity => aliases.some(alias => isCalled(entity, alias)) && !areDifferentEntities(entity, mention),
  )
  if (called !== undefined) return called
  const related = entities.filter(
    entity =>
      isFormOfRelation(relation, entity.relation) ||
      (relation !== undefined && isNameOfRelation(entity.name, relation)) ||
      isNameOfRelation(mention.name, entity.relation),
  )
  const [only] = related
  return related.length === 1 && only && (isNamelessEntity(only, relation) || isNamelessMention(mention, only.relation))
    ? only
    : undefined
}

function mergeMention(mention: EntityMention, found: Entity | undefined, id: EntityId): Entity {
  const isNameless = isNamelessMention(mention, found?.relation)
  const relation = relationIn(mention, found)
  const type = mention.type ?? found?.type
  const name = isNameless ? (relation ?? mention.name) : mention.name
  return {
    ids: [id],
    isUser: false,
    attributes: [],
    saidAt: 0,
    ...found,
    name: found === undefined || isNamelessEntity(found, relation) ? name : found.name,
    ...(type !== undefined && { type }),
    ...(relation !== undefined && { relation }),
    aliases: [...(found?.aliases ?? []), ...mention.aliases, ...(isNameless ? [] : [mention.name])],
  }
}

/** What is known stands where the mention says the same in more words: `sister` is `my sister`. */
function relationIn(mention: EntityMention, found: Entity | undefined): string | undefined {
  const relation = relationOf(mention)
  if (relation === undefined || isFormOfRelation(relation, found?.relation)) return found?.relation ?? relation
  return relation
}

function relationOf({ name, relation }: EntityMention): string | undefined {
  return normalizeRelation(relation ?? (isRelationOnly(name) ? name : undefined))
}

/** Whether all that is said of somebody is what they are to the user. */
export function isNamelessMention({ name, relation }: EntityMention, known?: string): boolean {
  return isNameOfRelation(name, relation) || isNameOfRelation(name, known)
}

function isNamelessEntity({ name, relation }: Entity, told?: string): boolean {
  return isNameOfRelation(name, relation) || (told !== undefined && isNameOfRelation(name, told))
}

/** Characters. */
const MAX_NAME_LENGTH = 120

/** Whom a fact is about, and what it says of who that is, if nobody has said it before. */
export interface ResolvedSubject {
  readonly id: EntityId
  readonly statement?: Statement
  /** It is somebody else without a name of their own: the fact is one of the user's, and what it tells no trait of theirs. */
  readonly nameless?: 'surely' | 'perhaps'
}

/**
 * The user, somebody known, or somebody new whose name, or what they are to the user, the user's words bear out. Whom a sentence
 * names by a common noun that the user did not use (`grandfather` for `gramps`) stays nameless: the fact is one of the user's.
 */
export function resolveSubject(
  name: string,
  { source, text, names }: SubjectContext,
  entities: EntityResolver,
): ResolvedSubject | RejectionReason {
  const relation = isRelationOnly(name) ? normalizeRelation(name) : undefined
  const mention = { name: toSingleLine(name), aliases: [], relation }
  if (mention.name.length > MAX_NAME_LENGTH) return 'name'
  const forbidden = findForbiddenContent([mention.name, relation ?? ''])
  if (forbidden !== undefined) return forbidden
  if (entities.has(name)) return { id: entities.idOf(mention) }
  const sources = supportingSources({ texts: [], names: [{ name: relation ?? name }] }, source)
  if (typeof sources === 'string') {
    const nameless = isCommonNounOf(mention.name, text, names)
    return nameless === undefined ? sources : { id: USER_ENTITY, nameless }
  }
  const { scope, saidAt } = source.turn
  const id = entities.idOf(mention)
  const stated =
    relation === undefined ? { field: 'name', value: mention.name } : { field: 'relation', value: relation }
  return { id, statement: { entity: id, ...stated, scope, saidAt, sources } }
}

interface SubjectContext {
  readonly source: EvidenceSource
  readonly text: string
  /** What the model lists as names in the text. */
  readonly names: readonly ExtractedName[]
}

/**
 * Whether a sentence calls somebody by words in small letters: in scripts with capitals that is no name. The first word of a
 * sentence, and one in other scripts that the model does not list as a name, perhaps is none.
 */
function isCommonNounOf(
  words: string,
  text: string,
  names: readonly ExtractedName[],
): ResolvedSubject['nameless'] | undefined {
  if (!occursIn(normalizeText(words), normalizeText(text))) return undefined
  if (/^[\p{Lo}\p{M}\s]+$/u.test(words)) {
    return names.some(({ name }) => normalizeText(name) === normalizeText(words)) ? undefined : 'perhaps'
  }
  const isSmall = /^\p{Ll}[\p{Ll}\p{M}]*(?:[ -]\p{Ll}[\p{Ll}\p{M}]*)*$/u.test(words)
  if (!isSmall) return undefined
  if (text.includes(words)) return 'surely'
  return text.startsWith(capitalized(words)) ? 'perhaps' : undefined
}

function capitalized(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
