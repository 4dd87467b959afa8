import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore, TurnRecord } from '../../memory/ports/conversation-store.ts'
import type { MessageId, UserId } from '../../memory/types.ts'
import type { CellConversationStore } from '../stores/conversations.ts'
import { type CellRouter, isRefusedAs, withoutCopyInReach } from './router.ts'

interface ConversationCell {
  readonly conversations: CellConversationStore
}

/**
 * Conversations in the cells of their users. Of a message alone nobody knows in which cell it is known: all are asked, at
 * once, and one that is deleted and known nowhere is remembered as deleted in all of them.
 */
export function conversationsInCells(cells: CellRouter<ConversationCell>): ConversationStore {
  return {
    keepQuestion: (question, audience) =>
      cells.of(question.user, cell => cell.conversations.keepQuestion(question, audience)),
    readSnapshot: (question, audience) =>
      cells.of(question.user, cell => cell.conversations.readSnapshot(question, audience)),
    reopenQuestion: (question, audience, text) =>
      withoutCopyInReach(
        cells,
        question.user,
        cells.of(question.user, cell => cell.conversations.reopenQuestion(question, audience, text)),
      ),
    editQuestion: (question, audience, text) =>
      withoutCopyInReach(
        cells,
        question.user,
        cells.of(question.user, cell => cell.conversations.editQuestion(question, audience, text)),
      ),
    findLastAnswer: conversation =>
      cells.of(conversation.user, cell => cell.conversations.findLastAnswer(conversation)),
    beginAnew: (conversation, after) =>
      cells.of(conversation.user, cell => cell.conversations.beginAnew(conversation, after)),
    keepAnswer: (question, token, answer, trace) =>
      cells.of(question.user, cell => cell.conversations.keepAnswer(question, token, answer, trace)),
    readTrace: question => cells.inSteps(question.user, cell => cell.conversations.readTrace(question)),
    async holdsClaim(question, since) {
      const held = await cells.inEither(question.user, cell => cell.conversations.holdsClaim(question, since))
      return held.includes(true)
    },
    async releaseClaim(question, end, companions) {
      await cells.inEither(question.user, cell => cell.conversations.releaseClaim(question, end, companions))
    },
    async passOnClaim(question, companions) {
      await cells.inEither(question.user, cell => cell.conversations.passOnClaim(question, companions))
    },
    withdrawQuestion: question =>
      withoutCopyInReach(
        cells,
        question.user,
        cells.of(question.user, cell => cell.conversations.withdrawQuestion(question)),
      ),
    findTurns: (messages, user) => findTurns(cells, messages, user),

    async deleteMessage(message, how) {
      const asked = await cells.inAll(cell => markDeleted(cell, message))
      const owner = asked.find(found => found !== undefined && !('failure' in found))
      if (owner !== undefined && 'user' in owner)
        return await withoutCopyInReach(
          cells,
          owner.user,
          cells.of(owner.user, cell => cell.conversations.deleteTurn(message, owner, how)),
        )
      // It may be known where nobody answered: it is asked for again.
      for (const found of asked) if (found !== undefined && 'failure' in found) throw found.failure
      return undefined
    },

    async takeOverClaims(shards) {
      // What one cell gave is taken, whatever another one says: it would not be given again.
      return (await cells.inEach(cell => cell.conversations.takeOverClaims(shards))).flat()
    },
  }
}

/** What is found in one cell goes, whether another one is out of reach or not. */
async function markDeleted({ conversations }: ConversationCell, message: MessageId) {
  try {
    return await conversations.markDeleted(message)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable) || isRefusedAs('RELAID', error)) throw error
    return { failure: error }
  }
}

async function findTurns(
  cells: CellRouter<ConversationCell>,
  messages: readonly MessageId[],
  user?: UserId,
): Promise<ReadonlyMap<MessageId, TurnRecord | 'gone'>> {
  if (messages.length === 0) return new Map()
  const ask = (cell: ConversationCell) => cell.conversations.findTurns(messages)
  const known = await (user === undefined ? cells.inAll(ask) : cells.inEither(user, ask))
  const turns = messages.flatMap(message => {
    const found = known.flatMap(some => some.get(message) ?? [])
    // One that is gone is marked so in every cell, or in the one that had it.
    const turn = found.includes('gone') ? 'gone' : found[0]
    return turn === undefined ? [] : [[message, turn] as const]
  })
  return new Map(turns)
}
