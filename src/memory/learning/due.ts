import type { Backlog, ConversationBacklog } from '../ports.ts'
import type { LearnSettings } from './learn-settings.ts'

export type DueSettings = Pick<LearnSettings, 'learnDelayMs' | 'learnBatch' | 'windowMessages'>

/** What makes a conversation due beside its own state. */
export interface Occasion {
  readonly now: number
  /** Somebody asks for the memory: all that waits is due. */
  readonly isForced: boolean
  /** The user speaks elsewhere by now, so this talk has come to an end. */
  readonly isLeft: boolean
}

type Standing = Pick<ConversationBacklog, 'waiting' | 'unfolded' | 'lastSaidAt'>

/** Whether what waits in a conversation is to be learned now: DESIGN's list of reasons, nothing else. */
export function isLearningDue(standing: Standing, occasion: Occasion, settings: DueSettings): boolean {
  const { waiting, lastSaidAt } = standing
  if (waiting === 0) return false
  if (occasion.isForced || occasion.isLeft || waiting >= settings.learnBatch) return true
  return occasion.now - lastSaidAt >= settings.learnDelayMs
}

function isFoldingDue(standing: Pick<Standing, 'unfolded'>, settings: DueSettings): boolean {
  return standing.unfolded > settings.windowMessages
}

/** The conversations to work on now, each with its occasion. */
export function dueNow(
  backlog: Backlog,
  { now, isForced }: Pick<Occasion, 'now' | 'isForced'>,
  settings: DueSettings,
): readonly { conversation: ConversationBacklog; occasion: Occasion }[] {
  const newest = Math.max(...backlog.conversations.map(({ lastSaidAt }) => lastSaidAt))
  return backlog.conversations
    .map(conversation => ({ conversation, occasion: { now, isForced, isLeft: conversation.lastSaidAt < newest } }))
    .filter(
      ({ conversation, occasion }) =>
        isLearningDue(conversation, occasion, settings) || isFoldingDue(conversation, settings),
    )
}

/** How a run left a conversation: something failed that rests for a while, or nothing was found that could be done. */
export type Left = 'resting' | 'idle'

/**
 * When the user is due next, in milliseconds since 1970; undefined if nothing waits. What is due is due now, but for
 * what just failed, which rests for the learner's delay, and for what nothing can be done about before more is said:
 * turns that can't be read count as waiting.
 */
export function nextDue(
  backlog: Backlog,
  now: number,
  settings: DueSettings,
  leftAs: (conversation: ConversationBacklog) => Left | undefined,
): number | undefined {
  const due = new Set(dueNow(backlog, { now, isForced: false }, settings).map(({ conversation }) => conversation))
  const times = backlog.conversations.flatMap(conversation => {
    const left = leftAs(conversation)
    if (left === 'resting') return [now + settings.learnDelayMs]
    if (due.has(conversation) && left === undefined) return [now]
    const idleAt = conversation.lastSaidAt + settings.learnDelayMs
    return conversation.waiting > 0 && idleAt > now ? [idleAt] : []
  })
  return times.length === 0 ? undefined : Math.min(...times)
}
