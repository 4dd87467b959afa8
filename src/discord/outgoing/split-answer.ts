import { findLinks, hideLinks, type ShownLinks } from './links.ts'
import { closeFence, MAX_MESSAGE_LENGTH, splitMessage } from './split-message.ts'

/** Backticks that are set when a message is looked at by itself. */
const ROOM = 60

/**
 * An answer as messages in which no link can be opened that is not known. Each is looked at by itself, as Discord does: where
 * one ends within code, what was code in the next is none any more.
 */
export function splitAnswer(text: string, links: ShownLinks): readonly string[] {
  const hasHidden = findLinks(text).some(link => !links.known.has(link))
  if (!hasHidden) return splitMessage(text)
  // While it grows, a block of code that is open is code all the same.
  const whole = links.isPartial === true ? closeFence(text) : text
  return splitMessage(hideLinks(whole, links), MAX_MESSAGE_LENGTH - ROOM).map(part => {
    const shown = hideLinks(part, links)
    return shown.length <= MAX_MESSAGE_LENGTH ? shown : withoutLinks(part, links)
  })
}

/** What would be too long with its links in backticks is shown without them. */
function withoutLinks(part: string, { known }: ShownLinks): string {
  return findLinks(part).reduce((text, link) => (known.has(link) ? text : text.replaceAll(link, '…')), part)
}
