import type { KeepingOutcome } from '../../../memory/ports/conversation-store.ts'
import type { Answer, Conversation, MessageId, QuestionRef, Trace } from '../../../memory/types.ts'
import { assertSnowflake, claimField } from '../../keys.ts'
import { traceText } from '../../records/traces.ts'
import { answerJson } from '../../records/turns.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  type ScriptBase,
  type ScriptContext,
  TOMBSTONE_SECONDS,
  traceKeys,
} from '../script-context.ts'
import { type ConversationContext, learningArgs } from './questions.ts'

interface AnswerToKeep {
  /** That of the snapshot the answer was made from; '' if it was made of the question alone. */
  readonly snapshotToken: string
  readonly answer: Answer
  readonly trace: Trace | undefined
}

export const runKeepAnswer = defineScript<KeepingOutcome>('conversation/keep-answer-20').ofUser(
  (context: ConversationContext, question: QuestionRef, { snapshotToken, answer, trace }: AnswerToKeep) => [
    keysWithTraces(context, question),
    [
      ...[...conversationArgs(context, question), ...learningArgs(context), snapshotToken],
      ...[assertSnowflake(question.id), answerJson(question, answer), claimField(question), context.processId],
      context.logLimit,
      ...[trace === undefined ? '' : traceText(trace), TOMBSTONE_SECONDS, ...companionArgs(answer)],
      ...answer.messages.map(assertSnowflake),
    ],
  ],
)

function companionArgs({ companions = [] }: Answer): readonly (string | number)[] {
  return [companions.length, ...companions.flatMap(companion => [claimField(companion), assertSnowflake(companion.id)])]
}

/** The newest question that has an answer, by its id, and the answer as JSON; null if there is none. */
export const runFindLastAnswer = defineScript<[string, string] | null>('conversation/find-last-answer-2').ofUser(
  ({ keys }: ScriptBase, conversation: Conversation) => [[keys.log(conversation), keys.turns(conversation)], []],
)

/**
 * Whose a message is that is being deleted, as JSON; null if nothing is kept of it: it is remembered as deleted then.
 */
export const runMarkDeleted = defineScript<string | null>('conversation/mark-deleted-1').ofAnybody(
  ({ keys }: ScriptBase, message: MessageId) => [[keys.message(message)], [TOMBSTONE_SECONDS]],
)

/**
 * Removes the turn of a message, and all that was made of it.
 * Returns how many facts were removed, and the messages that showed the answer, if the message was the question.
 */
export const runDeleteMessage = defineScript<[number, MessageId[]]>('conversation/delete-message-20').ofUser(
  (context: ConversationContext, question: QuestionRef, { message, isOnDiscord }: MessageToDelete) => [
    keysWithTraces(context, question),
    [
      ...[...conversationArgs(context, question), assertSnowflake(message), question.id, claimField(question)],
      ...[TOMBSTONE_SECONDS, isOnDiscord ? '1' : '0', context.processId],
    ],
  ],
)

interface MessageToDelete {
  readonly message: MessageId
  readonly isOnDiscord: boolean
}

function keysWithTraces(context: ScriptContext, question: QuestionRef): string[] {
  return [...conversationKeys(context, question), ...traceKeys(context, question.user)]
}
