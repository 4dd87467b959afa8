import type { APIMessage } from 'discord.js'
import type { QuestionRef, UserId } from '../../memory/types.ts'

/**
 * The messages that show an answer, of those that came after its question, the oldest first: the bot's reply to it, and what the
 * bot wrote next, up to what anybody else said, or its reply to another message.
 */
export function standingAnswer(
  after: readonly APIMessage[],
  { id }: QuestionRef,
  botId: UserId,
): readonly APIMessage[] {
  const begin = after.findIndex(
    ({ author, message_reference }) => author.id === botId && message_reference?.message_id === id,
  )
  if (begin === -1) return []
  const rest = after.slice(begin)
  const end = rest.findIndex(
    ({ author, message_reference }, at) => at > 0 && (author.id !== botId || message_reference !== undefined),
  )
  return end === -1 ? rest : rest.slice(0, end)
}
