import type { Client } from 'discord.js'
import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { snowflakeTime } from '../../memory/turns.ts'
import type { QuestionRef } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import { fetchMember, subjectOfMessage } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { AnswerJournal } from '../answering/answer-journal.ts'
import type { DiscordClock } from '../clock.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import type { MessageParser } from '../incoming/parse-message.ts'
import { retryTransient } from '../message-api.ts'
import { type EndQuestionDependencies, endQuestion } from './end-question.ts'

/** A question older than this is not answered any more: who asked has gone on, and is told that it was missed. */
export const MAX_QUESTION_AGE_MS = 5 * 60_000

export interface RecoveryDependencies extends EndQuestionDependencies {
  readonly conversations: Pick<ConversationStore, 'takeOverClaims' | 'releaseClaim'>
  readonly coordinator: AnswerCoordinator
  readonly access: Pick<AccessPolicy, 'refusalFor'>
  readonly journal: AnswerJournal
  readonly parseMessage: MessageParser
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly log: Logger
}

/** Answers the questions that a process had claimed and left unanswered when it died, if they are still wanted. */
export async function recoverQuestions(client: Client<true>, dependencies: RecoveryDependencies): Promise<void> {
  const { conversations, discordClock, log } = dependencies
  for (const question of await conversations.takeOverClaims()) {
    const details = { question: question.id, channel: question.channel }
    if (discordClock.now() - snowflakeTime(question.id) > MAX_QUESTION_AGE_MS) {
      log.warn(details, 'unanswered question expired')
      await conversations.releaseClaim(question)
      endQuestion(client, dependencies, question, discordClock.now()).catch((error: unknown) =>
        log.warn({ ...details, ...discordErrorDetails(error) }, 'nobody was told that a question expired'),
      )
    } else {
      recoverQuestion(client, dependencies, question).catch((error: unknown) => {
        const reason = error instanceof MemoryUnavailable ? error.details : discordErrorDetails(error)
        log.error({ ...details, ...reason }, 'unanswered question not recovered')
      })
    }
  }
}

async function recoverQuestion(
  client: Client<true>,
  { access, conversations, coordinator, journal, parseMessage }: RecoveryDependencies,
  question: QuestionRef,
): Promise<void> {
  try {
    const channel = await retryTransient(() => client.channels.fetch(question.channel))
    if (channel?.isTextBased()) {
      const message = await retryTransient(() => channel.messages.fetch(question.id))
      await fetchMember(message)
      const refusal = access.refusalFor(subjectOfMessage(message))
      if (refusal === undefined) await coordinator.answer(parseMessage(message), 'recovered')
      else {
        journal.unanswered(question, 'notAllowed', { about: refusal.about, setting: refusal.source })
        await conversations.releaseClaim(question)
      }
    } else await conversations.releaseClaim(question)
  } catch (error) {
    const failure = classifyDiscordError(error)
    if (failure === 'transient') throw error
    if (failure === 'answerGone') await coordinator.handleDeletion(question.id)
    await conversations.releaseClaim(question)
  }
}
