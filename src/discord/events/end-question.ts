import type { Client, Message, TextBasedChannel } from 'discord.js'
import { compareSnowflakes, snowflakeTime } from '../../memory/turns.ts'
import type { QuestionRef } from '../../memory/types.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'
import { closeMarks } from '../outgoing/markdown/close-marks.ts'
import { MAX_MESSAGE_LENGTH } from '../outgoing/split-message.ts'
import type { UserLocales } from '../user-locales.ts'

/** What was asked longer ago nobody looks for an answer to. */
const MAX_AGE_MS = 86_400_000
/** So many messages after a question its answer may stand among. */
const MESSAGES_AFTER = 50

export interface EndQuestionDependencies {
  readonly messageApi: Pick<MessageApi, 'post' | 'edit'>
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
  const last = (await findAnswer(channel, question)).at(-1)
  if (last === undefined) {
    await messageApi.post(question, question.id, { content: answers.missed }, true)
  } else if (!last.content.endsWith(answers.cutOff)) {
    // Its claim is still there: whether all of it was shown nobody knows.
    const content = `${closeMarks(last.content)}\n\n${answers.cutOff}`
    const isTooLong = content.length > MAX_MESSAGE_LENGTH
    await messageApi.edit(channel.id, last.id, { content: isTooLong ? last.content : content })
    if (isTooLong) await messageApi.post(question, question.id, { content: answers.cutOff }, true)
  }
}

/** The bot's messages from its reply to the question on, up to what anybody else said there. */
async function findAnswer(channel: TextBasedChannel, { id }: QuestionRef): Promise<readonly Message[]> {
  const after = await retryTransient(() => channel.messages.fetch({ after: id, limit: MESSAGES_AFTER }))
  const inOrder = [...after.values()].toSorted((one, other) => compareSnowflakes(one.id, other.id))
  const begin = inOrder.findIndex(
    ({ author, client, reference }) => author.id === client.user.id && reference?.messageId === id,
  )
  if (begin === -1) return []
  const rest = inOrder.slice(begin)
  const end = rest.findIndex(
    ({ author, client, reference }, at) => at > 0 && (author.id !== client.user.id || reference !== null),
  )
  return end === -1 ? rest : rest.slice(0, end)
}
