import type { APIMessage } from 'discord.js'
import type { QuestionRef, UserId } from '../../memory/types.ts'

/**
 * The messages that show an answer, of those that came after its question, the oldest first: the bot's reply to it, its reply to
 * that, and so on. Other answers may stand among them: several processes write in a channel at once.
 */
export function standingAnswer(
  after: readonly APIMessage[],
  { id }: QuestionRef,
  botId: UserId,
): readonly APIMessage[] {
  const parts: APIMessage[] = []
  for (const message of after) {
    const isReply = message.message_reference?.message_id === (parts.at(-1)?.id ?? id)
    if (message.author.id === botId && isReply) parts.push(message)
  }
  return parts
}
