import type { MessageId } from '../../memory/types.ts'
import type { OutgoingMessage } from '../message-api.ts'
import { MAX_MESSAGES } from './split-message.ts'

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

/** The messages of an answer, as many as are shown at most: the last one carries what belongs under the answer. */
export function endingWith(contents: readonly string[], ending: Omit<OutgoingMessage, 'content'>): OutgoingMessage[] {
  const shown = contents.slice(0, MAX_MESSAGES)
  return shown.map((content, index) => ({ content, ...(index === shown.length - 1 && ending) }))
}
