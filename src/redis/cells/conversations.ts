import type { ConversationStore, TurnRecord } from '../../memory/ports/conversation-store.ts'
import type { Shards } from '../../memory/shards.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'
import type { CellConversationStore } from '../stores/conversations.ts'
import { type CellRouter, inAllCells } from './router.ts'

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
      cells.of(question.user, cell => cell.conversations.reopenQuestion(question, audience, text)),
    editQuestion: (question, audience, text) =>
      cells.of(question.user, cell => cell.conversations.editQuestion(question, audience, text)),
    findLastAnswer: conversation =>
      cells.of(conversation.user, cell => cell.conversations.findLastAnswer(conversation)),
    beginAnew: (conversation, after) =>
      cells.of(conversation.user, cell => cell.conversations.beginAnew(conversation, after)),
    keepAnswer: (question, token, answer, trace) =>
      cells.of(question.user, cell => cell.conversations.keepAnswer(question, token, answer, trace)),
    readTrace: question => cells.of(question.user, cell => cell.conversations.readTrace(question)),
    holdsClaim: (question, since) => cells.of(question.user, cell => cell.conversations.holdsClaim(question, since)),
    releaseClaim: (question, end) => cells.of(question.user, cell => cell.conversations.releaseClaim(question, end)),
    withdrawQuestion: question => cells.of(question.user, cell => cell.conversations.withdrawQuestion(question)),
    findTurns: messages => findTurns(cells, messages),

    async deleteMessage(message, how) {
      const owners = await inAllCells(cells, cell => cell.conversations.markDeleted(message))
      const owner = owners.find(found => found !== undefined)
      return owner && (await cells.of(owner.user, cell => cell.conversations.deleteTurn(message, owner, how)))
    },

    takeOverClaims: shards => takeOverClaims(cells, shards),
  }
}

async function findTurns(
  cells: CellRouter<ConversationCell>,
  messages: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, TurnRecord | 'gone'>> {
  if (messages.length === 0) return new Map()
  const found = new Map<MessageId, TurnRecord | 'gone'>()
  for (const turns of await inAllCells(cells, cell => cell.conversations.findTurns(messages)))
    for (const [message, turn] of turns) if (turn !== 'gone' || !found.has(message)) found.set(message, turn)
  return found
}

/** What one cell gave is taken, whatever another one says: it would not be given again. */
async function takeOverClaims(cells: CellRouter<ConversationCell>, shards: Shards): Promise<readonly QuestionRef[]> {
  const takings = (await cells.all()).map(cell => cell.conversations.takeOverClaims(shards))
  const outcomes = await Promise.allSettled(takings)
  const taken = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? outcome.value : []))
  const failure = outcomes.find(outcome => outcome.status === 'rejected')
  // That a cell is out of reach its connection tells; it is asked again at the next attempt.
  if (failure !== undefined && taken.length === 0) throw failure.reason
  return taken
}
