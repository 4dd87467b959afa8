import type { Backlog, ConversationBacklog } from '../ports/learning-store.ts'

export type ScheduleSettings = Pick<LearningSettings, 'learnDelayMs' | 'learnBatch' | 'windowMessages'>

/** What makes a conversation due beside its own state. */
export interface DueContext {
  readonly now: number
  /** Somebody asks for the memory: all that waits is due. */
  readonly isForced: boolean
  /** The user speaks elsewhere by now, so this talk has come to an end. */
  readonly isLeft: boolean
}

type ConversationState = Pick<ConversationBacklog, 'unlearned' | 'unsummarized' | 'lastSaidAt'>

/** Whether what waits in a conversation is to be learned now: for one of these reasons and no other. */
export function isLearningDue(state: ConversationState, dueContext: DueContext, settings: ScheduleSettings): boolean {
  const { unlearned, lastSaidAt } = state
  if (unlearned === 0) return false
  if (dueContext.isForced || dueContext.isLeft || unlearned >= settings.learnBatch) return true
  return dueContext.now - lastSaidAt >= settings.learnDelayMs
}

function isSummaryDue(state: Pick<ConversationState, 'unsummarized'>, settings: ScheduleSettings): boolean {
  return state.unsummarized > settings.windowMessages
}

/** The conversations to work on now, each with what makes it due. */
export function dueConversations(
  backlog: Backlog,
  { now, isForced }: Pick<DueContext, 'now' | 'isForced'>,
  settings: ScheduleSettings,
): readonly { conversation: ConversationBacklog; occasion: DueContext }[] {
  const newest = Math.max(...backlog.conversations.map(({ lastSaidAt }) => lastSaidAt))
  return backlog.conversations
    .map(conversation => ({ conversation, occasion: { now, isForced, isLeft: conversation.lastSaidAt < newest } }))
    .filter(
      ({ conversation, occasion: dueContext }) =>
        isLearningDue(conversation, dueContext, settings) || isSummaryDue(conversation, settings),
    )
}

/** How a run left a conversation: something failed that rests for a while, or nothing was found that could be done. */
export type LearningOutcome = 'resting' | 'idle'

/**
 * When the user is due next, in milliseconds since 1970; undefined if nothing waits. What is due is due now, but for
 * what just failed, which rests for the learner's delay, and for what nothing can be done about before more is said:
 * turns that can't be read count as waiting.
 */
export function nextDueTime(
  backlog: Backlog,
  now: number,
  settings: ScheduleSettings,
  leftAs: (conversation: ConversationBacklog) => LearningOutcome | undefined,
): number | undefined {
  const due = new Set(
    dueConversations(backlog, { now, isForced: false }, settings).map(({ conversation }) => conversation),
  )
  const times = backlog.conversations.flatMap(conversation => {
    const left = leftAs(conversation)
    if (left === 'resting') return [now + settings.learnDelayMs]
    if (due.has(conversation) && left === undefined) return [now]
    const idleAt = conversation.lastSaidAt + settings.learnDelayMs
    return conversation.unlearned > 0 && idleAt > now ? [idleAt] : []
  })
  return times.length === 0 ? undefined : Math.min(...times)
}

/** When and how much is learned; the environment's names are in config/environment.ts. */
export interface LearningSettings {
  /** How long nothing is said before the rest of a talk is learned, in milliseconds. */
  readonly learnDelayMs: number
  /** So many of the user's turns make the learner due at once. */
  readonly learnBatch: number
  /** More turns than this that no summary covers are summarized, down to `summaryKeep`. */
  readonly windowMessages: number
  readonly summaryKeep: number
  /** What all summaries of a conversation may take together. */
  readonly summaryTokens: number
  readonly maxFacts: number
  readonly maxEntities: number
  /** For users who set none: an IANA name. */
  readonly timeZone: string
}
