import { MessageFlags, type MessageReferenceType } from 'discord-api-types/v10'
import { textOf } from '../../../fake-discord/messages/text.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { showComponents } from './components.ts'
import { fileLine, harmless, type Line, subtle } from './text.ts'

/** What the reader knows beside the message itself. */
export interface Reading {
  /** Mentions as names, timestamps as dates. */
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

  const clean = (text: string) => harmless(named(text))
  const embedded = embeds.flatMap(({ title, description }) => [title, description]).filter(text => text !== undefined)
  const texts = [content, ...embedded].filter(text => text !== '').map(clean)
  const isV2 = (Number(flags) & MessageFlags.IsComponentsV2) !== 0
  const body = [
    ...texts.flatMap(text => text.split('\n').map(subtle)),
    // Among components, files stand where they are put, and nowhere else.
    ...(isV2 ? [] : attachments.map(({ filename, size }) => fileLine(harmless(filename), size))),
    ...showComponents(components, clean),
  ]
  return [
    ...(repliesTo === undefined
      ? []
      : [{ text: `↳ to ${nameOf(repliesTo.author)}: ${excerpt(named(textOf(repliesTo)))}`, dim: true }]),
    ...headed(head, body),
  ]
}

/** The first line of a message stands beside who says it, unless it begins a block of its own: code, a list, a quote. */
function headed(head: string, body: readonly Line[]): Line[] {
  const [first, ...rest] = body
  const isBlock = first === undefined || first.dim === true || /^(?:```|[-*>#]+ |\d+\. )/u.test(first.text)
  return isBlock ? [{ text: head }, ...body] : [{ text: `${head} ${first.text}`.trimEnd() }, ...rest]
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
