import { MemoryUnavailable } from '../../errors.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { Conversation, MessageId, QuestionRef, Snapshot } from '../../memory/types.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerDependencies } from './answer-question.ts'
import type { AnswerContext } from './answer-task.ts'
import type { MessageChanges } from './message-changes.ts'
import type { RecentSet } from './recent-answers.ts'
import { withRetentionOf } from './renew-snapshot.ts'

/** How a question came: for the first time, edited, to be answered again, or left over from a process that died. */
export type Trigger = 'new' | 'edited' | 'again' | 'recovered'

export interface ClaimOptions {
  readonly trigger: Trigger
  /** An earlier answer, an edit or a deletion is on its way to the store: a snapshot taken now would miss it. */
  readonly isBehind: boolean
  /** The messages that an earlier attempt at the same question, which this one supersedes, has posted by now. */
  readonly postedMessages: () => readonly MessageId[] | undefined
}

export interface ClaimDependencies
  extends Pick<AnswerDependencies, 'conversations' | 'outbox' | 'changes' | 'userLocales' | 'log'> {
  /** The conversations in which nothing was kept when memory was last asked. */
  readonly unkeptConversations: RecentSet<string>
  /** The conversations in which a notice said that memory is out of reach, until it is back. */
  readonly outageNotices: RecentSet<string>
}

export const conversationKey = ({ user, channel }: Conversation) => `${user}:${channel}`

/** See `claimQuestion`. */
export type ContextReader = (isAnyGone?: boolean) => Promise<ClaimOutcome>

/** What an answer may draw on; or why there is nothing to answer, where another process does, or the question was deleted or forgotten. */
type ClaimOutcome = AnswerContext | 'answeredElsewhere' | 'deleted'

/**
 * Claims a question, so that no other process answers it: a new one at once, also where earlier questions of the
 * conversation must be answered first. The returned function is called when the question's turn has come, and again where it is answered
 * anew with others; `isAnyGone` where one of them is gone, and what was known of it before tells nothing any more.
 */
export function claimQuestion(
  message: IncomingQuestion,
  options: ClaimOptions,
  dependencies: ClaimDependencies,
): ContextReader {
  const look =
    options.trigger === 'new'
      ? claimNew(message, options.isBehind, dependencies)
      : () => claimAgain(message, options, dependencies)
  return async isAnyGone => {
    const outcome = await orWithoutMemory(message, options, () => look(isAnyGone), dependencies)
    if (options.trigger === 'edited' && typeof outcome !== 'string') dependencies.changes.recentAnswers.part(message.id)
    return outcome
  }
}

function claimNew(message: IncomingQuestion, isBehind: boolean, dependencies: ClaimDependencies): ContextReader {
  const { question, audience } = message
  const { conversations, outbox } = dependencies
  // What was said while memory was out of reach belongs into the window before this.
  const keep = async () => [await conversations.keepQuestion(question, audience()), performance.now()] as const
  const claiming = outbox.holds(question.user) ? outbox.flushUser(question.user).then(keep) : keep()
  // Before its turn: the process may die while it waits, and where memory knows nothing of it nobody would look for it.
  claiming.catch((error: unknown) => {
    if (error instanceof MemoryUnavailable) keepLater(message, dependencies)
  })
  let known: AnswerContext | undefined
  return async isAnyGone => {
    const [claimed, readAt] = await claiming
    if (isAnyGone === true) known = undefined
    if (claimed === 'claimed') return 'answeredElsewhere'
    const first = { snapshot: claimed, readAt, existingMessages: [] }
    // Where it is answered anew with what was said later, it may be forgotten since, and that not.
    const isAgain = isBehind || isAnyGone === true || known !== undefined
    const context = isAgain ? await readAgain(message, first, dependencies, known) : first
    if (context !== 'deleted') known = context
    return context
  }
}

/**
 * What an answer may draw on by now, to a question that was claimed before; what was known of it then where that can't be read and it
 * was begun before, as it is looked at again before anything of it is shown.
 */
async function readAgain(
  { question, audience }: IncomingQuestion,
  first: { readonly snapshot: Snapshot } & AnswerContext,
  { conversations, changes, outageNotices, log }: ClaimDependencies,
  known?: AnswerContext,
): Promise<AnswerContext | 'deleted'> {
  try {
    await changes.settle(question.user)
    const now = await conversations.readSnapshot(question, audience())
    if (now !== 'gone')
      return { snapshot: withRetentionOf(first.snapshot, now), readAt: performance.now(), existingMessages: [] }
    // A server that crashes loses what it had not written to its disk: then it knows nothing of the message.
    return (await conversations.findTurns([question.id], question.user)).has(question.id) ? 'deleted' : (known ?? first)
  } catch (error) {
    if (!(error instanceof MemoryUnavailable) || known === undefined) throw error
    // What was known then may hold what was taken back since.
    if (changes.hasChangedSince(known.readAt ?? 0)) {
      const notice = outageNotices.add(conversationKey(question)) ? { notice: 'memoryAway' as const } : {}
      return { existingMessages: [], isClaimed: true, ...notice }
    }
    log.warn({ question: question.id, ...error.details }, 'memory unavailable: what was read before is looked at again')
    return known
  }
}

async function claimAgain(
  message: IncomingQuestion,
  options: ClaimOptions,
  { conversations, outbox, changes }: ClaimDependencies,
): Promise<ClaimOutcome> {
  const { question, audience } = message
  const { trigger } = options
  const isEdited = trigger === 'edited'
  if (isEdited) changes.noteChange()
  const reopened = await (async () => {
    // Else it would be kept in its old words after this, or its new claim be released.
    if (outbox.holds(question.user)) await flushBefore(question, isEdited, outbox)
    await changes.settle(question.user)
    // Since it was taken over it may have been answered, or taken over again: what came first may have taken long.
    const isLate = trigger === 'recovered' && !(await conversations.holdsClaim(question, Number.NEGATIVE_INFINITY))
    if (isLate) return 'gone'
    return await conversations.reopenQuestion(question, audience(), isEdited ? question.text : undefined)
  })().catch((error: unknown) => {
    if (isEdited) changes.queueEdit(question, audience(), question.text, error)
    throw error
  })
  if (reopened === 'claimed') return 'answeredElsewhere'
  if (reopened !== 'gone') {
    return {
      snapshot: reopened.snapshot,
      readAt: performance.now(),
      existingMessages: findShown(message, options, changes, reopened.messages) ?? [],
      keepsOldAnswer: trigger === 'again',
    }
  }
  if (trigger === 'again') return 'deleted'
  // Either the edit made it a question, or it is one that is not kept, or not known, and was not answered yet.
  const snapshot = await conversations.keepQuestion(question, audience())
  if (snapshot === 'claimed') return 'answeredElsewhere'
  return { snapshot, readAt: performance.now(), existingMessages: findShown(message, options, changes) ?? [] }
}

/** Tells what waits of a person before a question of theirs is claimed again. A store that is full takes other words of it all the same. */
async function flushBefore({ user, id }: QuestionRef, isEdited: boolean, outbox: Outbox): Promise<void> {
  try {
    await outbox.flushUser(user)
  } catch (error) {
    if (!isEdited || outbox.holdsQuestion(id)) throw error
  }
}

/**
 * The messages that show an earlier answer. The superseded attempt began with those that are kept, and may have posted more. Of a
 * notice in an answer's place, and of an answer that was given without memory, nothing is kept. What was left over by a process that
 * died is looked for on Discord: what this one has shown to it and to a later message together is an answer to that one.
 */
function findShown(
  { id }: IncomingQuestion,
  { postedMessages, trigger }: ClaimOptions,
  { recentAnswers }: MessageChanges,
  kept: readonly MessageId[] = [],
): readonly MessageId[] | undefined {
  const posted = postedMessages() ?? []
  const shown = [posted, kept].find(messages => messages.length > 0)
  return shown ?? (trigger === 'recovered' ? undefined : recentAnswers.get(id))
}

/** What memory gives; while it is out of reach nothing, and a notice about that, once in a conversation until it is back. */
async function orWithoutMemory(
  message: IncomingQuestion,
  options: ClaimOptions,
  look: () => Promise<ClaimOutcome>,
  dependencies: ClaimDependencies,
): Promise<ClaimOutcome> {
  const { question } = message
  const { trigger } = options
  const { log, changes, outageNotices } = dependencies
  const conversation = conversationKey(question)
  try {
    const context = await look()
    noteMemory(question, context, dependencies)
    return context
  } catch (error) {
    if (!(error instanceof MemoryUnavailable)) throw error
    log.warn(error.details, 'memory unavailable: answering without it')
    if (trigger === 'recovered') keepLater(message, dependencies)
    const notice = outageNotices.add(conversation) ? { notice: 'memoryAway' as const } : {}
    const shown = findShown(message, options, changes)
    // Only the process that has answered before the edit knows which messages to put right.
    const mayBeElsewhere = trigger === 'new' || (trigger === 'edited' && shown === undefined)
    const claim = trigger === 'recovered' ? { isClaimed: true as const } : { mayBeElsewhere }
    return { existingMessages: shown ?? [], ...claim, ...notice }
  }
}

/** What an answer of memory's tells of it: it is back, and what is kept there. A context without a snapshot is none. */
function noteMemory(
  { user, channel }: Conversation,
  context: ClaimOutcome,
  { userLocales, outageNotices, unkeptConversations }: ClaimDependencies,
): void {
  const conversation = conversationKey({ user, channel })
  if (typeof context === 'string' || context.snapshot !== undefined) outageNotices.delete(conversation)
  if (typeof context === 'string' || context.snapshot === undefined) return
  const { retention, settings } = context.snapshot
  noteRetention(unkeptConversations, conversation, retention)
  if (retention === 'kept') userLocales.recordFromSettings(user, settings.locale)
}

/** That one message was said before everything was forgotten tells nothing of what is said next. */
function noteRetention(unkept: RecentSet<string>, conversation: string, retention: Snapshot['retention']): void {
  if (retention === 'kept') unkept.delete(conversation)
  else if (retention !== 'forgotten') unkept.add(conversation)
}

/**
 * Sees to it that a question is kept when memory is back; with whatever rules hold then, and not where nothing was kept when
 * memory was last asked: what is not to be kept may be over by then.
 */
function keepLater({ question, audience }: IncomingQuestion, { outbox, unkeptConversations }: ClaimDependencies): void {
  if (!unkeptConversations.has(conversationKey(question))) outbox.addQuestion(question, audience())
}
