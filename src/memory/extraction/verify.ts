import type { Extraction } from '../ports/extraction-model.ts'
import type { Fact, Statement } from '../types.ts'
import { consolidateFacts } from './consolidate.ts'
import type { Confirmation } from './deduplicate.ts'
import { createEntityResolver } from './entity-resolver.ts'
import { checkEntity, linkStatementsToFacts } from './entity-statements.ts'
import { type ExtractionContext, gatherEvidence } from './evidence.ts'

/** What is left of a study: what is to be kept, and how often the rest was refused, by reason. */
export interface VerifiedExtraction {
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmation[]
  readonly statements: readonly Statement[]
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>
}

/** What is looked at of one study: a model that says more is not telling what a few turns said. */
const MAX_EXTRACTED_FACTS = 80
const MAX_EXTRACTED_ENTITIES = 40

/**
 * Believes of a study what the user's own words bear out. Each fact and each value of an entity has to stand the checks
 * (checks.ts), is settled with what is known (settled-facts.ts), and rests on the messages that bear it out.
 * The same study and the same things shown give the same result, but for new ids.
 */
export function verifyExtraction(study: Extraction, shown: ExtractionContext): VerifiedExtraction {
  const tally = createRejectionTally()
  const ground = gatherEvidence(shown)
  const cast = createEntityResolver(shown.known, shown.newId)
  const told = takeFirst(study.entities, MAX_EXTRACTED_ENTITIES, tally).flatMap(entity =>
    checkEntity(entity, ground, cast, tally),
  )
  const settled = consolidateFacts(takeFirst(study.facts, MAX_EXTRACTED_FACTS, tally), { shown, ground, cast, tally })
  const statements = linkStatementsToFacts([...told, ...settled.statements], settled.statedFacts, shown.known, tally)
  return { facts: settled.facts, confirmed: settled.confirmed, statements, rejected: tally.counts }
}

function takeFirst<Item>(items: readonly Item[], most: number, tally: RejectionTally): readonly Item[] {
  tally.add('tooMany', items.length - most)
  return items.slice(0, most)
}

/** Why something the model said is not kept, or not as it was said: codes for counting, never a text. */
export type RejectionReason =
  | 'turn' // not a turn of the user's that was to be learned from
  | 'quote' // nothing, or not what the user wrote there
  | 'name' // of somebody or something the user did not name
  | 'number'
  | 'secret'
  | 'sensitive'
  | 'instruction' // tells the bot, or everyone, what to do
  | 'botWords' // rests on what the bot said
  | 'text' // empty, or too long
  | 'kind'
  | 'tooMany'
  | 'replaces' // an edge to a fact that was not shown, or is about somebody else: the fact is kept without it
  | 'dateMended' // the fact is kept with the date that the user's own words give
  | 'dateDropped' // the fact is kept without a date

/** Counts refusals by reason. */
export interface RejectionTally {
  readonly counts: Partial<Record<RejectionReason, number>>
  add(reason: RejectionReason, count?: number): void
}

function createRejectionTally(): RejectionTally {
  const counts: Partial<Record<RejectionReason, number>> = {}
  return {
    counts,
    add(reason, count = 1) {
      if (count > 0) counts[reason] = (counts[reason] ?? 0) + count
    },
  }
}
