import { valuedFacet } from '../facets.ts'
import { plain, standsIn } from '../plain.ts'
import { sameEntities } from '../same-entities.ts'
import { type EntityId, type Fact, type FactId, type Known, type Statement, USER_ENTITY } from '../types.ts'
import { textsOf } from './mentions.ts'
import { isNamed, namesAmong } from './names.ts'

/**
 * The statements that say what facts say: linked to them, of the same facet and value, or told in the same message. Where
 * only one value can hold, with the values before: they would hold again.
 */
export function statementsOfFacts(known: Known, going: readonly Fact[]): readonly Statement[] {
  if (going.length === 0) return []
  const same = sameEntities(known.statements)
  const ids = new Set<FactId>(going.map(({ id }) => id))
  const bySubject = Map.groupBy(going, ({ subject }) => same.get(subject) ?? subject)
  const bySource = new Map<string, Fact[]>()
  for (const fact of going) {
    for (const source of fact.sources) bySource.set(source, [...(bySource.get(source) ?? []), fact])
  }
  return known.statements.filter(statement => {
    const { entity, fact, sources, value } = statement
    if (fact !== undefined && ids.has(fact)) return true
    const ofSubject = bySubject.get(same.get(entity) ?? entity) ?? []
    if (ofSubject.some(about => isOfFacet(about, statement))) return true
    if (isIdentity(statement)) return false
    return sources.some(source => bySource.get(source)?.some(({ text }) => standsIn(plain(value), plain(text))))
  })
}

/** The statements of entities by any of their ids, and those of others that name them. */
export function statementsOfEntities(known: Known, entities: ReadonlySet<EntityId>): readonly Statement[] {
  const own = known.statements.filter(({ entity }) => entities.has(entity))
  const names = namesAmong(own.filter(({ entity }) => entity !== USER_ENTITY))
  return known.statements.filter(
    ({ entity, value }) => entities.has(entity) || names.some(name => isNamed(name, value, plain(value))),
  )
}

/**
 * The entities of whose details and facts nothing is left, and of which something goes: a name alone tells nothing but
 * that it was told. The user stays.
 */
export function bareEntities(
  known: Known,
  goingFacts: readonly Fact[],
  going: readonly Statement[],
): ReadonlySet<EntityId> {
  const same = sameEntities(known.statements)
  const one = (id: EntityId) => same.get(id) ?? id
  const goes = new Set<Statement>(going)
  const isGone = new Set(goingFacts)
  const stay = known.facts.filter(fact => !isGone.has(fact))
  const texts = textsOf(stay.map(({ text }) => text))
  const about = new Set(stay.map(({ subject }) => one(subject)))
  const messages = new Set(goingFacts.flatMap(({ sources }) => sources))
  const touched = new Set(goingFacts.map(({ subject }) => one(subject)))
  const groups = Map.groupBy(known.statements, ({ entity }) => one(entity))
  const bare = [...groups].filter(([id, statements]) => {
    const isTouched =
      touched.has(id) || statements.some(said => goes.has(said) || said.sources.some(source => messages.has(source)))
    if (id === one(USER_ENTITY) || !isTouched || about.has(id)) return false
    if (statements.some(said => !goes.has(said) && !isIdentity(said))) return false
    return namesAmong(statements).every(name => texts.naming(name).length === 0)
  })
  return new Set(bare.flatMap(([, statements]) => statements.map(({ entity }) => entity)))
}

/** What says who somebody is, and nothing more of them. */
function isIdentity({ field }: Pick<Statement, 'field'>): boolean {
  return !field.startsWith('attr:')
}

/** Whether a fact says what a statement does, going by its facet: the same value, or a later one of a facet that has only one. */
export function isOfFacet(fact: Fact, statement: Statement): boolean {
  const facet = facetOf(statement)
  if (fact.facet === undefined || fact.facet !== facet) return false
  return tells(fact, statement) || (valuedFacet(fact) === facet && statement.saidAt <= fact.saidAt)
}

/** Whether a statement's value stands in what a fact says. */
function tells(fact: Fact, { value }: Statement): boolean {
  const wanted = plain(value)
  return standsIn(wanted, plain(fact.text)) || standsIn(wanted, plain(fact.quote))
}

function facetOf({ field }: Pick<Statement, 'field'>): string | undefined {
  return field.startsWith('attr:') ? field.split(':')[1] : field
}
