import type { Logger } from 'pino'
import type { TakenOut } from '../memory/ports.ts'
import { discordFacts, discordFailure } from './failure.ts'
import { type Messages, patiently } from './messages.ts'

export interface TakeAwayParts {
  readonly messages: Pick<Messages, 'remove'>
  readonly log: Logger
}

/** Deletes the messages that answered a question which was deleted, where they still stand. Never rejects. */
export async function takeAway({ question, answers }: TakenOut, { messages, log }: TakeAwayParts): Promise<void> {
  for (const id of answers) {
    try {
      await patiently(() => messages.remove(question.channel, id))
    } catch (error) {
      if (discordFailure(error) === 'answerGone') continue
      log.warn({ message: id, channel: question.channel, ...discordFacts(error) }, 'an answer could not be taken away')
    }
  }
}
