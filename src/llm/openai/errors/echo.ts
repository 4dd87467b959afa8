/** Words in a row that somebody else hardly puts the same way by chance. */
const ECHO_WORDS = 3
/** Words. What is longer is found in parts. */
const LONGEST_ECHO = 50

const WORD = /[\p{L}\p{N}_]+/gu

/**
 * A server's words without those it took from the request, in lower case: servers quote what they were sent, and what
 * somebody wrote must not pass for a reason. Taken out are three words in a row that stand in the request, one or two that
 * are a whole line of it, and single ones that look like a code (`insufficient_quota`).
 */
export function withoutEcho(wording: string, requestTexts: readonly string[]): string {
  const text = wording.replaceAll(/\\[nrt]/gu, ' ').toLowerCase()
  const words = [...text.matchAll(WORD)].map(match => ({ word: match[0], at: match.index }))
  const sent = searchable(requestTexts)
  const parts: string[] = []
  let end = 0
  for (let index = 0; index < words.length; ) {
    const length = echoLength(words, index, sent)
    const first = words[index]
    const last = words[index + length - 1]
    if (length > 0 && first !== undefined && last !== undefined) {
      parts.push(text.slice(end, first.at), '…')
      end = last.at + last.word.length
    }
    index += Math.max(1, length)
  }
  return parts.join('') + text.slice(end)
}

interface SentTexts {
  /** All words, each between two spaces. */
  readonly words: string
  readonly lines: ReadonlySet<string>
}

function searchable(texts: readonly string[]): SentTexts {
  const lines = texts.flatMap(text => text.toLowerCase().split('\n')).map(wordsOf)
  return { words: ` ${texts.map(text => wordsOf(text.toLowerCase())).join(' | ')} `, lines: new Set(lines) }
}

function wordsOf(text: string): string {
  return (text.match(WORD) ?? []).join(' ')
}

/** How many words from here on stand in the request one after the other, if that is no chance; the last may be cut off. */
function echoLength(
  words: readonly { readonly word: string }[],
  from: number,
  { words: sent, lines }: SentTexts,
): number {
  let run = ''
  let count = 0
  let length = 0
  for (const { word } of words.slice(from, from + LONGEST_ECHO)) {
    const longer = count === 0 ? word : `${run} ${word}`
    if (!sent.includes(` ${longer}`)) break
    run = longer
    count += 1
    const isCode = count === 1 && word.includes('_') && sent.includes(` ${word} `)
    if (count >= ECHO_WORDS || lines.has(run) || isCode) length = count
  }
  return length
}
