import { KeepsakeError } from '../../errors.ts'
import { MAX_RESTORED_MESSAGES, MAX_RESTORED_TURNS, type StoredConversation } from '../ports/user-memory-store.ts'
import { snowflakeTime, turnNameOf } from '../turns.ts'
import type { AnswerTurn, MessageId, Turn, TurnName } from '../types.ts'

/** Discord's clock can be ahead of the store's. */
const AHEAD_MS = 60_000

/** More is to be stored at once than a store may be held up for: the caller is to bring it in parts. */
export class TooLargeError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Something that is to be restored names what nobody can have said yet. */
class FutureMessageError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Whose the messages of a conversation are, as far as that is known. */
export interface MessageOwners {
  /** The user's own, by their ids: the question of this conversation to which each belongs, or '' if to none. */
  readonly own: ReadonlyMap<MessageId, MessageId>
  readonly others: ReadonlySet<MessageId>
}

/**
 * Throws TooLargeError or FutureMessageError: after a cursor or a turn from the future, all that is said until then would
 * count as said late.
 * @param now what time it is for the store, in milliseconds since 1970
 */
export function assertRestorable(stored: StoredConversation, now: number): void {
  const { turns } = stored
  if (turns.length > MAX_RESTORED_TURNS) {
    throw new TooLargeError('A conversation holds more turns than may be restored.', { turns: turns.length })
  }
  const size = namedMessages(stored).length
  if (size > MAX_RESTORED_MESSAGES) throw new TooLargeError('A conversation names too many messages.', { size })
  const latest = now + AHEAD_MS
  for (const id of namedIds(stored)) {
    if (snowflakeTime(id) > latest) throw new FutureMessageError('A conversation names messages of the future.')
  }
}

/** All ids that a conversation names: those of its turns, cursors and summaries, and of the messages that show answers. */
export function namedIds(stored: StoredConversation): readonly MessageId[] {
  const { turns, segments, learnedTo, summarizedTo } = stored
  const names = [learnedTo, summarizedTo, ...segments.flatMap(({ covers }) => covers)].filter(
    name => name !== undefined,
  )
  return [...names.map(name => name.slice(2)), ...turns.flatMap(idsOf)]
}

/** The messages that show the turns of a conversation, and those of its summaries, as far as they are known. */
export function namedMessages({ turns, segments }: StoredConversation): readonly MessageId[] {
  const summarized = segments.flatMap(({ covers }) => covers.filter(isQuestionName).map(turn => turn.slice(2)))
  return [...new Set([...summarized, ...turns.flatMap(idsOf)])]
}

/** The messages that show a turn, as far as the conversation tells. */
export function messagesShowing({ turns }: StoredConversation): (turn: TurnName) => readonly MessageId[] {
  const ofAnswer = new Map(turns.filter(isAnswer).map(({ id, messages }) => [id, messages]))
  return turn => (isQuestionName(turn) ? [turn.slice(2)] : (ofAnswer.get(turn.slice(2)) ?? []))
}

/**
 * What of a conversation may be restored: no turns whose question is another user's, and of each answer only the messages
 * that are known to show it. The bot deletes these, and edits them.
 */
export function withOwnedMessages(stored: StoredConversation, { own, others }: MessageOwners): StoredConversation {
  const turns = stored.turns
    .filter(({ id }) => !others.has(id))
    .map(turn => {
      if (!isAnswer(turn)) return turn
      return { ...turn, messages: turn.messages.filter(id => id !== turn.id && own.get(id) === turn.id) }
    })
  return { ...stored, turns }
}

/** What is left of a conversation when some of its messages are deleted. */
export function withoutMessages(stored: StoredConversation, deleted: ReadonlySet<MessageId>): StoredConversation {
  if (deleted.size === 0) return stored
  const shownBy = messagesShowing(stored)
  // An answer goes with its question, and with any message that shows it.
  const isGone = (turn: TurnName) => [turn.slice(2), ...shownBy(turn)].some(message => deleted.has(message))
  return {
    ...stored,
    turns: stored.turns.filter(turn => !isGone(turnNameOf(turn))),
    segments: stored.segments.filter(({ covers }) => !covers.some(isGone)),
  }
}

function idsOf(turn: Turn): readonly MessageId[] {
  return [turn.id, ...(isAnswer(turn) ? turn.messages : [])]
}

function isAnswer(turn: Turn): turn is AnswerTurn {
  return turn.role === 'assistant'
}

function isQuestionName(turn: TurnName): boolean {
  return turn.startsWith('q:')
}
