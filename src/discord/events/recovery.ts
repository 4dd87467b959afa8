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
import { conversationKey } from '../answering/claim-question.ts'
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
  readonly absence: { readonly lookAfter: (question: QuestionRef) => Promise<void> }
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

/** What was said in one conversation is answered when all of it is read: what belongs together gets one answer. Never rejects. */
async function recoverTogether(
  client: Client<true>,
  dependencies: RecoveryDependencies,
  questions: readonly QuestionRef[],
): Promise<void> {
  const reading = questions.map(async question => {
    const message = await readQuestion(client, dependencies, question).catch(async (error: unknown) => {
      const reason = error instanceof MemoryUnavailable ? error.details : discordErrorDetails(error)
      const details = { question: question.id, channel: question.channel, ...reason }
      dependencies.log.error(details, 'unanswered question not recovered')
      await passOn(question, [], dependencies)
      return undefined
    })
    return { id: question.id, message }
  })
  const messages = withEarlier(await Promise.all(reading))
  for (const message of messages) void dependencies.coordinator.answer(message, 'recovered')
  const last = messages.at(-1)
  if (last?.place.kind === 'dm') void dependencies.absence.lookAfter(last)
}

/** What one person has said in one place, in its order, some of it with what stands of an answer: that may be to what was said before, too. */
export function withEarlier(
  said: readonly { readonly id: MessageId; readonly message: IncomingMessage | undefined }[],
): readonly IncomingMessage[] {
  return said.flatMap(({ message }, index) => {
    if (message?.standing === undefined) return message ?? []
    const before = said.slice(0, index)
    const earlier = before.slice(1 + before.findLastIndex(one => one.message?.standing !== undefined))
    return { ...message, standing: { ...message.standing, earlier: earlier.map(({ id }) => id) } }
  })
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
async function readBegun(
  message: Message,
  { messageApi, parseMessage }: Pick<RecoveryDependencies, 'parseMessage' | 'messageApi'>,
): Promise<IncomingMessage> {
  const incoming = parseMessage(message)
  const after = await retryTransient(() => messageApi.readAfter(incoming.channel, incoming.id))
  const shown = standingAnswer(after, incoming, message.client.user.id)
  return withStanding(
    incoming,
    shown.map(one => ({ id: one.id, since: Date.parse(one.edited_timestamp ?? one.timestamp) })),
  )
}

/**
 * A message with what shows an answer to it. Whoever has begun that had something to say, also where nobody spoke to the bot.
 * @param shown `since` when each says what it says, by Discord's clock; in ms since 1970
 */
export function withStanding(
  message: IncomingMessage,
  shown: readonly { readonly id: MessageId; readonly since: number }[],
): IncomingMessage {
  if (shown.length === 0) return message
  const since = Math.min(...shown.map(one => one.since))
  return { ...message, mayBeSilent: false, standing: { messages: shown.map(({ id }) => id), since, earlier: [] } }
}
