import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { Snapshot } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AnswerContext, AnswerTask } from './answer-task.ts'
import type { BuiltPrompt } from './build-prompt.ts'

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
 * be known nothing of it is shown to a model from then on. It keeps its first token: what was said or found by then may rest on what is
 * forgotten, and so the answer is not kept.
 * @returns `young` where nothing was looked at; `changed` where something was forgotten, or may have been, else `same`
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
    if (context.isBlind !== true)
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
function goOnBlindly(context: AnswerContext, snapshot: Snapshot): 'same' | 'changed' {
  context.readAt = performance.now()
  if (context.isBlind === true) return 'same'
  context.isBlind = true
  context.snapshot = withoutMemory(snapshot)
  return 'changed'
}

/** What is another one since a prompt was built: what is remembered of the asker, or what stands around the message alone. */
export type Change = 'memory' | 'around' | 'none'

/** How often a prompt is built anew where what stands around changes all the time. */
const MOST_BUILDS = 5

/** A prompt in which nothing is that was forgotten while it was built. */
export async function buildFresh(
  build: () => Promise<BuiltPrompt>,
  renew: () => Promise<Change>,
): Promise<{ readonly prompt: BuiltPrompt; readonly isMemoryChanged: boolean }> {
  let isMemoryChanged = false
  for (let builds = 1; ; builds += 1) {
    const prompt = await build()
    const change = await renew()
    isMemoryChanged ||= change === 'memory'
    if (change === 'none' || (change === 'around' && builds >= MOST_BUILDS)) return { prompt, isMemoryChanged }
  }
}
