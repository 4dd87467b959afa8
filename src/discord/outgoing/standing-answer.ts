import type { APIMessage } from 'discord.js'
import type { QuestionRef, UserId } from '../../memory/types.ts'

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
