import { normalFacet } from '../facets.ts'
import type { StudiedFact } from '../memory-model.ts'
import { nearOf } from '../near.ts'
import type { EntityId, Fact } from '../types.ts'
import type { Believed } from './checks.ts'
import type { Shown } from './sift.ts'

/** A believed fact as it is to be kept, under the scope of the turn that says it. */
export function draftOf(studied: StudiedFact, belief: Believed, subject: EntityId, shown: Shown): Fact {
  const { source, sources, text, quote, eventAt } = belief
  const { channel, guild } = shown.conversation
  const { scope, saidAt } = source.turn
  const facet = normalFacet(studied.facet)
  const at = shown.turns.findIndex(({ number }) => number === studied.turn)
  return {
    id: shown.newId(),
    text,
    quote,
    kind: studied.kind,
    subject,
    ...(facet !== undefined && { facet }),
    scope,
    saidAt,
    ...(eventAt !== undefined && { eventAt }),
    replaces: [],
    sources,
    channel,
    ...(guild !== undefined && { guild }),
    confirmations: 0,
    near: nearOf(shown.turns[at - 1]?.turn, shown.turns[at + 1]?.turn),
  }
}
