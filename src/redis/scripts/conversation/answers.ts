import type { Answer, Conversation, MessageId, QuestionRef, Trace } from '../../../memory/types.ts'
import { assertSnowflake, claimField } from '../../keys.ts'
import { answerJson, messageOwnerJson, traceJson } from '../../records/turns.ts'
import { defineScript } from '../../run-script.ts'
import { conversationArgs, conversationKeys, type ScriptContext, TOMBSTONE_SECONDS } from '../script-context.ts'
import { type ConversationContext, learningArgs } from './questions.ts'

const keepAnswer = defineScript<'kept' | 'unkept' | 'gone'>('conversation/keep-answer-19')
const findLastAnswer = defineScript<[string, string] | null>('conversation/find-last-answer-2')
const deleteMessage = defineScript<[number, MessageId[]]>('conversation/delete-message-19')

/** @param snapshotToken that of the snapshot the answer was made from; '' if it was made of the question alone */
export async function runKeepAnswer(
  context: ConversationContext,
  question: QuestionRef,
  { snapshotToken, answer, trace }: { snapshotToken: string; answer: Answer; trace: Trace | undefined },
): Promise<'kept' | 'unkept' | 'gone'> {
  return await keepAnswer.run(context.redis, keysWithTrace(context, question), [
    ...[...conversationArgs(context, question), ...learningArgs(context), snapshotToken, assertSnowflake(question.id)],
    ...[answerJson(question, answer), messageOwnerJson(question), claimField(question), context.logLimit],
    ...[trace === undefined ? '' : traceJson(trace), TOMBSTONE_SECONDS, ...answer.messages.map(assertSnowflake)],
  ])
}

/** The newest question that has an answer, by its id, and the answer as JSON; null if there is none. */
export async function runFindLastAnswer(
  { redis, keys }: Pick<ScriptContext, 'redis' | 'keys'>,
  conversation: Conversation,
): Promise<[string, string] | null> {
  return await findLastAnswer.run(redis, [keys.log(conversation), keys.turns(conversation)], [])
}

/**
 * Removes the turn of a message, and all that was made of it.
 * Returns how many facts were removed, and the messages that showed the answer, if the message was the question.
 */
export async function runDeleteMessage(
  context: ScriptContext,
  message: MessageId,
  { question, isOnDiscord }: { question: QuestionRef; isOnDiscord: boolean },
): Promise<[number, MessageId[]]> {
  return await deleteMessage.run(context.redis, keysWithTrace(context, question), [
    ...[...conversationArgs(context, question), assertSnowflake(message), question.id, claimField(question)],
    ...[TOMBSTONE_SECONDS, isOnDiscord ? '1' : '0'],
  ])
}

function keysWithTrace(context: ScriptContext, question: QuestionRef): string[] {
  const { keys } = context
  return [...conversationKeys(context, question), keys.trace(question), keys.traces(question.user)]
}
