import { entitiesAbout, search } from '../../../memory/own/searching.ts'
import type { Offer, Overview, OwnMemory } from '../../../memory/own-memory.ts'
import type { RecallMeans } from '../../../memory/recall.ts'
import type { Conversation } from '../../../memory/types.ts'
import { type Candidates, menuOf } from './chooser.ts'

const MOST_FOUND = 25

export interface FindParts {
  readonly own: Pick<OwnMemory, 'overview' | 'offer'>
  readonly means: RecallMeans
}

/** What some words are about, kept to be chosen from. */
export interface Found extends Candidates {
  readonly offer: string
  readonly overview: Overview
}

/** Looks for what some words are about, in all that is known of the user, and keeps it to be chosen from. */
export async function found(about: string, conversation: Conversation, parts: FindParts): Promise<Found> {
  const there = await lookedFor(about, conversation, parts)
  return { ...there, offer: await parts.own.offer(conversation.user, choiceOf(there)) }
}

/** Looks for what some words are about, in all that is known of the user. */
export async function lookedFor(
  about: string,
  { user, channel }: Conversation,
  { own, means }: Pick<FindParts, 'means'> & { readonly own: Pick<OwnMemory, 'overview'> },
): Promise<Omit<Found, 'offer'>> {
  const overview = await own.overview({ user, channel })
  const candidates = menuOf({
    facts: await search(about, overview, means, MOST_FOUND),
    entities: entitiesAbout(about, overview.known),
  })
  return { ...candidates, overview }
}

/** What can be chosen, by ids alone. */
export function choiceOf({ facts, entities }: Candidates): Extract<Offer, { kind: 'choose' }> {
  return {
    kind: 'choose',
    facts: facts.map(({ id }) => id),
    entities: entities.flatMap(({ ids }) => ids.slice(0, 1)),
  }
}
