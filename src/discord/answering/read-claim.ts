import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { AnswerClaim } from '../outgoing/answer-claim.ts'
import type { AnswerContext, AnswerTask } from './answer-task.ts'

/** Whether this process is to answer: another may have taken the question over while it was frozen. */
export async function readClaim(
  { message: { question }, begunAt }: AnswerTask,
  { snapshot, isClaimed, mayBeElsewhere }: AnswerContext,
  conversations: Pick<ConversationStore, 'holdsClaim'>,
): Promise<AnswerClaim> {
  if (snapshot === undefined && isClaimed !== true) return mayBeElsewhere === true ? 'unknown' : 'own'
  try {
    return (await conversations.holdsClaim(question, begunAt)) ? 'own' : 'lost'
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    // This process may have been taken for dead, and what it had to answer taken over.
    return 'unknown'
  }
}
