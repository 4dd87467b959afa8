import type { APIMessage } from 'discord.js'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'
import { removeMessages } from './remove-messages.ts'

interface StandingOptions {
  readonly messageApi: Pick<MessageApi, 'readAfter' | 'remove'>
  readonly question: QuestionRef
  readonly botId: UserId
  readonly onFailure: (error: unknown) => void
}

/**
 * The messages that show an answer, of those that came after its question, in their order: each replies to it. Where the bot
 * may not reply, none is found.
 */
export function standingAnswer(
  after: readonly APIMessage[],
  { id }: QuestionRef,
  botId: UserId,
): readonly APIMessage[] {
  return after.filter(({ author, message_reference }) => author.id === botId && message_reference?.message_id === id)
}

/** What the bot's answer to the question shows on Discord, whichever process wrote it. Throws the error of discord.js. */
export async function readStanding({
  messageApi,
  question,
  botId,
}: Omit<StandingOptions, 'onFailure'>): Promise<readonly APIMessage[]> {
  return standingAnswer(await messageApi.readAfter(question.channel, question.id), question, botId)
}

/** Where an answer was taken over, whoever had begun it may have posted more of it since: only these messages stay. Never rejects. */
export async function removeOthers(messages: readonly MessageId[], options: StandingOptions): Promise<void> {
  const { messageApi, question, onFailure } = options
  const standing = await retryTransient(() => readStanding(options)).catch((error: unknown) => {
    onFailure(error)
    return []
  })
  const others = standing.map(({ id }) => id).filter(id => !messages.includes(id))
  await removeMessages(messageApi, question.channel, others, onFailure)
}
