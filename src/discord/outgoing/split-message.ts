/** Discord's limit for the content of one message, in UTF-16 units (never more than what Discord counts). */
export const MAX_MESSAGE_LENGTH = 2000
/** An answer fills at most this many messages. */
export const MAX_MESSAGES = 10

const FENCE = '```'
export const FENCE_CLOSE = `\n${FENCE}`
/** A cut at a paragraph or line is taken only if it leaves a message at least this full. */
const MIN_FILL = 0.4

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A code fence that is open: in which language, and where it was opened in the text at hand (-1: before it). */
interface OpenFence {
  readonly language: string
  readonly at: number
}

/** The code fence that `text` leaves open, or undefined if it closes all. */
function findOpenFence(text: string, openBefore: string | undefined): OpenFence | undefined {
  let fence: OpenFence | undefined = openBefore === undefined ? undefined : { language: openBefore, at: -1 }
  for (let at = text.indexOf(FENCE); at >= 0; at = text.indexOf(FENCE, at + FENCE.length)) {
    const language = /^[\w+#.-]{0,40}(?=\n|$)/u.exec(text.slice(at + FENCE.length, at + FENCE.length + 41))?.[0] ?? ''
    fence = fence === undefined ? { language, at } : undefined
  }
  return fence
}

/** Closes the code fence that a text was broken off in, so that what comes after it is no code. */
export const closeFence = (text: string) => (findOpenFence(text, undefined) === undefined ? text : text + FENCE_CLOSE)

/** The last place up to `room` where a message may end: after a paragraph, a line, a word, else between characters. */
function findCut(text: string, room: number): number {
  const least = Math.floor(room * MIN_FILL)
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(separator, room)
    if (at >= least && at > 0) return at
  }
  // Not inside what a reader sees as one character, unless that is endless, and then at least not inside a code point.
  const at = graphemes.segment(text.slice(0, room + 2)).containing(room)?.index ?? room
  if (at > room / 2) return at
  return /^[\uDC00-\uDFFF]/u.test(text.slice(room)) && room > 1 ? room - 1 : room
}

/** Moves a cut out of the backticks of a fence, and before a fence that is opened right there. */
function moveCutOutOfFence(text: string, cut: number, openBefore: string | undefined): number {
  let at = cut
  if (text[at] === '`') while (at > 0 && text[at - 1] === '`') at -= 1
  if (at === 0) at = cut
  const head = text.slice(0, at)
  const opened = findOpenFence(head, openBefore)?.at ?? -1
  return opened > 0 && /^```[^\s`]*\s*$/u.test(head.slice(opened)) ? opened : at
}

/**
 * Splits an answer into messages of at most `limit`: at a paragraph, else a line, else a word, else anywhere.
 * A code fence open at a split is closed there and opened again, with its language, in the next message.
 * Text that grows at its end never changes messages before the last two, so it can be shown while it streams.
 */
export function splitMessage(text: string, limit = MAX_MESSAGE_LENGTH): string[] {
  const parts: string[] = []
  let language: string | undefined
  let rest = text
  while (rest !== '') {
    const reopen = language === undefined ? '' : `${FENCE}${language}\n`
    if (reopen.length + rest.length <= limit) {
      parts.push(reopen + rest)
      break
    }
    const at = moveCutOutOfFence(rest, findCut(rest, limit - reopen.length - FENCE_CLOSE.length), language)
    const head = rest.slice(0, at)
    language = findOpenFence(head, language)?.language
    parts.push(reopen + head.trimEnd() + (language === undefined ? '' : FENCE_CLOSE))
    rest = rest.slice(at)
    if (language !== undefined && /^\n?```/u.test(rest)) {
      rest = rest.slice(rest.indexOf(FENCE) + FENCE.length) // closed already, as it would have been here
      language = undefined
    }
    rest = rest.replace(language === undefined ? /^(?:\n+| )/u : /^\n/u, '')
  }
  return parts.filter(part => part.trim() !== '')
}
