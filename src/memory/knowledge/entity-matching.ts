import { memoizeByObject } from '../memoize.ts'
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

/** Word list: words that say whose somebody is. */
const OWNER_PREFIX =
  /^(?:(?:the |that )?user'?s? |my |our |mine |his |her |their |mein[er]? |unser[er]? |mi |mon |ma |il mio |la mia |meu |minha |私の|我的|我)/u

/** What somebody is to the user, normalized and without the owner: `my sister`, `the user's Sister` are `sister`. */
export function normalizeRelation(relation: string | undefined): string | undefined {
  const words = normalizeText(relation ?? '')
    .replace(OWNER_PREFIX, '')
    .trim()
  return words === '' ? undefined : words
}

/** Whether a name only says whose somebody is: `my sister`. */
export function isRelationOnly(name: string): boolean {
  return OWNER_PREFIX.test(normalizeText(name))
}

/** Word list: relations that exclude each other. A sister and a cousin Sarah are two, a friend and a colleague can be one. */
const FAMILY_RELATION =
  /^(?:(?:step|half|grand|great|foster|older|younger|elder|little|big|twin|in-law)[- ]?)*(?:sister|brother|mother|mom|mum|father|dad|son|daughter|wife|husband|aunt|uncle|cousin|niece|nephew|child|ma|pa|parent|dog|cat|pet)(?:[- ]in[- ]law)?$/u

/** Whether two entities that are called the same must be two: relations in a family that differ, or a person and something else. */
export function areDifferentEntities(
  one: { readonly type?: string | undefined; readonly relation?: string | undefined },
  other: { readonly type?: string | undefined; readonly relation?: string | undefined },
): boolean {
  const [a, b] = [normalizeRelation(one.relation), normalizeRelation(other.relation)]
  if (a !== undefined && b !== undefined && a !== b && (FAMILY_RELATION.test(a) || FAMILY_RELATION.test(b))) return true
  if (one.type === undefined || other.type === undefined) return false
  return (normalizeText(one.type) === 'person') !== (normalizeText(other.type) === 'person')
}
