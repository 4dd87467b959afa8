import { memoizeByObject } from '../memoize.ts'
import { UNSPACED_MY } from '../text/common-words.ts'
import { normalizeText } from '../text/normalize.ts'
import { type EntityId, type Statement, USER_ENTITY } from '../types.ts'

interface NamedEntity {
  readonly id: EntityId
  readonly names: Set<string>
  type?: string
  relation?: string
}

/**
 * For each entity the one that it is counted as. What was said in two places that did not know of each other can have made
 * two entities of one; where both are visible, those that are called the same are one, unless they must be two.
 */
export const canonicalEntityIds = memoizeByObject(
  (statements: readonly Statement[]): ReadonlyMap<EntityId, EntityId> => {
    const canonical = new Map<EntityId, EntityId>()
    const byName = new Map<string, NamedEntity[]>()
    for (const entity of describeEntities(statements)) {
      const twin = [...entity.names]
        .flatMap(name => byName.get(name) ?? [])
        .find(other => !cannotBeMerged(entity, other))
      canonical.set(entity.id, twin === undefined ? entity.id : (canonical.get(twin.id) ?? twin.id))
      for (const name of entity.names) byName.set(name, [...(byName.get(name) ?? []), entity])
    }
    return canonical
  },
)

/** The user is never somebody whom they tell of, though the two may share a name. */
function cannotBeMerged(entity: NamedEntity, other: NamedEntity): boolean {
  return other.id === USER_ENTITY || entity.id === USER_ENTITY || areDifferentEntities(entity, other)
}

function describeEntities(statements: readonly Statement[]): Iterable<NamedEntity> {
  const entities = new Map<EntityId, NamedEntity>()
  for (const { entity, field, value } of statements) {
    const found = entities.get(entity) ?? { id: entity, names: new Set<string>() }
    entities.set(entity, found)
    if (field === 'name' || field.startsWith('alias:')) found.names.add(normalizeText(value))
    else if (field === 'type') found.type = value
    else if (field === 'relation') found.relation = value
  }
  return entities.values()
}

/** How the model speaks of the user, by its instructions. */
const OF_USER = /^(?:the )?user's /u

/** What somebody is to the user, normalized and without the user: `the user's Sister` is `sister`. */
export function normalizeRelation(relation: string | undefined): string | undefined {
  const words = normalizeText(relation ?? '')
    .replace(OF_USER, '')
    .trim()
  return words === '' ? undefined : words
}

/** Whether a name only says what somebody is to the user, by the model's word for the user. */
export function isRelationOnly(name: string): boolean {
  return OF_USER.test(normalizeText(name))
}

/** Words before a relation that say whose it is, or which of several: `my`, `il mio`, `my older`; the first is a short one. */
const MAX_WORDS_BEFORE = 2
const MAX_FIRST_LETTERS = 5
const MY = new RegExp(`^(?:${UNSPACED_MY})$`, 'u')

/**
 * Whether a word for what somebody is to the user means a shorter one: it ends with that, as `my sister`, `older sister` and
 * `私の妹` do; not `brother's wife`, who is somebody else's, nor `妹の夫`.
 */
export function isFormOfRelation(long: string | undefined, short: string | undefined): boolean {
  const [a, b] = [normalizeRelation(long), normalizeRelation(short)]
  if (a === undefined || b === undefined || !a.endsWith(b)) return false
  const before = a.slice(0, -b.length)
  if (before === '' || MY.test(before)) return true
  const words = before.trim().split(' ')
  return /^[^']+\s$/u.test(before) && words.length <= MAX_WORDS_BEFORE && (words[0] ?? '').length <= MAX_FIRST_LETTERS
}

/** Whether two words may mean the same. Which words exclude each other would take a list for each language. */
function isSameRelation(one: string, other: string): boolean {
  return isFormOfRelation(one, other) || isFormOfRelation(other, one)
}

/** A name begins with a capital, where a script has them, and so do its other words: `my sister` is none, `Big Sister` one. */
const DESCRIPTION = /^\P{Lu}\S*(?:\s|$)|^\S+(?:\s\p{Ll}\S*)+$|^\P{Lu}+$/u

/** Whether a name only says what somebody is to the user: `my sister`, where a sister is meant. */
export function isNameOfRelation(name: string, relation: string | undefined): boolean {
  if (normalizeRelation(name) === normalizeRelation(relation)) return relation !== undefined
  return isRelationOnly(name) || (DESCRIPTION.test(name.normalize('NFKC').trim()) && isFormOfRelation(name, relation))
}

interface Described {
  readonly type?: string | undefined
  readonly relation?: string | undefined
}

/** Whether two that are called the same must be two: of other words for what they are to the user, or of other types. */
export function areDifferentEntities(one: Described, other: Described): boolean {
  const areRelated = one.relation !== undefined && other.relation !== undefined
  return (areRelated && !isSameRelation(one.relation, other.relation)) || areOfDifferentTypes(one, other)
}

/** Whether the one is a person, and the other is not. */
export function areOfDifferentTypes(one: Described, other: Described): boolean {
  if (one.type === undefined || other.type === undefined) return false
  return (normalizeText(one.type) === 'person') !== (normalizeText(other.type) === 'person')
}
