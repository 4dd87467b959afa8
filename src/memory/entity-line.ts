import type { Entity } from './entities.ts'

/**
 * An entity in one line, as models read it: `Sarah (person, the user's sister; also: my sister): employer Google`.
 * Values of one facet stand together: `hobby chess, climbing`.
 */
export function entityLine(entity: Entity): string {
  const isNameless = entity.name === ''
  const also = entity.aliases.length === 0 ? '' : `also: ${entity.aliases.join(', ')}`
  const about = [isNameless ? '' : whatItIs(entity), also].filter(part => part !== '').join('; ')
  const told = [...facetsOf(entity)].map(([facet, values]) => `${facet} ${values.join(', ')}`).join('; ')
  const name = isNameless ? 'The user' : entity.name
  return flat(`${name}${about === '' ? '' : ` (${about})`}${told === '' ? '' : `: ${told}`}`)
}

/** The values of an entity by facet, that of the latest word first. */
export function facetsOf({ attributes }: Pick<Entity, 'attributes'>): ReadonlyMap<string, readonly string[]> {
  const latestFirst = attributes.toSorted((a, b) => b.saidAt - a.saidAt)
  const values = Map.groupBy(latestFirst, ({ facet }) => facet)
  return new Map([...values].map(([facet, told]) => [facet, told.map(({ value }) => value)]))
}

function whatItIs({ isUser, type, relation }: Entity): string {
  if (isUser) return 'the user'
  const relationText = relation === undefined ? [] : [`the user's ${relation}`]
  return [...(type === undefined ? [] : [type]), ...relationText].join(', ')
}

function flat(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}
