import type { Client } from 'discord.js'
import type { Logger } from 'pino'
import { MemoryUnavailable } from '../../errors.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { snowflakeTime } from '../../memory/turns.ts'
import type { QuestionRef } from '../../memory/types.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import { retryTransient } from '../message-api.ts'

/** A question older than this is not answered any more: who asked has gone on. */
const MAX_QUESTION_AGE_MS = 5 * 60_000

export interface RecoveryDependencies {
  readonly store: Pick<ConversationStore, 'takeOverClaims' | 'releaseClaim'>
  readonly coordinator: AnswerCoordinator
  readonly log: Logger
}

/** Answers the questions that a process had claimed and left unanswered when it died, if they are still wanted. */
export async function recoverQuestions(client: Client<true>, parts: RecoveryDependencies): Promise<void> {
  for (const question of await parts.store.takeOverClaims()) {
    if (Date.now() - snowflakeTime(question.id) > MAX_QUESTION_AGE_MS) {
      parts.log.warn(
        { question: question.id, channel: question.channel },
        'a question was missed while the bot was down',
      )
      await parts.store.releaseClaim(question)
    } else {
      recoverQuestion(client, parts, question).catch((error: unknown) => {
        const facts = error instanceof MemoryUnavailable ? error.details : discordErrorDetails(error)
        parts.log.error(
          { question: question.id, channel: question.channel, ...facts },
          'a question left over could not be answered',
        )
      })
    }
  }
}

async function recoverQuestion(
  client: Client<true>,
  { store, coordinator }: RecoveryDependencies,
  question: QuestionRef,
): Promise<void> {
  try {
    const channel = await retryTransient(() => client.channels.fetch(question.channel))
    if (channel?.isTextBased())
      await coordinator.answer(await retryTransient(() => channel.messages.fetch(question.id)), 'recovered')
    else await store.releaseClaim(question)
  } catch (error) {
    const failure = classifyDiscordError(error)
    if (failure === 'passing') throw error
    if (failure === 'answerGone') await coordinator.handleDeletion(question.id)
    await store.releaseClaim(question)
  }
}
