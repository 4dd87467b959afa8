import type { Extraction } from '../ports/extraction-model.ts'
import type { Fact, FactId, Statement } from '../types.ts'
import { type Claim, consolidateFacts } from './consolidate.ts'
import type { Confirmation } from './deduplicate.ts'
import { createEntityResolver } from './entity-resolver.ts'
import { checkEntity, linkStatementsToFacts } from './entity-statements.ts'
import { type ExtractionContext, gatherEvidence } from './evidence.ts'
import { createRejectionTally, type FactOutcome, type RejectionReason, type RejectionTally } from './rejections.ts'

/** What of an extraction is to be kept, and how often the rest was rejected, by reason. */
export interface VerifiedExtraction {
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  readonly statements: readonly Statement[]
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>
  /** What became of each fact that was looked at, in the order of the extraction. */
  readonly outcomes: readonly FactOutcome[]
  /** What the model said of each new fact beside what is kept of it. */
  readonly claims: ReadonlyMap<FactId, Claim>
}

/** What is looked at of one extraction: a model that says more is not telling what a few turns said. */
const MAX_EXTRACTED_FACTS = 80
const MAX_EXTRACTED_ENTITIES = 40

/**
 * Keeps of an extraction what the user's own words bear out. Each fact and each value of an entity has to stand the checks
 * (check-fact.ts, entity-statements.ts), is set beside what is known (consolidate.ts), and rests on the messages that bear
 * it out. The same extraction in the same context gives the same result, but for new ids.
 */
export function verifyExtraction(extraction: Extraction, context: ExtractionContext): VerifiedExtraction {
  const tally = createRejectionTally()
  const evidence = gatherEvidence(context)
  const entities = createEntityResolver(context.known, context.newId)
  const ofEntities = takeFirst(extraction.entities, MAX_EXTRACTED_ENTITIES, tally).flatMap(entity =>
    checkEntity(entity, evidence, entities, tally),
  )
  const extracted = takeFirst(extraction.facts, MAX_EXTRACTED_FACTS, tally)
  const { facts, confirmed, statedFacts, statements, outcomes, claims, doubts } = consolidateFacts(extracted, {
    context,
    evidence,
    entities,
    tally,
  })
  const linked = linkStatementsToFacts([...ofEntities, ...statements], statedFacts, context.known, tally)
  return { facts, confirmed, statements: [...linked, ...doubts], rejected: tally.counts, outcomes, claims }
}

function takeFirst<Item>(items: readonly Item[], most: number, tally: RejectionTally): readonly Item[] {
  tally.add('tooMany', items.length - most)
  return items.slice(0, most)
}
