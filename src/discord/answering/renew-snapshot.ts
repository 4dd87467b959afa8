import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { Snapshot } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AnswerContext, AnswerTask } from './answer-task.ts'

/** So old a snapshot may be that a model is shown: it was read when the question came, and what stands around that may take long to read. */
export const FRESH_MS = 1000

/** A question that was not kept when it was asked stays so, though the reason can be over by now. */
export function withRetentionOf(claimed: Snapshot, now: Snapshot): Snapshot {
  return { ...now, retention: claimed.retention === 'kept' ? now.retention : claimed.retention }
}

export interface RenewDependencies {
  readonly conversations: Pick<ConversationStore, 'readSnapshot'>
  readonly log: Logger
}

const withoutMemory = (snapshot: Snapshot): Snapshot => ({
  ...{ ...snapshot, window: [], summaries: [] },
  known: { ...snapshot.known, facts: [], statements: [] },
})

/**
 * Looks again where a snapshot is old, as something may have been forgotten meanwhile, by whatever process. Where that can't
 * be known nothing of it is shown to a model. It keeps its first token: what was said or found by then may rest on what is
 * forgotten, and so the answer is not kept.
 * @returns `young` where nothing was looked at, as it is not old; `changed` where it is another one now, else `same`
 */
export async function renewSnapshot(
  { message: { question, audience }, abort }: AnswerTask,
  context: AnswerContext,
  { conversations, log }: RenewDependencies,
): Promise<'young' | 'same' | 'changed'> {
  const { snapshot, readAt = 0, lastToken = snapshot?.snapshotToken } = context
  if (snapshot === undefined || abort.signal.aborted || performance.now() - readAt <= FRESH_MS) return 'young'
  try {
    const now = await conversations.readSnapshot(question, audience())
    context.readAt = performance.now()
    // Deleted, or lost by Redis, which tells itself when the answer is to be kept.
    if (now === 'gone') return goOnBlindly(context, snapshot)
    if (now.snapshotToken === lastToken) return 'same'
    context.lastToken = now.snapshotToken
    context.snapshot = { ...withRetentionOf(snapshot, now), snapshotToken: snapshot.snapshotToken }
    return 'changed'
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    log.warn({ question: question.id, ...error.details }, 'memory unavailable: answering without it')
    context.notice ??= 'memoryAway'
    return goOnBlindly(context, snapshot)
  }
}

/** Without anything of memory, to the end. */
function goOnBlindly(context: AnswerContext, snapshot: Snapshot): 'changed' {
  context.snapshot = withoutMemory(snapshot)
  context.readAt = Number.POSITIVE_INFINITY
  return 'changed'
}
