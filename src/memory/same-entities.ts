import { plain } from './plain.ts'
import { areTwo } from './relations.ts'
import { type EntityId, type Statement, USER_ENTITY } from './types.ts'

interface Described {
  readonly id: EntityId
  readonly names: Set<string>
  type?: string
  relation?: string
}

/**
 * For each entity the one it is counted as. What was said in two places that did not know of each other can have made
 * two of one; where both are visible, those called the same are one, unless they must be two.
 */
export function sameEntities(statements: readonly Statement[]): ReadonlyMap<EntityId, EntityId> {
  const one = new Map<EntityId, EntityId>()
  const byName = new Map<string, Described[]>()
  for (const entity of described(statements)) {
    const twin = [...entity.names].flatMap(name => byName.get(name) ?? []).find(other => !mustDiffer(entity, other))
    one.set(entity.id, twin === undefined ? entity.id : (one.get(twin.id) ?? twin.id))
    for (const name of entity.names) byName.set(name, [...(byName.get(name) ?? []), entity])
  }
  return one
}

/** The user is never somebody they tell of, though they may share a name. */
function mustDiffer(entity: Described, other: Described): boolean {
  return other.id === USER_ENTITY || entity.id === USER_ENTITY || areTwo(entity, other)
}

function described(statements: readonly Statement[]): Iterable<Described> {
  const entities = new Map<EntityId, Described>()
  for (const { entity, field, value } of statements) {
    const found = entities.get(entity) ?? { id: entity, names: new Set<string>() }
    entities.set(entity, found)
    if (field === 'name' || field.startsWith('alias:')) found.names.add(plain(value))
    else if (field === 'type') found.type = value
    else if (field === 'relation') found.relation = value
  }
  return entities.values()
}
