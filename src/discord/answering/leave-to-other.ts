import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { compareSnowflakes } from '../../memory/turns.ts'
import type { Conversation, MessageId } from '../../memory/types.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import type { AnswerJournal } from './answer-journal.ts'
import type { AbortReason, AnswerContext, AnswerTask } from './answer-task.ts'
import { conversationKey } from './claim-question.ts'
import type { MessageChanges } from './message-changes.ts'
import type { ClaimedQuestion, GroupedQuestion, QuestionGroup } from './question-group.ts'
import type { MessageRange, QuestionGroups } from './question-groups.ts'

interface LeavingDependencies {
  readonly groups: QuestionGroups
  readonly journal: AnswerJournal
  readonly outbox: Pick<Outbox, 'addAnswer'>
}

/*
 * A process without memory answers messages one by one, where another one that has memory answers together what was said in a row.
 * Whichever is first, what stands on Discord tells the other.
 */

/**
 * Leaves to another process what it has answered; returns why the answer under way ends.
 * @param repliesTo the message to which the answer replies that was found; undefined where none was
 */
export function leaveToOther(
  group: QuestionGroup,
  repliesTo: MessageId | undefined,
  dependencies: Pick<LeavingDependencies, 'groups' | 'outbox'>,
): AbortReason {
  const { groups } = dependencies
  if (repliesTo === undefined) return 'answeredElsewhere'
  if (goOnWithout(group, repliesTo, dependencies)) return 'superseded'
  const [first] = group.questions
  if (first !== undefined)
    groups.noteAnswered(conversationKey(first.message), { from: first.message.id, to: repliesTo })
  return 'answeredElsewhere'
}

/** Answers what else is in a group. False if it is only that. */
function goOnWithout(
  group: QuestionGroup,
  id: MessageId,
  { groups, outbox }: Pick<LeavingDependencies, 'groups' | 'outbox'>,
): boolean {
  const { user, channel } = group.last ?? {}
  if (user === undefined || channel === undefined || !group.goOnWithout(id)) return false
  groups.delete(id, group)
  outbox.addAnswer({ id, user, channel }, undefined, { isLeft: true })
  return true
}

/** An answer that another process gives to messages: under the nonce of the first, as a reply to the last. */
export interface HeardAnswer extends Required<MessageRange>, Conversation {}

interface HearingDependencies extends Pick<LeavingDependencies, 'groups' | 'outbox'> {
  readonly changes: Pick<MessageChanges, 'removeAnswer'>
  readonly conversations: Pick<ConversationStore, 'holdsClaim'>
}

/**
 * Leaves to another process what it is heard to answer, unless this one's answer has begun. Where it begins with the same message, both
 * find the same message of the bot's.
 */
export function hearAnswer(answer: HeardAnswer, dependencies: HearingDependencies): void {
  const { from, to, by } = answer
  const { groups } = dependencies
  const conversation = conversationKey(answer)
  groups.noteAnswered(conversation, { from, to, by })
  void removeOvertaken(answer, dependencies)
  for (const { task } of groups.underWay(conversation, { from, to })) void noteIfLost(task, groups)
  const group = groups.get(to)
  if (group === undefined || group.questions[0]?.message.id === from) return
  const { task } = group
  if (task?.reply?.hasBegun === true) void task.reply.displace(by)
  else if (goOnWithout(group, to, dependencies)) task?.abort.abort('superseded' satisfies AbortReason)
}

/** Notes what this process has answered without a claim: where another one is heard, now or later, to have answered it before, it goes. */
export function noteUnclaimed(
  message: IncomingQuestion,
  messages: readonly MessageId[],
  dependencies: HearingDependencies,
): void {
  dependencies.groups.noteUnclaimed(message, messages)
  void removeOvertaken(message, dependencies)
}

/** Never rejects. */
async function removeOvertaken(
  { user, channel }: Conversation,
  { groups, changes, conversations }: HearingDependencies,
): Promise<void> {
  for (const { question: id, messages } of groups.takeOvertaken(conversationKey({ user, channel }))) {
    const question = { id, user, channel }
    // The claim may be this one's, though it never heard so: then the other process has passed over it.
    const isOwn = await conversations.holdsClaim(question, Number.NEGATIVE_INFINITY).catch(() => false)
    if (!isOwn) await changes.removeAnswer({ question, answers: messages })
  }
}

/** Never rejects: what fails here the answer itself meets, and tells. */
async function noteIfLost(task: AnswerTask | undefined, groups: QuestionGroups): Promise<void> {
  const claim = await task?.claim().catch(() => undefined)
  if (task !== undefined && claim !== undefined && claim !== 'own') groups.noteLost(task.message.id)
}

/**
 * The questions of a group whose turn has come that are to be answered; the others are none of it any more. None where their answer
 * stands, and those of them that were edited may not be answered again: what stands for all of them stays.
 */
export async function readWanted(
  group: QuestionGroup,
  { groups, journal, outbox }: LeavingDependencies,
): Promise<readonly ClaimedQuestion[]> {
  const stands = group.task?.isSettled === true
  const { true: edited = [], false: others = [] } = Object.groupBy(
    group.questions,
    ({ trigger }) => `${trigger === 'edited'}` as const,
  )
  const read = (questions: readonly GroupedQuestion[]) =>
    Promise.all(questions.map(async question => ({ question, context: await question.readContext(group.isAnyGone) })))
  // First those with other words: what is read for the others must not hold the old ones.
  const found = [...(await read(edited)), ...(await read(others))].toSorted((one, other) =>
    compareSnowflakes(one.question.message.id, other.question.message.id),
  )
  const wanted = found.flatMap(({ question, context }) => {
    const { message } = question
    const isLeft = typeof context !== 'string' && context.mayBeElsewhere && group.isNew && groups.isAnswered(message)
    if (isLeft) outbox.addAnswer(message.question, undefined, { isLeft })
    const claim = isLeft ? 'answeredElsewhere' : context
    if (typeof claim !== 'string') return [{ message, context: addStandingMessages(message, claim) }]
    if (groups.drop(group, question)) journal.unanswered(message, claim)
    return []
  })
  return stands && found.some(({ context }) => context === 'answeredElsewhere') ? [] : wanted
}

/** What a process that died has left of an answer to a message is written over as well. */
function addStandingMessages({ standing }: IncomingQuestion, context: AnswerContext): AnswerContext {
  const existingMessages = new Set([...context.existingMessages, ...(standing?.messages ?? [])])
  return { ...context, existingMessages: [...existingMessages] }
}
