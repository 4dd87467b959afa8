import { normalizeText } from '../text/normalize.ts'
import { type EntityId, type Statement, USER_ENTITY } from '../types.ts'

interface NamedEntity {
  readonly id: EntityId
  readonly names: Set<string>
  type?: string
  relation?: string
}

/**
 * For each entity the one it is counted as. What was said in two places that did not know of each other can have made
 * two of one; where both are visible, those called the same are one, unless they must be two.
 */
export function canonicalEntityIds(statements: readonly Statement[]): ReadonlyMap<EntityId, EntityId> {
  const one = new Map<EntityId, EntityId>()
  const byName = new Map<string, NamedEntity[]>()
  for (const entity of describeEntities(statements)) {
    const twin = [...entity.names].flatMap(name => byName.get(name) ?? []).find(other => !cannotBeMerged(entity, other))
    one.set(entity.id, twin === undefined ? entity.id : (one.get(twin.id) ?? twin.id))
    for (const name of entity.names) byName.set(name, [...(byName.get(name) ?? []), entity])
  }
  return one
}

/** The user is never somebody they tell of, though they may share a name. */
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

const OWNER_PREFIX =
  /^(?:(?:the |that )?user'?s? |my |our |mine |his |her |their |mein[er]? |unser[er]? |mi |mon |ma |il mio |la mia |meu |minha |私の|我的|我)/u

/** What somebody is to the user, in plain words without the owner: `my sister`, `the user's Sister` are `sister`. */
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

/** Of these one is not the other: a sister Sarah and a cousin Sarah are two, a friend and colleague can be one. */
const FAMILY_RELATION =
  /^(?:(?:step|half|grand|great|foster|older|younger|elder|little|big|twin|in-law)[- ]?)*(?:sister|brother|mother|mom|mum|father|dad|son|daughter|wife|husband|aunt|uncle|cousin|niece|nephew|child|ma|pa|parent|dog|cat|pet)(?:[- ]in[- ]law)?$/u

/** Whether two things called the same must be two: relations in a family that differ, or a person and something else. */
export function areDifferentEntities(
  one: { readonly type?: string | undefined; readonly relation?: string | undefined },
  other: { readonly type?: string | undefined; readonly relation?: string | undefined },
): boolean {
  const [a, b] = [normalizeRelation(one.relation), normalizeRelation(other.relation)]
  if (a !== undefined && b !== undefined && a !== b && (FAMILY_RELATION.test(a) || FAMILY_RELATION.test(b))) return true
  if (one.type === undefined || other.type === undefined) return false
  return (normalizeText(one.type) === 'person') !== (normalizeText(other.type) === 'person')
}
