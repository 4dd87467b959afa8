/** Discord's limit for the content of one message, in UTF-16 units (never more than what Discord counts). */
export const MESSAGE_LIMIT = 2000
/** An answer fills at most this many messages. */
export const MOST_MESSAGES = 10

const FENCE = '```'
const CLOSE = `\n${FENCE}`
/** A cut at a paragraph or line is taken only if it leaves a message at least this full. */
const LEAST_FILLED = 0.4

/** The language of the code fence that `text` leaves open, or undefined if it closes all. */
function openFence(text: string, openBefore: string | undefined): string | undefined {
  let language = openBefore
  for (let at = text.indexOf(FENCE); at >= 0; at = text.indexOf(FENCE, at + FENCE.length)) {
    if (language === undefined) language = /^[\w+#.-]{0,40}(?=\n|$)/u.exec(text.slice(at + FENCE.length))?.[0] ?? ''
    else language = undefined
  }
  return language
}

/** The last place up to `room` where a message may end: after a paragraph, a line, a word, else between characters. */
function cutAt(text: string, room: number): number {
  const least = Math.floor(room * LEAST_FILLED)
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(separator, room)
    if (at >= least && at > 0) return at
  }
  let at = room
  // Not inside a surrogate pair, nor before what belongs to the character in front of it (marks, joiners, skin tones).
  while (at > 1 && /^[\uDC00-\uDFFF\p{M}\u200D\uFE0F]|^\uD83C[\uDFFB-\uDFFF]/u.test(text.slice(at, at + 2))) at -= 1
  if (at > 1 && text[at - 1] === '\u200D') at -= 1
  return at > room / 2 ? at : room
}

/**
 * Splits an answer into messages of at most `limit`: at a paragraph, else a line, else a word, else anywhere.
 * A code fence open at a split is closed there and opened again, with its language, in the next message.
 * Text that grows at its end never changes messages before the last two, so it can be shown while it streams.
 */
export function split(text: string, limit = MESSAGE_LIMIT): string[] {
  const parts: string[] = []
  let language: string | undefined
  let rest = text
  while (rest !== '') {
    const reopen = language === undefined ? '' : `${FENCE}${language}\n`
    if (reopen.length + rest.length <= limit) {
      parts.push(reopen + rest)
      break
    }
    const room = limit - reopen.length - CLOSE.length
    const at = cutAt(rest, room)
    const head = rest.slice(0, at)
    language = openFence(head, language)
    parts.push(reopen + head.trimEnd() + (language === undefined ? '' : CLOSE))
    rest = rest.slice(at).replace(language === undefined ? /^(?:\n+| )/u : /^\n/u, '')
  }
  return parts.filter(part => part.trim() !== '')
}
