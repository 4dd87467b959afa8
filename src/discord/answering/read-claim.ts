import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { QuestionRef } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
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

/** A question older than this is not answered any more: who asked has gone on, and is told that it was missed. */
export const MAX_QUESTION_AGE_MS = 5 * 60_000

interface PassingDependencies {
  readonly conversations: Pick<ConversationStore, 'passOnClaim'>
  readonly outbox: Pick<Outbox, 'addAnswer'>
  readonly log: Pick<Logger, 'warn'>
}

/**
 * Leaves questions of one person that are answered together to the next look at what is left over: nobody takes over what a process has
 * claimed that lives. Never rejects.
 */
export async function passOn(
  question: QuestionRef,
  companions: readonly QuestionRef[],
  { conversations, outbox, log }: PassingDependencies,
): Promise<void> {
  await conversations.passOnClaim(question, companions).catch((error: unknown) => {
    outbox.addAnswer(question, undefined, { companions, isLeft: true })
    log.warn(
      { question: question.id, ...errorDetails(error) },
      'memory unavailable: an unanswered question is left later',
    )
  })
}
