import type { Client, Message } from 'discord.js'
import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { compareSnowflakes, snowflakeTime } from '../../memory/turns.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import { fetchMember, subjectOfMessage } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { AnswerJournal } from '../answering/answer-journal.ts'
import { conversationKey, type Trigger } from '../answering/claim-question.ts'
import { MAX_QUESTION_AGE_MS, passOn } from '../answering/read-claim.ts'
import { shardsOf } from '../client.ts'
import type { DiscordClock } from '../clock.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import type { IncomingMessage, MessageParser } from '../incoming/parse-message.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'
import { removeStanding, standingAnswer } from '../outgoing/standing-answer.ts'
import { type EndQuestionDependencies, endQuestion } from './end-question.ts'

export interface RecoveryDependencies extends EndQuestionDependencies {
  readonly conversations: Pick<ConversationStore, 'takeOverClaims' | 'releaseClaim' | 'passOnClaim'>
  readonly messageApi: Pick<MessageApi, 'post' | 'edit' | 'readAfter' | 'remove'>
  readonly outbox: Pick<Outbox, 'addAnswer'>
  readonly coordinator: AnswerCoordinator
  readonly access: Pick<AccessPolicy, 'refusalFor'>
  readonly journal: AnswerJournal
  readonly parseMessage: MessageParser
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly log: Logger
}

/** Answers the questions of this process's shards that another had claimed and left unanswered when it died, if they are still wanted. */
export async function recoverQuestions(client: Client<true>, dependencies: RecoveryDependencies): Promise<void> {
  const { conversations, discordClock } = dependencies
  const questions = await conversations.takeOverClaims(shardsOf(client))
  const isOld = ({ id }: QuestionRef) => discordClock.now() - snowflakeTime(id) > MAX_QUESTION_AGE_MS
  for (const question of questions.filter(isOld)) void expireQuestion(client, dependencies, question)
  const young = questions
    .filter(question => !isOld(question))
    .toSorted((one, other) => compareSnowflakes(one.id, other.id))
  for (const together of Map.groupBy(young, conversationKey).values())
    void recoverTogether(client, dependencies, together)
}

/** Never rejects. */
async function expireQuestion(
  client: Client<true>,
  dependencies: RecoveryDependencies,
  question: QuestionRef,
): Promise<void> {
  const { conversations, outbox, discordClock, log } = dependencies
  const details = { question: question.id, channel: question.channel }
  log.warn(details, 'unanswered question expired')
  try {
    await endQuestion(client, dependencies, question, discordClock.now())
  } catch (error) {
    log.warn({ ...details, ...discordErrorDetails(error) }, 'nobody was told that a question expired')
    if (classifyDiscordError(error) === 'transient') return await passOn(question, [], dependencies)
  }
  await conversations.releaseClaim(question).catch((error: unknown) => {
    log.warn({ ...details, ...errorDetails(error) }, 'memory unavailable: the claim of an expired question ends later')
    outbox.addAnswer(question, undefined)
  })
}

/** Never rejects. */
async function recoverTogether(
  client: Client<true>,
  dependencies: RecoveryDependencies,
  questions: readonly QuestionRef[],
): Promise<void> {
  const read = (question: QuestionRef) =>
    readQuestion(client, dependencies, question).catch(async (error: unknown) => {
      const reason = error instanceof MemoryUnavailable ? error.details : discordErrorDetails(error)
      const details = { question: question.id, channel: question.channel, ...reason }
      dependencies.log.error(details, 'unanswered question not recovered')
      await passOn(question, [], dependencies)
      return undefined
    })
  await answerTogether(questions, { ...dependencies, read, trigger: 'recovered' })
}

interface AnswerTogetherOptions<T> {
  readonly coordinator: Pick<AnswerCoordinator, 'answer'>
  /** Undefined for what is not to be answered. */
  readonly read: (one: T) => Promise<IncomingMessage | undefined>
  readonly trigger: Trigger
}

/**
 * Answers what one person has said in one place, in its order, when all of it is read: what belongs together gets one answer. Rejects
 * where it can't be read.
 */
export async function answerTogether<T extends { readonly id: MessageId }>(
  said: readonly T[],
  { coordinator, read, trigger }: AnswerTogetherOptions<T>,
): Promise<void> {
  const messages = await Promise.all(said.map(read))
  for (const [index, message] of messages.entries()) {
    if (message === undefined) continue
    const { standing } = message
    const answeredBefore = messages.slice(0, index).findLastIndex(one => one?.standing !== undefined)
    const earlier = said.slice(answeredBefore + 1, index).map(({ id }) => id)
    void coordinator.answer(standing ? { ...message, standing: { ...standing, earlier } } : message, trigger)
  }
}

/** The message of a claimed question; undefined if nobody is to answer it any more: then its claim is ended. */
async function readQuestion(
  client: Client<true>,
  dependencies: RecoveryDependencies,
  question: QuestionRef,
): Promise<IncomingMessage | undefined> {
  const { access, conversations, coordinator, journal, messageApi, log } = dependencies
  const onFailure = (error: unknown) =>
    log.warn({ question: question.id, ...discordErrorDetails(error) }, 'what was begun of an answer is not removed')
  try {
    const channel = await retryTransient(() => client.channels.fetch(question.channel))
    if (channel?.isTextBased()) {
      const message = await retryTransient(() => channel.messages.fetch(question.id))
      await fetchMember(message)
      const refusal = access.refusalFor(subjectOfMessage(message))
      if (refusal === undefined) return await readBegun(message, dependencies)
      journal.unanswered(question, 'notAllowed', { about: refusal.about, setting: refusal.source })
    }
  } catch (error) {
    const failure = classifyDiscordError(error)
    if (failure === 'transient') throw error
    if (failure === 'answerGone') {
      await coordinator.handleDeletion(question.id)
      // Memory knows nothing of what a process that died has begun.
      await removeStanding({ messageApi, question, botId: client.user.id, onFailure })
    }
  }
  await conversations.releaseClaim(question)
  return undefined
}

/** A message with what stands on Discord of an answer to it. Throws the error of discord.js. */
export async function readBegun(
  message: Message,
  {
    messageApi,
    parseMessage,
  }: Pick<RecoveryDependencies, 'parseMessage'> & Pick<EndQuestionDependencies, 'messageApi'>,
): Promise<IncomingMessage> {
  const incoming = parseMessage(message)
  const after = await retryTransient(() => messageApi.readAfter(incoming.channel, incoming.id))
  const shown = standingAnswer(after, incoming, message.client.user.id)
  if (shown.length === 0) return incoming
  const since = Math.min(...shown.map(one => Date.parse(one.edited_timestamp ?? one.timestamp)))
  return { ...incoming, standing: { messages: shown.map(({ id }) => id), since, earlier: [] } }
}
