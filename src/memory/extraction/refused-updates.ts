import { createDoubt } from '../knowledge/doubts.ts'
import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { normalizeFacet, singleValuedFacetOf } from '../knowledge/facets.ts'
import { currentFacts } from '../knowledge/facts.ts'
import type { ExtractedFact } from '../ports/extraction-model.ts'
import { toSingleLine } from '../text/normalize.ts'
import type { Fact, Statement } from '../types.ts'
import { checkQuote } from './check-fact.ts'
import type { EntityResolver } from './entity-resolver.ts'
import type { Evidence, ExtractionContext } from './evidence.ts'
import type { RejectionReason } from './rejections.ts'

/** Reasons that say nothing of whether the user told something new: only that it can't be kept as the model put it. */
const REASONS_OF_UPDATES: ReadonlySet<RejectionReason> = new Set([
  'name',
  'number',
  'secret',
  'sensitive',
  'botWords',
  'text',
  'kind',
  'tooMany',
])

interface RefusedUpdateDependencies {
  readonly context: ExtractionContext
  readonly evidence: Evidence
  readonly entities: EntityResolver
}

/**
 * The doubts that a refused fact casts: on the known facts that it would have taken the place of, by the model's word or
 * as they tell the one value that it tells. Something was said of them, and what they say may be no longer true.
 */
export function doubtsOfRefused(
  extracted: ExtractedFact,
  reason: RejectionReason,
  { context, evidence, entities }: RefusedUpdateDependencies,
): readonly Statement[] {
  const source = evidence.get(extracted.turn)
  if (source === undefined || !REASONS_OF_UPDATES.has(reason)) return []
  if (checkQuote(toSingleLine(extracted.quote), source) !== undefined) return []
  const { id, scope, saidAt } = source.turn
  const current = currentFacts(context.known)
  const named = extracted.replaces.map(number => context.facts[number - 1])
  return current
    .filter(
      fact => fact.saidAt < saidAt && (named.includes(fact) || tellsSameValue(fact, extracted, { context, entities })),
    )
    .map(fact => createDoubt(fact, { scope, saidAt, sources: [id] }))
}

function tellsSameValue(
  fact: Fact,
  extracted: ExtractedFact,
  { context, entities }: Pick<RefusedUpdateDependencies, 'context' | 'entities'>,
): boolean {
  const facet = normalizeFacet(extracted.facet)
  const { kind, subject } = extracted
  const single = facet === undefined ? undefined : singleValuedFacetOf({ facet, kind })
  if (single === undefined || singleValuedFacetOf(fact) !== single || !entities.has(subject)) return false
  const canonical = canonicalEntityIds(context.known.statements)
  const meant = entities.idOf({ name: toSingleLine(subject), aliases: [] })
  return (canonical.get(fact.subject) ?? fact.subject) === (canonical.get(meant) ?? meant)
}
