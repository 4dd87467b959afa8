import type { Entity } from '../knowledge/entities.ts'
import type { Overview, PendingChoice, UserMemoryStore } from '../ports/user-memory-store.ts'
import type { Conversation, Fact } from '../types.ts'
import type { RecallDependencies } from './recall.ts'
import { entitiesAbout, searchFacts } from './search.ts'

/** As many as one menu holds: https://docs.discord.com/developers/components/reference#string-select */
export const MAX_CANDIDATES = 25
/** Places that entities may take where many facts are found as well. */
const MAX_ENTITIES = 8
/** Facts that stand behind *Look further*, the nearest first: four menus of them. */
const MAX_FURTHER = 100

/** What can be chosen to be forgotten. */
export interface ForgetCandidates {
  /** About what was asked for, best first: as many as one menu takes. */
  readonly facts: readonly Fact[]
  readonly entities: readonly Entity[]
  /** What has no room there, and what may be about it all the same. */
  readonly further: readonly Fact[]
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
  const { matches, others } = await searchFacts(about, overview, recall)
  const entities = entitiesAbout(about, overview.known)
  return { overview, candidates: limitCandidates({ facts: matches, entities, further: others }) }
}

/** What can be chosen, by ids alone. */
export function choiceOfCandidates({ facts, entities, further }: ForgetCandidates): ForgetChoice {
  return {
    kind: 'choose',
    facts: facts.map(({ id }) => id),
    entities: entities.flatMap(({ ids }) => ids.slice(0, 1)),
    ...(further.length > 0 && { further: further.map(({ id }) => id) }),
  }
}

/** As many as can be offered at once; what is left stands before what is further away. */
export function limitCandidates({ facts, entities, further }: ForgetCandidates): ForgetCandidates {
  const offered = entities.slice(0, Math.max(MAX_ENTITIES, MAX_CANDIDATES - facts.length))
  const room = MAX_CANDIDATES - offered.length
  return {
    entities: offered,
    facts: facts.slice(0, room),
    further: [...facts.slice(room), ...further].slice(0, MAX_FURTHER),
  }
}
