import { timeOf } from '../id-times.ts'
import type { Holdings } from '../own-memory.ts'
import { plain } from '../plain.ts'
import { sameEntities } from '../same-entities.ts'
import { nameOf } from '../turn-names.ts'
import {
  type ChannelId,
  type EntityId,
  type Fact,
  type FactId,
  type Known,
  type Statement,
  USER_ENTITY,
} from '../types.ts'
import { withAllTheySay, withTwins } from './going-facts.ts'
import { bareEntities, statementsOfEntities, statementsOfFacts } from './going-statements.ts'
import { type GoingSaid, whatTells } from './going-turns.ts'
import { isNamed, type Name, namesAmong } from './names.ts'
import { type SaidThere, saidIn, saidInServer } from './said-there.ts'

/** All that goes with a wish. */
export interface Going extends SaidThere, GoingSaid {
  /** Conversations that go altogether. */
  readonly channels: ReadonlySet<ChannelId>
}

const NOTHING_SAID: GoingSaid = { turns: [], segments: [], unquoted: [], withoutNear: [] }

/** Facts and entities, with what would hold again or tell them still, wherever it stands. */
export function goingThings(holdings: Holdings, wanted: readonly FactId[], entities: readonly EntityId[]): Going {
  const { known } = holdings
  const ids = withSame(known, entities)
  const own = statementsOfEntities(known, ids)
  const names = namesAmong(own.filter(({ entity }) => ids.has(entity) && entity !== USER_ENTITY))
  const facts = withAllTheySay(known, [...factsNamed(known, wanted), ...factsAbout(known, ids, names)])
  const told = [...own, ...statementsOfFacts(known, facts)]
  const bare = bareEntities(known, facts, told)
  const going = new Set(told)
  const statements = known.statements.filter(said => going.has(said) || bare.has(said.entity))
  return { facts, statements, ...whatTells(holdings, { facts, statements, names }), channels: new Set() }
}

/** A conversation with all that was told in it, under whichever scope, and what tells it elsewhere. */
export function goingConversation(holdings: Holdings, channel: ChannelId): Going {
  const { known } = holdings
  const there = saidIn(holdings, channel)
  const facts = withTwins(known, there.facts)
  const going = new Set([...there.statements, ...statementsOfFacts(known, facts)])
  const statements = known.statements.filter(said => going.has(said))
  const said = whatTells(holdings, { facts, statements, names: [] })
  return { facts, statements, ...said, channels: new Set([channel]) }
}

/** A channel of a server that is gone: as if each message in it had been deleted. What the user said elsewhere stays. */
export function goingChannel(holdings: Holdings, channel: ChannelId): Going {
  const { facts, statements } = saidIn(holdings, channel)
  // It rests on no message there.
  const going = facts.filter(({ scope, asked }) => scope !== 'everywhere' || asked !== 'command')
  return { ...linkedTo(holdings.known, going, statements), ...NOTHING_SAID, channels: new Set([channel]) }
}

/** A server that the bot left: what was said there, and all of its scopes. */
export function goingServer(holdings: Holdings, guild: string): Going {
  const { facts, statements } = saidInServer(holdings, guild)
  const held = holdings.conversations.filter(conversation => conversation.guild === guild)
  const channels = new Set(held.map(({ channel }) => channel))
  return { ...linkedTo(holdings.known, facts, statements), ...NOTHING_SAID, channels }
}

/** What was said, answered, summed up or confirmed since a moment. */
export function goingSince({ known, conversations }: Holdings, at: number): Going {
  const facts = known.facts.filter(({ saidAt, confirmedAt = saidAt }) => Math.max(saidAt, confirmedAt) >= at)
  const statements = known.statements.filter(({ saidAt }) => saidAt >= at)
  const said = conversations.map(({ channel, turns, segments }) => {
    const questions = new Set(turns.filter(({ role, saidAt }) => role === 'user' && saidAt >= at).map(({ id }) => id))
    const inLog = turns.filter(({ id, saidAt }) => saidAt >= at || questions.has(id)).map(nameOf)
    // Those that have left it must not come back with an edit.
    const folded = segments.flatMap(({ covers }) => covers).filter(turn => timeOf(turn.slice(2)) >= at)
    const names = [...new Set([...folded, ...inLog])]
    const going = new Set(names)
    return {
      turns: names.map(turn => ({ channel, turn })),
      segments: segments
        .filter(({ to, covers }) => to >= at || covers.some(turn => going.has(turn)))
        .map(({ id }) => ({ channel, id })),
    }
  })
  return {
    ...linkedTo(known, facts, statements),
    turns: said.flatMap(({ turns }) => turns),
    segments: said.flatMap(({ segments }) => segments),
    unquoted: [],
    withoutNear: [],
    channels: new Set(),
  }
}

/** With the statements that were linked to the facts. */
export function linkedTo(known: Known, facts: readonly Fact[], statements: readonly Statement[]): SaidThere {
  const [ids, going] = [new Set(facts.map(({ id }) => id)), new Set(statements)]
  const all = known.statements.filter(said => going.has(said) || (said.fact !== undefined && ids.has(said.fact)))
  return { facts, statements: all }
}

/** All ids of what is counted as one with some entities. */
export function withSame({ statements }: Known, entities: readonly EntityId[]): ReadonlySet<EntityId> {
  const same = sameEntities(statements)
  const ones = new Set(entities.map(id => same.get(id) ?? id))
  return new Set([...entities, ...[...same].flatMap(([id, one]) => (ones.has(one) ? [id] : []))])
}

function factsNamed({ facts }: Known, wanted: readonly FactId[]): readonly Fact[] {
  const ids = new Set(wanted)
  return facts.filter(({ id }) => ids.has(id))
}

/** Facts about entities, or that name them; of the user only those that make their profile. */
function factsAbout({ facts, statements }: Known, ids: ReadonlySet<EntityId>, names: readonly Name[]): readonly Fact[] {
  const own = statements.filter(({ entity }) => entity === USER_ENTITY && ids.has(USER_ENTITY))
  const profile = new Set(own.map(({ fact }) => fact))
  return facts.filter(({ id, subject, text }) => {
    if (profile.has(id) || (subject !== USER_ENTITY && ids.has(subject))) return true
    const words = names.length === 0 ? '' : plain(text)
    return names.some(name => isNamed(name, text, words))
  })
}
