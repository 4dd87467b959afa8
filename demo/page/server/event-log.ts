import { randomUUID } from 'node:crypto'
import type { PageEvent, SnapshotEvent } from '../protocol.ts'

/** A page that was away for longer, or takes no more than that at a time, gets everything anew. */
const KEPT_EVENTS = 500

/** An event as it is sent: written once, however many pages there are. */
export interface SentEvent {
  readonly id: string
  readonly data: string
}

interface KeptEvent extends SentEvent {
  /** Its place among all that were ever published, from 1. */
  readonly count: number
}

/**
 * All that the pages are told, in one order. Of each subject the newest event alone is kept, and of what is gone nothing: no word
 * that was deleted or edited away outlasts it here. Each page takes what it has not seen yet as fast as it can, so that nothing
 * piles up for one that does not read.
 */
export class EventLog {
  /** Ids of another run of the demo are none of ours. */
  readonly #run = randomUUID().slice(0, 8)
  readonly #snapshot: () => Omit<SnapshotEvent, 'kind'>
  readonly #onWatched: (isWatched: boolean) => void
  /** By subject, in their order; what is missing between them says nothing any more. */
  readonly #kept = new Map<string, KeptEvent>()
  #count = 0
  /** Whoever has seen less than this event gets everything. */
  #lost = 0
  #pages = 0
  #news = Promise.withResolvers<void>()

  /** @param onWatched is told when the first page opens, and when the last has gone */
  constructor(snapshot: () => Omit<SnapshotEvent, 'kind'>, onWatched: (isWatched: boolean) => void = () => undefined) {
    this.#snapshot = snapshot
    this.#onWatched = onWatched
  }

  publish(event: PageEvent): void {
    this.#count += 1
    for (const subject of subjectsGoneWith(event)) this.#kept.delete(subject)
    // With no page open nothing is kept: one that comes begins with everything.
    if (this.#pages === 0) this.#lost = this.#count
    else this.#keep(event)
    this.#wake()
  }

  /**
   * Everything, or what came after the event that a page saw last, and then what comes, until the signal is aborted. To a page
   * that takes it slowly a subject is told as it is by then.
   */
  async *follow(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<SentEvent, void> {
    signal.addEventListener('abort', () => this.#wake())
    let seen = this.#countOf(lastId)
    this.#pages += 1
    if (this.#pages === 1) this.#onWatched(true)
    try {
      while (!signal.aborted) {
        const next = this.#after(seen)
        if (next === undefined) await this.#news.promise
        else {
          seen = next.count
          yield next
        }
      }
    } finally {
      this.#pages -= 1
      if (this.#pages === 0) this.#forgetAll()
    }
  }

  #forgetAll(): void {
    this.#kept.clear()
    this.#lost = this.#count
    this.#onWatched(false)
  }

  /** Lets all pages look whether there is something for them. */
  #wake(): void {
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }

  #keep(event: PageEvent): void {
    const subject = subjectOf(event) ?? `event ${this.#count}`
    const kept = { id: this.#id(this.#count), count: this.#count, data: JSON.stringify(event) }
    // Behind all others, as it is the newest.
    this.#kept.delete(subject)
    this.#kept.set(subject, kept)
    const [oldest] = this.#kept
    if (oldest === undefined || this.#kept.size <= KEPT_EVENTS) return
    this.#kept.delete(oldest[0])
    this.#lost = oldest[1].count
  }

  /** What a page is told next that has seen so much; undefined if there is no more. */
  #after(seen: number | undefined): KeptEvent | undefined {
    if (seen === undefined || seen < this.#lost || seen > this.#count) return this.#everything()
    return this.#kept.values().find(({ count }) => count > seen)
  }

  #everything(): KeptEvent {
    const data = JSON.stringify({ kind: 'snapshot', ...this.#snapshot() })
    return { id: this.#id(this.#count), count: this.#count, data }
  }

  #id(count: number): string {
    return `${this.#run}-${count}`
  }

  #countOf(id: string | undefined): number | undefined {
    const [, run, count] = /^([^-]+)-(\d+)$/u.exec(id ?? '') ?? []
    return run === this.#run ? Number(count) : undefined
  }
}

/** What an event tells anew, if it tells all there is of something: what was told of that before says nothing any more. */
function subjectOf(event: PageEvent): string | undefined {
  switch (event.kind) {
    case 'message':
      return messageSubject(event.message.id)
    case 'typing':
      return `typing ${event.channelId} ${event.userId}`
    case 'memory':
      return `memory ${event.memory.userId}`
    case 'answer':
      return `answer ${event.answer.userId}`
    case 'request':
      return `${event.request.what} ${event.request.userId}`
    case 'world':
    case 'bot':
    case 'tour':
      return event.kind
    default:
      return undefined
  }
}

function subjectsGoneWith(event: PageEvent): readonly string[] {
  return event.kind === 'delete' ? event.ids.map(messageSubject) : []
}

function messageSubject(id: string): string {
  return `message ${id}`
}
