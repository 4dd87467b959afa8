import { trimEnding } from '../../memory/text/normalize.ts'

/** What stands between a name and a time, or around both. */
const SEPARATOR = /[\s,;|·–—@-]/u

/** Numbers with what dates and times have between them, and the words that belong to them. */
const TIME =
  /^(?:[\d\s.,:/+–-]|\b(?:utc|gmt|am|pm|t|z|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b)+$/u

/** Brackets at the beginning of a text, and what they hold; what is a link is none. */
const BRACKETS = /^[*_]{0,3}[[【]([^[\]【】\n]{1,140})[\]】]([*_]{0,3}[:：]?[*_]{0,3})[ \t]*(?!\()/u
const OPEN_BRACKETS = /^[*_]{0,3}[[【][^[\]【】\n]{0,140}(?:[\]】][*_]{0,3}[:：]?[*_]{0,3}[ \t]*)?$/u

/** Over what the bot has said to others in a channel, a prompt writes `you, to Ada, 09:05`. */
const OWN_LINE = /^you(?:, to [^\n]{1,110}?)?, ([^,\n]{1,60})(?:, above)?$/u

export interface HeaderNames {
  /** In lower case. */
  readonly names: readonly string[]
  /** Words for what an answer is, in lower case. */
  readonly labels: readonly string[]
}

/**
 * How long a header in brackets is that a text begins with, as models make it after the one of a prompt: `[date, Keepsake:]`,
 * `[Keepsake, 09:00 UTC]`, `[Reply to Ada]`. Undefined where there is none, `open` where what follows decides.
 */
export function findBracketHeader(text: string, known: HeaderNames, isEnd: boolean): number | 'open' | undefined {
  const found = BRACKETS.exec(text)
  if (found !== null && (isEnd || found[0].length < text.length)) {
    const inner = (found[1] ?? '').trim().toLowerCase()
    return isHeader(inner, known) ? found[0].length : undefined
  }
  return !isEnd && OPEN_BRACKETS.test(text) ? 'open' : undefined
}

function isHeader(inner: string, { names, labels }: HeaderNames): boolean {
  const isAddressed = /[:：]$/u.test(inner)
  const bare = trimEnding(inner, /[:：\s]/u)
  if (labels.includes(bare) || isReplyTo(bare, { names, labels })) return true
  const [, said] = OWN_LINE.exec(bare) ?? []
  if (said !== undefined && TIME.test(said)) return true
  return names.some(name => {
    if (bare === name) return true
    const before = bare.endsWith(name) ? bare.slice(0, -name.length) : undefined
    if (before !== undefined && SEPARATOR.test(before.at(-1) ?? ''))
      return isAddressed || TIME.test(trimEnding(before, SEPARATOR))
    const after = bare.startsWith(name) ? bare.slice(name.length) : ''
    return SEPARATOR.test(after[0] ?? '') && TIME.test(after.trim())
  })
}

/** What is said of an answer that begins, and to whom, in the languages of the catalogues. */
const SAYING = [
  ...['says', 'said', 'replies', 'replied', 'responds', 'responded', 'answers', 'answered', 'writes', 'wrote'],
  ...['sagt', 'antwortet', 'schreibt', 'dit', 'répond', 'écrit', 'dice', 'responde', 'contesta', 'escribe'],
  ...['risponde', 'scrive', 'diz', 'escreve', '说', '說', '回答', '回复', '回覆', '答え', '言う'],
]
const TO = ['to', 'for', 'from', 'by', 'an', 'von', 'à', 'de', 'a', 'para']

const LONGEST_SPOKEN = 100

/** `text`: what stands before a colon. Whether it is a name or a word for an answer, with whom it is for, by whom, or when. */
export function isSpokenLabel(text: string, bots: readonly string[], known: HeaderNames): boolean {
  const label = text.trim().toLowerCase()
  if (isReplyTo(label, known)) return true
  const bot = bots.find(name => label.startsWith(name))
  if (bot !== undefined && isSaying(label.slice(bot.length).trimStart(), known)) return true
  const [, word = '', inner = ''] = /^([^([]{1,60}?) ?[([]([^()[\]]{1,80})[)\]]$/u.exec(label) ?? []
  if (![...bots, ...known.labels].includes(word)) return false
  return TIME.test(inner) || known.names.includes(withoutTo(inner))
}

function isSaying(rest: string, { names, labels }: HeaderNames): boolean {
  const what = /^['’]s (.{1,30})$/u.exec(rest)?.[1]
  if (what !== undefined) return labels.includes(what)
  if (rest.startsWith(',')) return TIME.test(rest.slice(1))
  const [verb = '', ...whom] = rest.split(' ')
  return SAYING.includes(verb) && (whom.length === 0 || names.includes(withoutTo(whom.join(' '))))
}

function withoutTo(text: string): string {
  const [word = '', ...others] = text.split(' ')
  return TO.includes(word) ? others.join(' ') : text
}

function isReplyTo(text: string, { names, labels }: HeaderNames): boolean {
  const label = labels.find(one => text.startsWith(`${one} `))
  const whom = text.slice((label?.length ?? 0) + 1)
  return label !== undefined && withoutTo(whom) !== whom && names.includes(withoutTo(whom))
}

/** Whether a text may go on to be a label of that kind. */
export function mayBecomeSpokenLabel(text: string, bots: readonly string[], { labels }: HeaderNames): boolean {
  const begun = text.replace(/^[*_#\s]{0,6}/u, '').toLowerCase()
  if (begun.length > LONGEST_SPOKEN || /\n|[:：](?!\d|$)|[.!?](?!\d|$)/u.test(begun)) return false
  const goesOn = (name: string, words: readonly string[], marks: RegExp) => {
    if (!begun.startsWith(name)) return false
    const rest = begun.slice(name.length)
    const word = rest.trimStart()
    return marks.test(word) || (rest !== word && words.some(one => one.startsWith(word) || word.startsWith(`${one} `)))
  }
  return (
    bots.some(name => goesOn(name, SAYING, /^(?:['’,([]|$)/u)) || labels.some(name => goesOn(name, TO, /^(?:[([]|$)/u))
  )
}
