import { cleanText } from '../../../memory/text/clean.ts'
import { insertName, nameOrNothing, titleOrNothing } from '../../../memory/text/inserted-names.ts'
import { formatWeekdayMinute } from '../../../prompt/format/dates.ts'

/** Names of what a text mentions by id; undefined where one is not known, or not to be told: the id stays then. */
export interface MarkupNames {
  user(id: string): string | undefined
  role(id: string): string | undefined
  channel(id: string): string | undefined
}

/** Longer than any mark: a command of three names has 98 characters, and its id up to 20. */
const MARK = /<([^<>\n]{2,125})>/gu

/** How Discord calls the pages of a server that it shows as channels. */
const PAGES: Readonly<Record<string, string>> = {
  customize: 'Channels & Roles',
  browse: 'Browse Channels',
  guide: 'Server Guide',
  'linked-roles': 'Linked Roles',
}

type ToWords = (text: string, names: MarkupNames) => string | undefined

/**
 * What can stand between angle brackets (https://docs.discord.com/developers/reference#message-formatting), with what is
 * read in its place; of the pattern the first group is what counts.
 */
const MARKS: readonly (readonly [RegExp, ToWords])[] = [
  [/^@!?(\d{1,20})$/u, (id, names) => atName(names.user(id))],
  [/^@&(\d{1,20})$/u, (id, names) => atName(names.role(id))],
  [/^#(\d{1,20})$/u, (id, names) => channelTitle(names.channel(id))],
  [/^a?:(\w{1,100}):\d{1,20}$/u, name => insertName(':', titleOrNothing(name))],
  [/^t:(-?\d{1,14})(?::[A-Za-z])?$/u, seconds => momentAt(Number(seconds))],
  [/^\/((?:[-'\p{L}\p{M}\p{N}_]{1,32} ?){1,3}):\d{1,20}$/u, name => `/${name.trim()}`],
  [/^id:([a-z-]{1,20})(?::\d{1,20})?$/u, page => PAGES[page]],
]

/** A text with words in the place of Discord's marks. Within code they stay as they are, as Discord shows them there. */
export function replaceMarkup(text: string, names: MarkupNames): string {
  if (!text.includes('<')) return text
  const words = (mark: string, inner: string) => wordsFor(inner, names) ?? mark
  return splitCode(text)
    .map(({ part, isCode }) => (isCode ? part : part.replace(MARK, words)))
    .join('')
}

function wordsFor(inner: string, names: MarkupNames): string | undefined {
  for (const [pattern, toWords] of MARKS) {
    const [, found] = pattern.exec(inner) ?? []
    if (found !== undefined) return toWords(found, names)
  }
  return undefined
}

function atName(name: string | undefined): string | undefined {
  return name === undefined ? undefined : insertName('@', nameOrNothing(cleanText(name)))
}

function channelTitle(title: string | undefined): string | undefined {
  return title === undefined ? undefined : insertName('#', titleOrNothing(cleanText(title)))
}

/**
 * `2026-11-29 Sun 00:00 UTC`. Each style shows a part of the same moment, to each reader in a zone of their own: so all of
 * it is told. Undefined for what is no moment of four-digit years. `seconds`: since 1970.
 */
function momentAt(seconds: number): string | undefined {
  const at = new Date(seconds * 1000)
  const year = at.getUTCFullYear()
  return year >= 1000 && year <= 9999 ? `${formatWeekdayMinute('UTC', at.getTime())} UTC` : undefined
}

interface TextPart {
  readonly part: string
  readonly isCode: boolean
}

/** Code begins with a run of backticks and ends with the next one that is as long; what is never closed is text. */
function splitCode(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { index, end } of findCode(text)) {
    parts.push({ part: text.slice(from, index), isCode: false }, { part: text.slice(index, end), isCode: true })
    from = end
  }
  return [...parts, { part: text.slice(from), isCode: false }]
}

function findCode(text: string): readonly { readonly index: number; readonly end: number }[] {
  const runs = [...text.matchAll(/`+/gu)].map(({ 0: { length }, index }) => ({ index, length }))
  const ofLength = Map.groupBy(runs, ({ length }) => length)
  // Of each length only those are looked at that come after all that were.
  const seen = new Map<number, number>()
  const found: { readonly index: number; readonly end: number }[] = []
  for (const { index, length } of runs) {
    if (index < (found.at(-1)?.end ?? 0)) continue
    const same = ofLength.get(length) ?? []
    let at = seen.get(length) ?? 0
    while (at < same.length && (same[at]?.index ?? 0) <= index) at += 1
    seen.set(length, at)
    const closing = same[at]
    if (closing !== undefined) found.push({ index, end: closing.index + length })
  }
  return found
}
