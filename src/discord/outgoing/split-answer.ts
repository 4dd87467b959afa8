import type { OutgoingMessage } from '../message-api.ts'
import { findLinks, hideLinks, type ShownLinks } from './links.ts'
import { closeMarks } from './markdown/close-marks.ts'
import { MAX_MESSAGE_LENGTH, splitMessage } from './split-message.ts'

/** Backticks that are set when a message is looked at by itself. */
const ROOM = 60

/** How an answer is shown. */
export interface AnswerView extends ShownLinks {
  /** The text still grows: what is half written at its end is left out, and what is open is closed for as long. */
  readonly isGrowing?: boolean
}

/**
 * An answer as messages in which every mark is closed, and no link can be opened that is not known. Each is looked at by itself, as
 * Discord does: where one ends within code, what was code in the next is none any more.
 */
export function splitAnswer(text: string, { isGrowing = false, ...links }: AnswerView): readonly string[] {
  const whole = closeMarks(text, isGrowing)
  const hasHidden = findLinks(whole).some(link => !links.known.has(link))
  if (!hasHidden) return splitMessage(whole)
  return splitMessage(hideLinks(whole, links), MAX_MESSAGE_LENGTH - ROOM).map(part => {
    const shown = hideLinks(part, links)
    return shown.length <= MAX_MESSAGE_LENGTH ? shown : withoutLinks(part, links)
  })
}

/** What would be too long with its links in backticks is shown without them. */
function withoutLinks(part: string, { known }: ShownLinks): string {
  return findLinks(part).reduce((text, link) => (known.has(link) ? text : text.replaceAll(link, '…')), part)
}

/** The same message where its file may not be shown, with a note that says so. */
export function withoutFile({ content, button }: OutgoingMessage, text: string): OutgoingMessage {
  const note = `\n\n${text}`
  return {
    content: (splitMessage(content, MAX_MESSAGE_LENGTH - note.length)[0] ?? '') + note,
    ...(button && { button }),
  }
}
