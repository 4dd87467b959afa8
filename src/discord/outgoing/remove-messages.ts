import type { ChannelId, MessageId } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import { type MessageApi, retryTransient } from '../message-api.ts'

/** Deletes messages of the bot, where they still stand. Never rejects: `onFailure` is told of each that stays. */
export async function removeMessages(
  messageApi: Pick<MessageApi, 'remove'>,
  channel: ChannelId,
  messages: readonly MessageId[],
  onFailure: (error: unknown, message: MessageId) => void,
): Promise<void> {
  for (const id of messages) {
    try {
      await retryTransient(() => messageApi.remove(channel, id))
    } catch (error) {
      if (classifyDiscordError(error) !== 'answerGone') onFailure(error, id)
    }
  }
}
