import {
  MAX_RESTORED_MESSAGES,
  MAX_RESTORED_TURNS,
  type StoredConversation,
} from '../../../memory/ports/user-memory-store.ts'
import { snowflakeTime, turnNameOf } from '../../../memory/turns.ts'
import type { AnswerTurn, MessageId, Turn, TurnName } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { summaryJson } from '../../records/facts.ts'
import { scopeSchema, turnNameSchema } from '../../records/turns.ts'
import { FutureMessageError, TooLargeError } from './options.ts'

/** Discord's clock can be ahead of ours: as in lua/owning.lua. */
const AHEAD_MS = 60_000

/** Whose the messages of a conversation are, as far as that is known. */
export interface MessageOwners {
  /** The user's own, by their ids: of which question of this conversation each is, or '' if of none. */
  readonly own: ReadonlyMap<MessageId, MessageId>
  readonly others: ReadonlySet<MessageId>
}

/** Throws TooMuch, NotYetSaid or BadId: a cursor or a turn from the future would have all that is said until then come late. */
export function assertRestorable(held: StoredConversation): void {
  if (held.turns.length > MAX_RESTORED_TURNS) {
    throw new TooLargeError('A conversation holds more turns than may be put back.', { turns: held.turns.length })
  }
  const size = messageIdsOf(held).length
  if (size > MAX_RESTORED_MESSAGES) throw new TooLargeError('A conversation names too many messages.', { size })
  const cursors = [held.learnedTo, held.summarizedTo].filter(name => name !== undefined)
  const named = [...cursors, ...held.segments.flatMap(({ covers }) => covers)].map(name =>
    assertSnowflake(name.slice(2)),
  )
  for (const { messages } of held.turns.filter(isAnswer)) for (const id of messages) assertSnowflake(id)
  const latest = Date.now() + AHEAD_MS
  for (const id of [...named, ...held.turns.map(turn => assertSnowflake(turn.id))]) {
    if (snowflakeTime(id) > latest) throw new FutureMessageError('A conversation names messages of the future.')
  }
}

/** The messages that show the turns of a conversation, and those of its summary, as far as they are known. */
export function messageIdsOf({ turns, segments }: StoredConversation): readonly MessageId[] {
  const folded = segments.flatMap(({ covers }) => covers.filter(isQuestionName).map(turn => turn.slice(2)))
  const shown = turns.flatMap(turn => [turn.id, ...(isAnswer(turn) ? turn.messages : [])])
  return [...new Set([...folded, ...shown])]
}

/**
 * What of a conversation may be put back: without turns whose question is another's, and of each answer the messages alone
 * that are known to show it. The bot deletes these, and writes them anew.
 */
export function withOwnedMessages(held: StoredConversation, { own, others }: MessageOwners): StoredConversation {
  const turns = held.turns.filter(({ id }) => !others.has(id))
  return {
    ...held,
    turns: turns.map(turn =>
      isAnswer(turn)
        ? { ...turn, messages: turn.messages.filter(id => id !== turn.id && own.get(id) === turn.id) }
        : turn,
    ),
  }
}

/** What is left of a conversation when some of its messages are deleted: as delete-message.lua does. */
export function withoutMessages(held: StoredConversation, gone: ReadonlySet<MessageId>): StoredConversation {
  if (gone.size === 0) return held
  const answers = messagesByAnswer(held.turns)
  function isGone(turn: TurnName): boolean {
    const id = turn.slice(2)
    return gone.has(id) || (!isQuestionName(turn) && (answers.get(id) ?? []).some(message => gone.has(message)))
  }
  return {
    ...held,
    turns: held.turns.filter(turn => !isGone(turnNameOf(turn))),
    segments: held.segments.filter(({ covers }) => !covers.some(isGone)),
  }
}

/**
 * The fields of `conv:{u}:<c>`, and their values.
 * @param own the messages that are the user's: their deletion takes the segments along that cover what they show
 */
export function conversationFields(
  held: StoredConversation,
  { own }: MessageOwners,
): readonly (readonly [string, string])[] {
  const answers = messagesByAnswer(held.turns)
  const shown = (turn: TurnName) => (isQuestionName(turn) ? [turn.slice(2)] : (answers.get(turn.slice(2)) ?? []))
  const { learnedTo, summarizedTo, segments } = held
  return [
    ['scope', scopeSchema.parse(held.scope)],
    ['guild', held.guild ?? ''],
    ...cursorField('learnedTo', learnedTo),
    ...cursorField('summarizedTo', summarizedTo),
    ...segments.flatMap((segment, i) => {
      const { said, covers } = summaryJson(segment)
      const messages = segment.covers.flatMap(shown).filter(id => own.has(id))
      const fields: readonly (readonly [string, string])[] = [
        [`segment:${i + 1}`, said],
        [`covers:${i + 1}`, covers],
        [`messages:${i + 1}`, messages.join(' ')],
      ]
      return fields
    }),
    ...(segments.length === 0 ? [] : [['segments', String(segments.length)] as const]),
  ]
}

function cursorField(field: string, turn: string | undefined): readonly (readonly [string, string])[] {
  return turn === undefined ? [] : [[field, turnNameSchema.parse(turn)]]
}

/** The fields of a log: the name of each turn, and its JSON. */
export function turnFields({ turns }: StoredConversation): readonly (readonly [string, string])[] {
  return turns.map(turn => [turnNameOf(turn), turnJson(turn)])
}

/** A member of `turns:{u}:<c>`: see lua/turns.lua. */
export function logMember({ role, id }: Turn): string {
  return id.padStart(20, '0') + (role === 'user' ? '0' : '1')
}

function turnJson(turn: Turn): string {
  const { role, id, saidAt: at, scope: heardBy } = turn
  const said = { role, id, text: turn.text.toWellFormed(), saidAt: at, scope: heardBy }
  return JSON.stringify(turn.role === 'user' ? { ...said, rev: turn.rev } : { ...said, messages: turn.messages })
}

/** The messages of each answer, by the id of its question. */
function messagesByAnswer(turns: readonly Turn[]): ReadonlyMap<MessageId, readonly MessageId[]> {
  return new Map(turns.filter(isAnswer).map(({ id, messages }) => [id, messages]))
}

function isAnswer(turn: Turn): turn is AnswerTurn {
  return turn.role === 'assistant'
}

function isQuestionName(turn: TurnName): boolean {
  return turn.startsWith('q:')
}
