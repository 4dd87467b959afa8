import type { Holdings } from '../own-memory.ts'
import { nameOf } from '../turn-names.ts'
import type { ChannelId, TurnName } from '../types.ts'
import { type Going, linkedTo } from './going.ts'

/** A question with its answer and what was learned from it, or an answer alone: as when its message is deleted. */
export function goingTurn(holdings: Holdings, channel: ChannelId, turn: TurnName): Going {
  const { known } = holdings
  const id = turn.slice(2)
  const isQuestion = turn.startsWith('q:')
  const restsOnIt = ({ sources }: { readonly sources: readonly string[] }) => isQuestion && sources.includes(id)
  const names = new Set<TurnName>(isQuestion ? [turn, `a:${id}`] : [turn])
  const held = holdings.conversations.find(conversation => conversation.channel === channel)
  return {
    ...linkedTo(known, known.facts.filter(restsOnIt), known.statements.filter(restsOnIt)),
    turns: (held?.turns ?? []).map(nameOf).flatMap(name => (names.has(name) ? [{ channel, turn: name }] : [])),
    segments: (held?.segments ?? [])
      .filter(({ covers }) => covers.some(name => names.has(name)))
      .map(segment => ({ channel, id: segment.id })),
    unquoted: [],
    withoutNear: [],
    channels: new Set(),
  }
}

/** A piece of a summary. */
export function goingSegment({ conversations }: Holdings, channel: ChannelId, id: string): Going {
  const held = conversations.find(conversation => conversation.channel === channel)
  const segments = (held?.segments ?? []).filter(segment => segment.id === id).map(() => ({ channel, id }))
  return { facts: [], statements: [], turns: [], segments, unquoted: [], withoutNear: [], channels: new Set() }
}
