import type { PageAnswer, PageMemory, PageRequest } from '../memory-events.ts'
import type { BotState, PageEvent, PageMessage, PageTour, PageWorld, SnapshotEvent } from '../protocol.ts'

/** What the page knows of the demo. */
export interface State {
  readonly world: PageWorld
  readonly bot: BotState
  readonly tour: PageTour | undefined
  readonly setting: SnapshotEvent['setting']
  /** By person. */
  readonly memories: ReadonlyMap<string, PageMemory>
  /** By person: the last one to them. */
  readonly answers: ReadonlyMap<string, PageAnswer>
  /** By what was asked, and person: `prompt 123`. */
  readonly requests: ReadonlyMap<string, PageRequest>
  /** By place, oldest first. A list is another one after each change, so that it can be compared by itself. */
  readonly messages: ReadonlyMap<string, readonly PageMessage[]>
  /** By place: who types, and until when, in milliseconds since 1970. */
  readonly typing: ReadonlyMap<string, ReadonlyMap<string, number>>
}

const TYPING_MS = 10_000
/** As many as the fake Discord keeps of a place. */
const KEPT_MESSAGES = 1000

/** The state after an event; undefined as long as no snapshot came. */
export function stateAfter(state: State | undefined, event: PageEvent, now = Date.now()): State | undefined {
  if (event.kind === 'snapshot') {
    const { world, bot, tour, setting, messages, memories, answers, requests } = event
    return {
      ...{ world, bot, tour, setting, typing: new Map() },
      messages: Map.groupBy(messages, message => message.channel_id),
      memories: new Map(memories.map(memory => [memory.userId, memory])),
      requests: new Map(requests.map(request => [requestKey(request), request])),
      answers: new Map(answers.map(answer => [answer.userId, answer])),
    }
  }
  if (state === undefined) return undefined
  switch (event.kind) {
    case 'world':
      return { ...state, world: event.world }
    case 'bot':
      return { ...state, bot: event.bot }
    case 'memory':
      return { ...state, memories: changed(state.memories, event.memory.userId, () => event.memory) }
    case 'request':
      return { ...state, requests: changed(state.requests, requestKey(event.request), () => event.request) }
    case 'answer':
      return { ...state, answers: changed(state.answers, event.answer.userId, () => event.answer) }
    case 'tour':
      return { ...state, tour: event.tour }
    case 'setting':
      return { ...state, setting: event.setting }
    case 'message': {
      const { message } = event
      const place = message.channel_id
      const without = (state.typing.get(place)?.has(message.author.id) ?? false) ? [message.author.id] : []
      return {
        ...state,
        messages: changed(state.messages, place, (messages = []) => withMessage(messages, message)),
        typing: without.length === 0 ? state.typing : typingAfter(state.typing, place, message.author.id, undefined),
      }
    }
    case 'delete': {
      const { channelId, ids } = event
      const gone = new Set(ids)
      return {
        ...state,
        messages: changed(state.messages, channelId, (messages = []) => messages.filter(({ id }) => !gone.has(id))),
      }
    }
    case 'typing':
      return { ...state, typing: typingAfter(state.typing, event.channelId, event.userId, now + TYPING_MS) }
    default:
      return state
  }
}

function requestKey({ what, userId }: Pick<PageRequest, 'what' | 'userId'>): string {
  return `${what} ${userId}`
}

function changed<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  change: (value: Value | undefined) => Value,
): ReadonlyMap<string, Value> {
  return new Map(map).set(key, change(map.get(key)))
}

function withMessage(messages: readonly PageMessage[], message: PageMessage): readonly PageMessage[] {
  // One that was edited while the page was away is told behind those that were said after it.
  const before = messages.findLastIndex(({ id }) => !isNewer(id, message.id))
  if (messages[before]?.id === message.id) return messages.with(before, message)
  return messages.toSpliced(before + 1, 0, message).slice(-KEPT_MESSAGES)
}

/** Of two of Discord's ids. */
function isNewer(one: string, other: string): boolean {
  return one.length === other.length ? one > other : one.length > other.length
}

function typingAfter(typing: State['typing'], place: string, user: string, until: number | undefined): State['typing'] {
  return changed(typing, place, before => {
    const after = new Map(before)
    if (until === undefined) after.delete(user)
    else after.set(user, until)
    return after
  })
}
