import type { Forgetting, HeldConversation, Holdings } from '../own-memory.ts'
import { wordsOf } from '../recalling/words.ts'
import { nameOf } from '../turn-names.ts'
import type { Fact, FactId, MessageId, Statement, Turn, TurnName } from '../types.ts'
import { wordsOfFact } from './clues.ts'
import { textsOf } from './mentions.ts'
import type { Name } from './names.ts'

/** What goes that is to be looked for in what was said. */
export interface Sought {
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
  /** Of people and things that go. */
  readonly names: readonly Name[]
}

export type GoingSaid = Pick<Forgetting, 'turns' | 'segments' | 'unquoted' | 'withoutNear'>

/**
 * What tells what goes: the questions it rests on, with their answers; every turn that says it or names who goes, and
 * the answers that it went into, where they hold a word of it; the segments that cover one of these or say it; and of facts that stay the
 * quotes, and the words around them, that say it.
 */
export function whatTells({ conversations, known, traces }: Holdings, sought: Sought): GoingSaid {
  const sources = new Set([...sought.facts, ...sought.statements].flatMap(({ sources }) => sources))
  const drawsOn = drawingOn(sought.facts, traces)
  const said = conversations.flatMap(conversation => conversation.turns.map(turn => ({ conversation, turn })))
  const saysIt = placesOf(
    said.map(({ turn }) => turn.text),
    sought,
  )

  const questions = new Set<MessageId>(sources)
  for (const [at, { turn }] of said.entries()) if (turn.role === 'user' && saysIt.has(at)) questions.add(turn.id)
  const turns = said.filter(
    ({ turn }, at) => questions.has(turn.id) || saysIt.has(at) || (turn.role === 'assistant' && drawsOn(turn)),
  )
  const named = turns.map(({ conversation, turn }) => ({ channel: conversation.channel, turn: nameOf(turn) }))
  return {
    turns: named,
    segments: segmentsOf(conversations, new Set([...named.map(({ turn }) => turn), ...bothOf(sources)]), sought),
    unquoted: sayingIn(known.facts, ({ quote }) => quote, sought),
    withoutNear: sayingIn(known.facts, ({ near }) => near, sought),
  }
}

/** Every fact may have stood in the prompt, and the answer tell of one: it goes with those of which it holds a word. */
function drawingOn(facts: readonly Fact[], traces: Holdings['traces']): (answer: Turn) => boolean {
  const words = new Map(facts.map(fact => [fact.id, wordsOfFact(fact)]))
  return ({ id, text }) => {
    const drawn = (traces.get(id)?.facts ?? []).flatMap(fact => words.get(fact) ?? [])
    return drawn.length > 0 && wordsOf(text).some(word => drawn.some(ofFact => ofFact.has(word)))
  }
}

function segmentsOf(
  conversations: readonly HeldConversation[],
  turns: ReadonlySet<TurnName>,
  sought: Sought,
): Forgetting['segments'] {
  const told = conversations.flatMap(({ channel, segments }) => segments.map(segment => ({ channel, segment })))
  const saysIt = placesOf(
    told.map(({ segment }) => segment.text),
    sought,
  )
  return told.flatMap(({ channel, segment }, at) =>
    saysIt.has(at) || segment.covers.some(turn => turns.has(turn)) ? [{ channel, id: segment.id }] : [],
  )
}

/** The facts that stay of which one part says what goes. */
function sayingIn(facts: readonly Fact[], part: (fact: Fact) => string, sought: Sought): readonly FactId[] {
  const isGoing = new Set(sought.facts)
  const stay = facts.filter(fact => !isGoing.has(fact) && part(fact) !== '')
  const saysIt = placesOf(stay.map(part), sought)
  return stay.filter((_, at) => saysIt.has(at)).map(({ id }) => id)
}

function placesOf(texts: readonly string[], { facts, names }: Sought): ReadonlySet<number> {
  const prepared = textsOf(texts)
  return new Set([...facts.flatMap(prepared.mentioning), ...names.flatMap(prepared.naming)])
}

/** A question with its answer. */
function bothOf(ids: Iterable<MessageId>): readonly TurnName[] {
  return [...ids].flatMap(id => [`q:${id}`, `a:${id}`] as const)
}
