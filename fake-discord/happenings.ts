import type { Snowflake } from 'discord-api-types/v10'
import type { StoredMessage } from './stored.ts'

export interface RecordedRequest {
  readonly method: string
  /** Without the version: `/channels/123/messages`. */
  readonly path: string
  /** With the names of its parameters: `/channels/:channel/messages`. */
  readonly route: string
  /** `performance.now()` when it came in. */
  readonly at: number
  readonly status: number
}

/** Something that can be waited for. A `message` is the stored one and goes on changing: `content` is what it said then. */
export type Happening =
  | {
      readonly kind: 'message'
      readonly channelId: Snowflake
      readonly message: StoredMessage
      readonly content: string
    }
  | { readonly kind: 'edit'; readonly channelId: Snowflake; readonly message: StoredMessage; readonly content: string }
  | { readonly kind: 'delete'; readonly channelId: Snowflake; readonly ids: readonly Snowflake[] }
  | { readonly kind: 'typing'; readonly channelId: Snowflake; readonly userId: Snowflake }
  | ({ readonly kind: 'request'; readonly channelId?: undefined } & RecordedRequest)
  | {
      readonly kind: 'response'
      readonly channelId: Snowflake
      readonly interactionId: Snowflake
      readonly type: number
    }
  | {
      readonly kind: 'gateway'
      readonly channelId?: undefined
      /** `refused`: it wanted to identify before its turn had come. */
      readonly what: 'identified' | 'resumed' | 'heartbeat' | 'closed' | 'refused'
      readonly shard: number
      /** What a client that identified itself wants to stand under its name. */
      readonly status?: string | undefined
    }

export interface Patience {
  /** In milliseconds; 15,000 if not given. */
  timeout?: number
  /** Looks only at what happens in this channel. */
  channelId?: Snowflake
}

const DEFAULT_TIMEOUT = 15_000
const REMEMBERED = 40

/** What was waited for did not happen in time: the message tells what was seen instead. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout'
}

type Listener = (happening: Happening) => void

/** Tells whoever waits what has happened. Nothing polls, and with nobody waiting an event costs next to nothing. */
export class Happenings {
  readonly #everywhere = new Set<Listener>()
  readonly #byChannel = new Map<Snowflake, Set<Listener>>()
  readonly #recent: Happening[] = []

  report(happening: Happening): void {
    if (this.#recent.push(happening) > REMEMBERED) this.#recent.shift()
    for (const listener of this.#everywhere) listener(happening)
    if (happening.channelId === undefined) return
    for (const listener of this.#byChannel.get(happening.channelId) ?? []) listener(happening)
  }

  /** Calls the listener on all that happens (in one channel, if named) until the returned function is called. */
  watch(listener: Listener, channelId?: Snowflake): () => void {
    if (channelId === undefined) {
      this.#everywhere.add(listener)
      return () => void this.#everywhere.delete(listener)
    }
    const listeners = this.#byChannel.get(channelId) ?? new Set()
    this.#byChannel.set(channelId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#byChannel.delete(channelId)
    }
  }

  /** Resolves with what `look` first finds at a happening to come; rejects at the timeout, listing what was seen. */
  next<T>(look: (happening: Happening) => T | undefined, what: string, patience: Patience = {}): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const timeout = patience.timeout ?? DEFAULT_TIMEOUT
    const stop = this.watch(happening => {
      try {
        const found = look(happening)
        if (found === undefined) return
        resolve(found)
      } catch (error) {
        reject(error)
      }
      settle()
    }, patience.channelId)
    const timer = setTimeout(() => {
      settle()
      reject(
        new WaitTimeout(
          `Waited ${timeout} ms for ${what}. Seen last:\n${this.#recent.map(tell).join('\n') || '  nothing'}`,
        ),
      )
    }, timeout)
    const settle = () => {
      clearTimeout(timer)
      stop()
    }
    return promise
  }
}

function tell(happening: Happening): string {
  switch (happening.kind) {
    case 'message':
    case 'edit':
      return `  ${happening.kind} ${happening.message.id} by ${happening.message.author.username} in ${happening.channelId}: ${happening.content.slice(0, 80)}`
    case 'delete':
      return `  delete ${happening.ids.join(', ')} in ${happening.channelId}`
    case 'typing':
      return `  typing of ${happening.userId} in ${happening.channelId}`
    case 'request':
      return `  request ${happening.method} ${happening.path} → ${happening.status}`
    case 'response':
      return `  response of type ${happening.type} to interaction ${happening.interactionId}`
    default:
      return `  gateway ${happening.what} on shard ${happening.shard}`
  }
}
