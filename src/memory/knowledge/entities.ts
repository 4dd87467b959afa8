import { memoizeByObject } from '../memoize.ts'
import { normalizeText, toSingleLine } from '../text/normalize.ts'
import { type EntityId, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { isDoubt } from './doubts.ts'
import { canonicalEntityIds, isNameOfRelation } from './entity-matching.ts'
import { isSingleValued } from './facets.ts'
import { replacementsOf } from './facts.ts'

interface Attribute {
  readonly facet: string
  readonly value: string
  readonly saidAt: number
}

/** Somebody or something that the user told of, or the user, as one audience knows them. */
export interface Entity {
  /** More than one where it was told of under scopes that did not know of each other. */
  readonly ids: readonly EntityId[]
  readonly isUser: boolean
  /** Empty if it is not known: for the user alone. */
  readonly name: string
  readonly type?: string
  /** What it is to the user, in plain words: `sister`. */
  readonly relation?: string
  readonly aliases: readonly string[]
  /** Oldest first. */
  readonly attributes: readonly Attribute[]
  /** When it was last told of. */
  readonly saidAt: number
}

/** What the current statements of a user make: the user first, if anything is known of them, then what was told of last. */
export const entitiesOf = memoizeByObject((known: Knowledge): readonly Entity[] => {
  const canonical = canonicalEntityIds(known.statements)
  const groups = Map.groupBy(currentStatements(known).toReversed(), ({ entity }) => canonical.get(entity) ?? entity)
  return [...groups.values()].flatMap(statements => entityOf(statements) ?? []).sort(userFirst)
})

/** An entity by its name, an alias or what it is to the user: `Sarah`, `sarah` and `my sister` are one, unless there are two sisters. */
export function findEntity(entities: readonly Entity[], name: string): Entity | undefined {
  const isName = (other: string) => normalizeText(other) === normalizeText(name)
  const named = entities.find(entity => isName(entity.name)) ?? entities.find(({ aliases }) => aliases.some(isName))
  if (named !== undefined) return named
  const related = entities.filter(({ relation }) => isNameOfRelation(name, relation))
  return related.length === 1 ? related[0] : undefined
}

/** Whether a statement says more of an entity than what it is and is called: one of its attributes, or another name. */
export function isDetail(field: string): boolean {
  return field.startsWith('attr:') || field.startsWith('alias:')
}

/** What was said of entities and still holds, the latest first. */
export function currentStatements(known: Knowledge): readonly Statement[] {
  const past = replacementsOf(known)
  return known.statements
    .filter(statement => !isDoubt(statement) && (statement.fact === undefined || !past.has(statement.fact)))
    .toSorted((a, b) => b.saidAt - a.saidAt || byField(b, a)) // a store gives them in any order
}

/** Undefined where neither a name nor a relation says who it is. `statements` are of one entity, oldest first. */
function entityOf(statements: readonly Statement[]): Entity | undefined {
  const last = (field: string) => statements.findLast(statement => statement.field === field)?.value
  const isUser = statements.some(({ entity }) => entity === USER_ENTITY)
  const [type, relation] = [last('type'), last('relation')]
  const name = last('name') ?? (isUser ? '' : relation)
  if (name === undefined) return undefined
  return {
    ids: [...new Set(statements.map(({ entity }) => entity))],
    isUser,
    name,
    ...(type !== undefined && { type }),
    ...(relation !== undefined && { relation }),
    aliases: aliasesOf(statements, name),
    attributes: attributesOf(statements),
    saidAt: statements.at(-1)?.saidAt ?? 0,
  }
}

/** Other names it goes by; a name that another one took the place of is among them. */
function aliasesOf(statements: readonly Statement[], name: string): readonly string[] {
  const names = statements.filter(({ field }) => field === 'name' || field.startsWith('alias:'))
  const aliases = new Map(names.map(({ value }) => [normalizeText(value), value]))
  aliases.delete(normalizeText(name))
  return [...aliases.values()]
}

function attributesOf(statements: readonly Statement[]): readonly Attribute[] {
  const attributes = new Map<string, Attribute>()
  for (const { field, value, saidAt } of statements) {
    const facet = field.startsWith('attr:') ? (field.split(':')[1] ?? '') : ''
    if (facet === '') continue
    const key = isSingleValued(facet) ? facet : `${facet}:${normalizeText(value)}`
    attributes.delete(key) // so that what was said again stands last
    attributes.set(key, { facet, value, saidAt })
  }
  return [...attributes.values()]
}

function byField(one: Statement, other: Statement): number {
  return Number(one.field > other.field) - Number(one.field < other.field)
}

function userFirst(one: Entity, other: Entity): number {
  return Number(other.isUser) - Number(one.isUser) || other.saidAt - one.saidAt
}

/**
 * An entity in one line, as models read it: `Sarah (person, the user's sister; also: my sister): employer Google`.
 * Values of one facet stand together: `hobby chess, climbing`.
 */
export function entityLine(entity: Entity): string {
  const isNameless = entity.name === ''
  const also = entity.aliases.length === 0 ? '' : `also: ${entity.aliases.join(', ')}`
  const about = [isNameless ? '' : roleOf(entity), also].filter(part => part !== '').join('; ')
  const facets = [...valuesByFacet(entity)].map(([facet, values]) => `${facet} ${values.join(', ')}`).join('; ')
  const name = isNameless ? 'The user' : entity.name
  return toSingleLine(`${name}${about === '' ? '' : ` (${about})`}${facets === '' ? '' : `: ${facets}`}`)
}

/** The values of an entity by facet, that of the latest word first. */
export function valuesByFacet({ attributes }: Pick<Entity, 'attributes'>): ReadonlyMap<string, readonly string[]> {
  const latestFirst = attributes.toSorted((a, b) => b.saidAt - a.saidAt)
  const values = Map.groupBy(latestFirst, ({ facet }) => facet)
  return new Map([...values].map(([facet, attributes]) => [facet, attributes.map(({ value }) => value)]))
}

function roleOf({ isUser, type, relation }: Entity): string {
  if (isUser) return 'the user'
  const relationText = relation === undefined ? [] : [`the user's ${relation}`]
  return [...(type === undefined ? [] : [type]), ...relationText].join(', ')
}
