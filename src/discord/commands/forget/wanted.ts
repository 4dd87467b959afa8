import type { Wish } from '../../../memory/own-memory.ts'
import { plain } from '../../../memory/plain.ts'
import type { ChannelId } from '../../../memory/types.ts'
import { en } from '../../../texts/en.ts'
import type { Texts } from '../../../texts/texts.ts'

const HOUR_MS = 3_600_000
/** An id in a value that was chosen: of a fact, an entity or a channel. */
const CHOSEN = /^:(?<kind>fact|entity|channel):(?<id>[\w-]{1,64})$/u
const CHANNEL = /^\d{1,20}$/u

/** What stands for a choice in the option `what`; what is none of these is searched for. */
export const values = {
  everything: 'everything',
  lastHour: 'last hour',
  here: 'this channel',
  fact: (id: string) => `:fact:${id}`,
  entity: (id: string) => `:entity:${id}`,
  channel: (id: ChannelId) => `:channel:${id}`,
}

/** What somebody wants to be forgotten. */
export type Wanted =
  | { readonly kind: 'everything' }
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'about'; readonly words: string }

/** Reads the option `what`: a choice that was offered, the words of one typed by hand, or any other words. */
export function wanted(what: string, at: { readonly channel: ChannelId; readonly now: number }, texts: Texts): Wanted {
  const { kind, id } = CHOSEN.exec(what)?.groups ?? {}
  if (kind !== undefined && id !== undefined) return chosen(kind, id) ?? { kind: 'about', words: what }
  const words = plain(what)
  const { everything, lastHour, thisChannel, thisConversation } = texts.forget
  const is = (...names: readonly string[]) => names.some(name => plain(name) === words)
  if (is(values.everything, everything)) return { kind: 'everything' }
  if (is(values.lastHour, lastHour, en.forget.lastHour)) return { kind: 'wish', wish: lastHourBefore(at.now) }
  if (is(values.here, thisChannel, thisConversation, en.forget.thisConversation))
    return { kind: 'wish', wish: { kind: 'conversation', channel: at.channel } }
  return { kind: 'about', words: what }
}

export function lastHourBefore(now: number): Wish {
  return { kind: 'since', at: now - HOUR_MS }
}

function chosen(kind: string, id: string): Wanted | undefined {
  if (kind === 'fact') return { kind: 'wish', wish: { kind: 'things', facts: [id], entities: [] } }
  if (kind === 'entity') return { kind: 'wish', wish: { kind: 'things', facts: [], entities: [id] } }
  return CHANNEL.test(id) ? { kind: 'wish', wish: { kind: 'conversation', channel: id } } : undefined
}
