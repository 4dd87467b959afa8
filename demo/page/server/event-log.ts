import { randomUUID } from 'node:crypto'
import type { PageEvent, SnapshotEvent } from '../protocol.ts'

/** A page that was away for longer gets everything anew. */
const KEPT_EVENTS = 500

/** An event as it is sent: written once, however many pages there are. */
export interface SentEvent {
  readonly id: string
  readonly data: string
}

/** All that the pages are told, in one order. */
export class EventLog {
  /** Ids of another run of the demo are none of ours. */
  readonly #run = randomUUID().slice(0, 8)
  readonly #snapshot: () => Omit<SnapshotEvent, 'kind'>
  readonly #listeners = new Set<(event: SentEvent) => void>()
  /** The newest, with none missing between them. */
  #kept: SentEvent[] = []
  #count = 0

  constructor(snapshot: () => Omit<SnapshotEvent, 'kind'>) {
    this.#snapshot = snapshot
  }

  /** How many pages listen. */
  get pages(): number {
    return this.#listeners.size
  }

  publish(event: PageEvent): void {
    this.#count += 1
    // With no page open nothing is kept: one that comes begins with everything.
    if (this.#listeners.size === 0 && this.#kept.length === 0) return
    const sent = { id: this.#id(this.#count), data: JSON.stringify(event) }
    this.#kept.push(sent)
    if (this.#kept.length > 2 * KEPT_EVENTS) this.#kept = this.#kept.slice(-KEPT_EVENTS)
    for (const listener of this.#listeners) listener(sent)
  }

  /** Tells everything, or what came after the event a page saw last, and then what comes; until the returned function is called. */
  follow(listener: (event: SentEvent) => void, lastId?: string): () => void {
    for (const event of this.#missed(lastId) ?? [this.#everything()]) listener(event)
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** What came after that event, if all of it is still there. */
  #missed(lastId: string | undefined): readonly SentEvent[] | undefined {
    const [run, count] = lastId?.split('-') ?? []
    const behind = this.#count - Number(count)
    if (run !== this.#run || !(behind >= 0 && behind <= this.#kept.length)) return undefined
    return this.#kept.slice(this.#kept.length - behind)
  }

  #everything(): SentEvent {
    return { id: this.#id(this.#count), data: JSON.stringify({ kind: 'snapshot', ...this.#snapshot() }) }
  }

  #id(count: number): string {
    return `${this.#run}-${count}`
  }
}
