import type { Entity } from '../knowledge/entities.ts'
import type { Overview, PendingChoice, UserMemoryStore } from '../ports/user-memory-store.ts'
import type { Conversation, Fact } from '../types.ts'
import type { RecallDependencies } from './recall.ts'
import { entitiesAbout, searchFacts } from './search.ts'

/** As many as one menu holds: https://docs.discord.com/developers/components/reference#string-select */
const MAX_CANDIDATES = 25
/** Places that entities may take where many facts are found as well. */
const MAX_ENTITIES = 8

/** What can be chosen to be forgotten. */
export interface ForgetCandidates {
  /** Best first. */
  readonly facts: readonly Fact[]
  readonly entities: readonly Entity[]
}

export type ForgetChoice = Extract<PendingChoice, { kind: 'choose' }>

export interface CandidateSearchDependencies {
  readonly userMemory: Pick<UserMemoryStore, 'readOverview'>
  readonly recall: RecallDependencies
}

/** Looks for what some words are about, in all that is known of the user. */
export async function searchCandidates(
  about: string,
  { user, channel }: Conversation,
  { userMemory, recall }: CandidateSearchDependencies,
): Promise<{ readonly overview: Overview; readonly candidates: ForgetCandidates }> {
  const overview = await userMemory.readOverview({ user, channel })
  const facts = await searchFacts(about, overview, recall, MAX_CANDIDATES)
  return { overview, candidates: limitCandidates({ facts, entities: entitiesAbout(about, overview.known) }) }
}

/** What can be chosen, by ids alone. */
export function choiceOfCandidates({ facts, entities }: ForgetCandidates): ForgetChoice {
  return {
    kind: 'choose',
    facts: facts.map(({ id }) => id),
    entities: entities.flatMap(({ ids }) => ids.slice(0, 1)),
  }
}

/** As many as can be offered at once. */
export function limitCandidates({ facts, entities }: ForgetCandidates): ForgetCandidates {
  const offered = entities.slice(0, Math.max(MAX_ENTITIES, MAX_CANDIDATES - facts.length))
  return { entities: offered, facts: facts.slice(0, MAX_CANDIDATES - offered.length) }
}
