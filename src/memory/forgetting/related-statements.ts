import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { singleValuedFacetOf } from '../knowledge/facets.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { type EntityId, type Fact, type FactId, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { containsName, createMentionIndex, entityNames } from './mentions.ts'

/**
 * The statements that say what facts say: linked to them, of the same facet and value, or told in the same message. Where
 * only one value can hold, with the values before: they would hold again. An earlier value that a fact tells goes with that
 * fact alone: what the user said elsewhere stays.
 */
export function statementsOfFacts(known: Knowledge, going: readonly Fact[]): readonly Statement[] {
  if (going.length === 0) return []
  const same = canonicalEntityIds(known.statements)
  const ids = new Set<FactId>(going.map(({ id }) => id))
  const staying = new Set(known.facts.filter(({ id }) => !ids.has(id)).map(({ id }) => id))
  const bySubject = Map.groupBy(going, ({ subject }) => same.get(subject) ?? subject)
  const bySource = new Map<string, Fact[]>()
  for (const fact of going) {
    for (const source of fact.sources) bySource.set(source, [...(bySource.get(source) ?? []), fact])
  }
  return known.statements.filter(statement => {
    const { entity, fact, sources, value } = statement
    if (fact !== undefined && ids.has(fact)) return true
    const ofSubject = bySubject.get(same.get(entity) ?? entity) ?? []
    const states = fact !== undefined && staying.has(fact) ? repeatsStatement : statesSameFacet
    if (ofSubject.some(about => states(about, statement))) return true
    if (isIdentityStatement(statement)) return false
    return sources.some(source =>
      bySource.get(source)?.some(({ text }) => occursIn(normalizeText(value), normalizeText(text))),
    )
  })
}

/** The statements of entities by any of their ids, and those of others that name them. */
export function statementsOfEntities(known: Knowledge, entities: ReadonlySet<EntityId>): readonly Statement[] {
  const own = known.statements.filter(({ entity }) => entities.has(entity))
  const names = entityNames(own.filter(({ entity }) => entity !== USER_ENTITY))
  return known.statements.filter(
    ({ entity, value }) => entities.has(entity) || names.some(name => containsName(name, value, normalizeText(value))),
  )
}

/**
 * The entities of whose details and facts nothing is left, and of which something goes: a name alone tells nothing but
 * that it was told. The user stays.
 */
export function emptiedEntities(
  known: Knowledge,
  goingFacts: readonly Fact[],
  going: readonly Statement[],
): ReadonlySet<EntityId> {
  const same = canonicalEntityIds(known.statements)
  const one = (id: EntityId) => same.get(id) ?? id
  const goes = new Set<Statement>(going)
  const isGone = new Set(goingFacts)
  const stay = known.facts.filter(fact => !isGone.has(fact))
  const texts = createMentionIndex(stay.map(({ text }) => text))
  const about = new Set(stay.map(({ subject }) => one(subject)))
  const messages = new Set(goingFacts.flatMap(({ sources }) => sources))
  const touched = new Set(goingFacts.map(({ subject }) => one(subject)))
  const groups = Map.groupBy(known.statements, ({ entity }) => one(entity))
  const bare = [...groups].filter(([id, statements]) => {
    const isTouched =
      touched.has(id) || statements.some(said => goes.has(said) || said.sources.some(source => messages.has(source)))
    if (id === one(USER_ENTITY) || !isTouched || about.has(id)) return false
    if (statements.some(said => !goes.has(said) && !isIdentityStatement(said))) return false
    return entityNames(statements).every(name => texts.findNamings(name).length === 0)
  })
  return new Set(bare.flatMap(([, statements]) => statements.map(({ entity }) => entity)))
}

/** What says who somebody is, and nothing more of them. */
function isIdentityStatement({ field }: Pick<Statement, 'field'>): boolean {
  return !field.startsWith('attr:')
}

/** Whether a fact says what a statement does, going by its facet: the same value, or a later one of a facet that has only one. */
export function statesSameFacet(fact: Fact, statement: Statement): boolean {
  const isEarlierValue = singleValuedFacetOf(fact) === facetOfStatement(statement) && statement.saidAt <= fact.saidAt
  return isEarlierValue || repeatsStatement(fact, statement)
}

function repeatsStatement(fact: Fact, statement: Statement): boolean {
  return fact.facet !== undefined && fact.facet === facetOfStatement(statement) && mentionsValue(fact, statement)
}

/** Whether a statement's value stands in what a fact says. */
function mentionsValue(fact: Fact, { value }: Statement): boolean {
  const wanted = normalizeText(value)
  return occursIn(wanted, normalizeText(fact.text)) || occursIn(wanted, normalizeText(fact.quote))
}

function facetOfStatement({ field }: Pick<Statement, 'field'>): string | undefined {
  return field.startsWith('attr:') ? field.split(':')[1] : field
}
