import type { Logger } from 'pino'
import type { DeletedTurn } from '../../memory/ports/conversation-store.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'

export interface RemovalDependencies {
  readonly messageApi: Pick<MessageApi, 'remove'>
  readonly log: Logger
}

/** Deletes the messages that answered a question which was deleted, where they still stand. Never rejects. */
export async function removeAnswer(
  { question, answers }: DeletedTurn,
  { messageApi, log }: RemovalDependencies,
): Promise<void> {
  for (const id of answers) {
    try {
      await retryTransient(() => messageApi.remove(question.channel, id))
    } catch (error) {
      if (classifyDiscordError(error) === 'answerGone') continue
      log.warn({ message: id, channel: question.channel, ...discordErrorDetails(error) }, 'answer not removed')
    }
  }
}
