import type { APIMessage } from 'discord.js'
import type { MessageId, QuestionRef } from '../../memory/types.ts'
import type { OutgoingMessage } from '../message-api.ts'

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

/** Whether a message replies to one that is none of those that an answer is to. */
export function isReplyToOther(
  { message_reference: reference }: Pick<APIMessage, 'message_reference'>,
  { question, answersTo }: { readonly question: QuestionRef; readonly answersTo: (message: MessageId) => boolean },
): boolean {
  const id = reference?.message_id ?? question.id
  return id !== question.id && !answersTo(id)
}
