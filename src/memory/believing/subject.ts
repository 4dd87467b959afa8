import { isRelationOnly, normalRelation } from '../relations.ts'
import type { EntityId, Statement } from '../types.ts'
import type { Cast } from './cast.ts'
import { oneLine, wrongWith } from './checks.ts'
import { restsOn, type Source } from './ground.ts'
import type { Refusal } from './refusals.ts'

/** Characters. */
const LONGEST_NAME = 120

/** Whom a fact is about, and what it says of who that is, if nobody has said it before. */
export interface Subject {
  readonly id: EntityId
  readonly statement?: Statement
}

/** The user, somebody known, or somebody new whose name, or what they are to the user, the user's words bear out. */
export function subjectOf(name: string, source: Source, cast: Cast): Subject | Refusal {
  const relation = isRelationOnly(name) ? normalRelation(name) : undefined
  const person = { name: oneLine(name), aliases: [], relation }
  if (person.name.length > LONGEST_NAME) return 'name'
  const wrong = wrongWith([person.name, relation ?? ''])
  if (wrong !== undefined) return wrong
  if (cast.has(name)) return { id: cast.idOf(person) }
  const sources = restsOn({ texts: [], names: [relation ?? name] }, source)
  if (typeof sources === 'string') return sources
  const { scope, saidAt } = source.turn
  const id = cast.idOf(person)
  const told = relation === undefined ? { field: 'name', value: person.name } : { field: 'relation', value: relation }
  return { id, statement: { entity: id, ...told, scope, saidAt, sources } }
}
