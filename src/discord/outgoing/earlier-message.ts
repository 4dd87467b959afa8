import type { MessageId, QuestionRef } from '../../memory/types.ts'
import type { MessageApi } from '../message-api.ts'
import type { PostedMessage } from './posted-message.ts'

interface EarlierOptions {
  readonly messageApi: Pick<MessageApi, 'read' | 'repliesTo' | 'isOwnContent'>
  readonly question: QuestionRef
  readonly answersTo: (message: MessageId) => boolean
}

/**
 * Whose a message of an earlier answer is that is to be written over: `others` where it replies to none of those that the answer is to, and
 * `newer` where it is a notice that takes its place, and another process has answered the question's present words there already. Throws the error of discord.js.
 * @param noticeSince when the question got the words to which a notice is, by Discord's clock; in ms since 1970
 */
export async function ownerOfEarlier(
  { id, content }: PostedMessage,
  noticeSince: number | undefined,
  { messageApi, question, answersTo }: EarlierOptions,
): Promise<'others' | 'newer' | undefined> {
  if (content !== undefined) return undefined
  const repliesTo = await messageApi.repliesTo(question.channel, id)
  if (repliesTo !== undefined && repliesTo !== question.id && !answersTo(repliesTo)) return 'others'
  if (noticeSince === undefined) return undefined
  const standing = await messageApi.read(question.channel, id)
  const isNewer = Date.parse(standing.edited_timestamp ?? standing.timestamp) > noticeSince
  return isNewer && !messageApi.isOwnContent(standing) ? 'newer' : undefined
}
