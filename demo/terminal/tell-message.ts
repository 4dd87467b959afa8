import { MessageFlags, type MessageReferenceType } from 'discord-api-types/v10'
import type { StoredMessage } from '../discord/stored.ts'
import { choicesOf, textsOf } from './controls.ts'
import { harmless, type Line } from './text.ts'

/** What the reader knows beside the message itself. */
export interface Reading {
  /** Mentions as names. */
  readonly named: (text: string) => string
  /** The message it replies to, where that does not stand right above. */
  readonly repliesTo?: StoredMessage | undefined
  /** Shown before, and different then. */
  readonly isChanged?: boolean
}

const EXCERPT = 40

/** How somebody is called here. Bots have no name for display; theirs is shown as a name all the same. */
export function nameOf({ global_name, username, bot }: StoredMessage['author']): string {
  const name = harmless(global_name ?? username)
  return bot === true ? name.slice(0, 1).toUpperCase() + name.slice(1) : name
}

/** A message as it stands in the terminal: who and what, then what Discord shows around it, dim. */
export function tellMessage(message: StoredMessage, { named, repliesTo, isChanged = false }: Reading): Line[] {
  const { author, content, attachments, embeds, components = [], flags = 0, visibleTo } = message
  const notes = [...(isChanged ? ['edited'] : []), ...(visibleTo === undefined ? [] : ['only you see this'])]
  const head = `${nameOf(author)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}:`
  if ((Number(flags) & MessageFlags.Loading) !== 0) return [{ text: `${nameOf(author)} is thinking…`, dim: true }]

  const embedded = embeds.flatMap(({ title, description }) => [title, description]).filter(text => text !== undefined)
  const texts = [content, ...embedded, ...textsOf(components)].filter(text => text !== '')
  const [first = '', ...rest] = harmless(named(texts.join('\n'))).split('\n')
  // What begins a block of its own (code, a list, a quote) keeps its first column.
  const opening = /^(?:```|[-*>#] |\d+\. )/u.test(first)
    ? [{ text: head }, { text: first }]
    : [{ text: `${head} ${first}`.trimEnd() }]
  return [
    ...(repliesTo === undefined
      ? []
      : [{ text: `↳ to ${nameOf(repliesTo.author)}: ${excerpt(named(repliesTo.content))}`, dim: true }]),
    ...opening,
    ...rest.map(subtle),
    ...attachments.map(({ filename, size }) => ({ text: `[file: ${harmless(filename)}, ${size} bytes]`, dim: true })),
    ...tellChoices(message),
  ]
}

/** `-# ` is how Discord marks small print. */
function subtle(text: string): Line {
  return text.startsWith('-# ') ? { text: text.slice('-# '.length), dim: true } : { text }
}

function tellChoices(message: StoredMessage): Line[] {
  const choices = choicesOf(message)
  if (choices.length === 0) return []
  const numbers = choices.map(({ label }, index) => `[${index + 1} ${harmless(label)}]`).join(' ')
  return [{ text: `${numbers}  (:click ${choices.length === 1 ? '1' : `1–${choices.length}`})`, dim: true }]
}

/** The beginning of a text, in one line. */
export function excerpt(text: string): string {
  const line = harmless(text).replaceAll(/\s+/gu, ' ')
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT).toWellFormed()}…`
}

/** Whether a message answers another one, rather than forwarding it. */
export function answersTo({ message_reference: reference }: StoredMessage): string | undefined {
  const DEFAULT: MessageReferenceType.Default = 0
  return (reference?.type ?? DEFAULT) === DEFAULT ? reference?.message_id : undefined
}
