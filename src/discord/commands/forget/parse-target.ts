import { en, type Texts } from '../../../locales/en.ts'
import type { ForgetRequest } from '../../../memory/ports/user-memory-store.ts'
import { normalizeText } from '../../../memory/text/normalize.ts'
import type { ChannelId } from '../../../memory/types.ts'

const HOUR_MS = 3_600_000
/** The value of a choice that names a fact, an entity or a channel by its id. */
const CHOICE_VALUE = /^:(?<kind>fact|entity|channel):(?<id>[\w-]{1,64})$/u
const CHANNEL_ID = /^\d{1,20}$/u

/** The values of the choices that the option `what` offers; any other value is searched for. */
export const choiceValues = {
  everything: 'everything',
  lastHour: 'last hour',
  here: 'this channel',
  fact: (id: string) => `:fact:${id}`,
  entity: (id: string) => `:entity:${id}`,
  channel: (id: ChannelId) => `:channel:${id}`,
}

/** What somebody wants to be forgotten. */
export type ForgetTarget =
  | { readonly kind: 'everything' }
  | { readonly kind: 'request'; readonly request: ForgetRequest }
  | { readonly kind: 'about'; readonly words: string }

/** Reads the option `what`: a choice that was offered, the words of one typed by hand, or any other words. */
export function parseForgetTarget(
  what: string,
  here: { readonly channel: ChannelId; readonly now: number },
  texts: Texts,
): ForgetTarget {
  const { kind, id } = CHOICE_VALUE.exec(what)?.groups ?? {}
  if (kind !== undefined && id !== undefined) return targetOfChoice(kind, id) ?? { kind: 'about', words: what }
  const typed = normalizeText(what)
  const { everything, lastHour, thisChannel, thisConversation } = texts.forget
  const is = (...names: readonly string[]) => names.some(name => normalizeText(name) === typed)
  if (is(choiceValues.everything, everything)) return { kind: 'everything' }
  if (is(choiceValues.lastHour, lastHour, en.forget.lastHour))
    return { kind: 'request', request: lastHourBefore(here.now) }
  if (is(choiceValues.here, thisChannel, thisConversation, en.forget.thisConversation))
    return { kind: 'request', request: { kind: 'conversation', channel: here.channel } }
  return { kind: 'about', words: what }
}

export function lastHourBefore(now: number): ForgetRequest {
  return { kind: 'since', at: now - HOUR_MS }
}

function targetOfChoice(kind: string, id: string): ForgetTarget | undefined {
  if (kind === 'fact') return { kind: 'request', request: { kind: 'things', facts: [id], entities: [] } }
  if (kind === 'entity') return { kind: 'request', request: { kind: 'things', facts: [], entities: [id] } }
  return CHANNEL_ID.test(id) ? { kind: 'request', request: { kind: 'conversation', channel: id } } : undefined
}
