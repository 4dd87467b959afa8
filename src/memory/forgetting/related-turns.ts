import type { DeletionPlan, StoredConversation, UserData } from '../ports/user-memory-store.ts'
import { wordsOf } from '../text/words.ts'
import { turnNameOf } from '../turns.ts'
import type { Fact, FactId, MessageId, Statement, Turn, TurnName } from '../types.ts'
import type { EntityName } from './mentions.ts'
import { createMentionIndex, recognizableWords } from './mentions.ts'

/** What goes that is to be looked for in what was said. */
export interface DeletedThings {
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
  /** Of people and things that go. */
  readonly names: readonly EntityName[]
}

export type RelatedTurns = Pick<DeletionPlan, 'turns' | 'segments' | 'unquoted' | 'withoutNear'>

/**
 * What tells what goes: the questions it rests on, with their answers; every turn that says it or names who goes, and
 * the answers that it went into, where they hold a word of it; the summaries that cover one of these or say it; and of facts that stay the
 * quotes, and the words around them, that say it.
 */
export function findRelatedTurns({ conversations, known, traces }: UserData, deleted: DeletedThings): RelatedTurns {
  const sources = new Set([...deleted.facts, ...deleted.statements].flatMap(({ sources }) => sources))
  const drawsOn = createDrawsOnCheck(deleted.facts, traces)
  const statement = conversations.flatMap(conversation => conversation.turns.map(turn => ({ conversation, turn })))
  const saysIt = matchingTexts(
    statement.map(({ turn }) => turn.text),
    deleted,
  )

  const questions = new Set<MessageId>(sources)
  for (const [at, { turn }] of statement.entries()) if (turn.role === 'user' && saysIt.has(at)) questions.add(turn.id)
  const turns = statement.filter(
    ({ turn }, at) => questions.has(turn.id) || saysIt.has(at) || (turn.role === 'assistant' && drawsOn(turn)),
  )
  const named = turns.map(({ conversation, turn }) => ({ channel: conversation.channel, turn: turnNameOf(turn) }))
  return {
    turns: named,
    segments: relatedSummaries(
      conversations,
      new Set([...named.map(({ turn }) => turn), ...questionAndAnswerNames(sources)]),
      deleted,
    ),
    unquoted: [
      ...new Set([
        ...factsMentioningDeleted(known.facts, ({ quote }) => quote, deleted),
        ...factsMentioningDeleted(known.facts, ({ dateWords = '' }) => dateWords, deleted),
      ]),
    ],
    withoutNear: factsMentioningDeleted(known.facts, ({ near }) => near, deleted),
  }
}

/** Every fact may have stood in the prompt, and the answer tell of one: it goes with those of which it holds a word. */
function createDrawsOnCheck(facts: readonly Fact[], traces: UserData['traces']): (answer: Turn) => boolean {
  const words = new Map(facts.map(fact => [fact.id, recognizableWords(fact)]))
  return ({ id, text }) => {
    const drawn = (traces.get(id)?.facts ?? []).flatMap(fact => words.get(fact) ?? [])
    return drawn.length > 0 && wordsOf(text).some(word => drawn.some(ofFact => ofFact.has(word)))
  }
}

function relatedSummaries(
  conversations: readonly StoredConversation[],
  turns: ReadonlySet<TurnName>,
  deleted: DeletedThings,
): DeletionPlan['segments'] {
  const told = conversations.flatMap(({ channel, segments }) => segments.map(segment => ({ channel, segment })))
  const saysIt = matchingTexts(
    told.map(({ segment }) => segment.text),
    deleted,
  )
  return told.flatMap(({ channel, segment }, at) =>
    saysIt.has(at) || segment.covers.some(turn => turns.has(turn)) ? [{ channel, id: segment.id }] : [],
  )
}

/** The facts that stay of which one part says what goes. */
function factsMentioningDeleted(
  facts: readonly Fact[],
  part: (fact: Fact) => string,
  deleted: DeletedThings,
): readonly FactId[] {
  const isGoing = new Set(deleted.facts)
  const stay = facts.filter(fact => !isGoing.has(fact) && part(fact) !== '')
  const saysIt = matchingTexts(stay.map(part), deleted)
  return stay.filter((_, at) => saysIt.has(at)).map(({ id }) => id)
}

function matchingTexts(texts: readonly string[], { facts, names }: DeletedThings): ReadonlySet<number> {
  const prepared = createMentionIndex(texts)
  return new Set([...facts.flatMap(prepared.findMentions), ...names.flatMap(prepared.findNamings)])
}

/** A question with its answer. */
function questionAndAnswerNames(ids: Iterable<MessageId>): readonly TurnName[] {
  return [...ids].flatMap(id => [`q:${id}`, `a:${id}`] as const)
}
