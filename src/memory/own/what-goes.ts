import { type Entity, entitiesOf } from '../entities.ts'
import type { Forgetting, Holdings, Shown, Wish } from '../own-memory.ts'
import { nameOf } from '../turn-names.ts'
import type { EntityId, Fact, Statement } from '../types.ts'
import { type Going, goingChannel, goingConversation, goingServer, goingSince, goingThings } from './going.ts'
import { goingSegment, goingTurn } from './going-alone.ts'
import { withShown } from './shown.ts'

/** What goes with a wish: exact names, and what to show of it before. */
export interface WhatGoes {
  readonly forgetting: Forgetting
  /** Oldest first. */
  readonly facts: readonly Fact[]
  /** Of which nothing is left. */
  readonly entities: readonly Entity[]
  /** Of the user, and of entities that stay. */
  readonly statements: readonly Statement[]
  /** In all conversations, those among them that go altogether. */
  readonly turns: number
  readonly segments: number
  readonly isEmpty: boolean
}

/**
 * What goes with a wish: itself, and what would tell it still. The same for the same holdings, in their order.
 * What the user wants forgotten goes wherever it stands. What was deleted or left on Discord goes as its messages do, and
 * what was said since a moment from then on: what they said elsewhere, or before, stays. With what was shown of it before,
 * if it was, as far as that is still there.
 */
export function whatGoes(holdings: Holdings, wish: Wish, shown?: Shown): WhatGoes {
  const going = goingWith(holdings, wish)
  return summedUp(holdings, shown === undefined ? going : withShown(holdings, going, shown))
}

function goingWith(holdings: Holdings, wish: Wish): Going {
  switch (wish.kind) {
    case 'things':
      return goingThings(holdings, wish.facts, wish.entities)
    case 'conversation':
      return goingConversation(holdings, wish.channel)
    case 'place':
      return wish.channel === undefined ? goingServer(holdings, wish.guild) : goingChannel(holdings, wish.channel)
    case 'since':
      return goingSince(holdings, wish.at)
    case 'turn':
      return goingTurn(holdings, wish.channel, wish.turn)
    case 'segment':
      return goingSegment(holdings, wish.channel, wish.id)
  }
}

function summedUp({ known, conversations }: Holdings, going: Going): WhatGoes {
  const { channels, facts, statements, unquoted, withoutNear } = going
  const altogether = conversations.filter(({ channel }) => channels.has(channel))
  const turns = going.turns.filter(({ channel }) => !channels.has(channel))
  const segments = going.segments.filter(({ channel }) => !channels.has(channel))
  const held = new Set(conversations.flatMap(({ channel, turns }) => turns.map(turn => `${channel} ${nameOf(turn)}`)))
  const whole = goneWhole(known.statements, statements)
  const entities = entitiesOf(known).filter(({ ids, isUser }) => !isUser && ids.every(id => whole.has(id)))
  const shown = new Set(entities.flatMap(({ ids }) => ids))
  return {
    forgetting: {
      facts: facts.map(({ id }) => id),
      statements: statements.map(({ entity, field, scope }) => ({ entity, field, scope })),
      unquoted,
      withoutNear,
      turns,
      segments,
      conversations: [...channels],
    },
    facts,
    entities,
    statements: statements.filter(({ entity }) => !shown.has(entity)),
    turns:
      turns.filter(({ channel, turn }) => held.has(`${channel} ${turn}`)).length +
      altogether.reduce((sum, conversation) => sum + conversation.turns.length, 0),
    segments: segments.length + altogether.reduce((sum, conversation) => sum + conversation.segments.length, 0),
    isEmpty: [facts, statements, turns, segments, altogether].every(list => list.length === 0),
  }
}

/** The ids of entities of which everything goes. */
function goneWhole(all: readonly Statement[], going: readonly Statement[]): ReadonlySet<EntityId> {
  const goes = new Set(going)
  const left = new Set(all.filter(statement => !goes.has(statement)).map(({ entity }) => entity))
  return new Set(all.map(({ entity }) => entity)).difference(left)
}
