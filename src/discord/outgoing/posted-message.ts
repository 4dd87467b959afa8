import type { MessageId, QuestionRef } from '../../memory/types.ts'
import type { MessageApi, OutgoingMessage } from '../message-api.ts'

/** A message of an answer as it stands on Discord. */
export interface PostedMessage {
  readonly id: MessageId
  /** Undefined where the message shows an earlier answer still. */
  content: string | undefined
  /** What was sent last to be written over it, as nobody knows yet whether it was. */
  attempt?: string
  /** The custom id of its button. */
  button: string | undefined
}

/** One that shows an earlier answer, or nothing that is known. */
export const emptyMessage = (id: MessageId): PostedMessage => ({ id, content: undefined, button: undefined })

/** Whether it shows already what it is to show. */
export const isUpToDate = (part: OutgoingMessage, posted: PostedMessage | undefined) =>
  posted?.content === part.content && posted.button === part.button?.id && part.file === undefined

/** The messages of an answer: the last one carries what belongs under the answer. */
export function endingWith(contents: readonly string[], ending: Omit<OutgoingMessage, 'content'>): OutgoingMessage[] {
  return contents.map((content, index) => ({ content, ...(index === contents.length - 1 && ending) }))
}

interface ReplyOptions {
  readonly messageApi: Pick<MessageApi, 'repliesTo'>
  readonly question: QuestionRef
  readonly answersTo: (message: MessageId) => boolean
}

/** Whether a message of an earlier answer replies to none of those that an answer is to. Throws the error of discord.js. */
export async function isOtherReply(
  { id, content }: PostedMessage,
  { messageApi, question, answersTo }: ReplyOptions,
): Promise<boolean> {
  if (content !== undefined) return false
  const repliesTo = await messageApi.repliesTo(question.channel, id)
  return repliesTo !== undefined && repliesTo !== question.id && !answersTo(repliesTo)
}
