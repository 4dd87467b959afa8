import type { Client } from 'discord.js'
import { snowflakeTime } from '../../memory/turns.ts'
import type { QuestionRef } from '../../memory/types.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'
import { markCutOff, standingAnswer } from '../outgoing/standing-answer.ts'
import type { UserLocales } from '../user-locales.ts'

/** What was asked longer ago nobody looks for an answer to. */
const MAX_AGE_MS = 86_400_000

export interface EndQuestionDependencies {
  readonly messageApi: Pick<MessageApi, 'post' | 'edit' | 'readAfter'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
}

/**
 * Ends a question that a process died over, and that is too old to be answered: what stands of an answer is marked as cut
 * off, without the button that would stop it; where nothing does, the person is told that the question was missed. Throws the
 * error of discord.js.
 */
export async function endQuestion(
  client: Client<true>,
  { messageApi, userLocales }: EndQuestionDependencies,
  question: QuestionRef,
  now: number,
): Promise<void> {
  if (now - snowflakeTime(question.id) > MAX_AGE_MS) return
  const channel = await retryTransient(() => client.channels.fetch(question.channel))
  if (channel?.isTextBased() !== true) return
  const { answers } = userLocales.textsOf(question.user, channel.isDMBased() ? undefined : channel.guildId)
  const after = await retryTransient(() => messageApi.readAfter(channel.id, question.id))
  const last = standingAnswer(after, question, client.user.id).at(-1)
  if (last === undefined) {
    await messageApi.post(question, question.id, { content: answers.missed })
  } else if (last.content !== answers.missed) {
    // Its claim is still there: whether all of it was shown nobody knows.
    await markCutOff(messageApi, question, last, answers.cutOff)
  }
}
