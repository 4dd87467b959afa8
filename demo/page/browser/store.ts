import type { ReactiveControllerHost } from 'lit'
import type { PageAnswer, PageMemory, PageRequest } from '../memory-events.ts'
import type { ActionKind, ActionOf, ActionResults, PageEvent, PageMessage, PagePerson, Place } from '../protocol.ts'
import { type Connection, follow, send, takeToken } from './connection.ts'
import { placesOf, type Seat, seatIn } from './seat.ts'
import { type State, stateAfter } from './state.ts'
import { followsTour, setFollowsTour } from './tour/follows-tour.ts'

/** Of the tab: a reload keeps it, another tab has another. */
const SEAT_STORED_AS = 'keepsake-demo-seat'

/** All that the parts of the page show, and the one way to do something. */
class Store {
  readonly #token = takeToken()
  readonly #watchers = new Set<(event: PageEvent | undefined) => void>()
  #state: State | undefined
  #seat: Seat | undefined
  /** By place, and by person and place: the last message that was there when it was looked at. */
  readonly #seen = new Map<string, string>()
  #connection: Connection = 'connecting'
  #litMessageId: string | undefined

  /** Begins to follow what happens. */
  open(): void {
    // Somebody has put another demo's address into this very tab: to a browser that is the same page.
    addEventListener('hashchange', () => {
      if (location.hash === '') return
      takeToken()
      location.reload()
    })
    void follow(this.#token, {
      onEvent: event => this.#take(event),
      onConnection: connection => {
        this.#connection = connection
        this.#tell()
      },
    })
  }

  /** Undefined until the first snapshot is there. */
  get state(): State | undefined {
    return this.#state
  }

  get connection(): Connection {
    return this.#connection
  }

  get seat(): Seat | undefined {
    return this.#seat
  }

  get person(): PagePerson | undefined {
    return this.#state?.world.people.find(({ id }) => id === this.#seat?.personId)
  }

  get place(): Place | undefined {
    return this.#state?.world.places.find(({ id }) => id === this.#seat?.placeId)
  }

  /** What the bot remembers of the person; undefined until it has told. */
  get memory(): PageMemory | undefined {
    return this.#state?.memories.get(this.#seat?.personId ?? '')
  }

  /** What the last answer to the person is made of, as far as it came while somebody looked. */
  get answer(): PageAnswer | undefined {
    return this.#state?.answers.get(this.#seat?.personId ?? '')
  }

  /** What a model was asked last for the person, if nothing was deleted since. */
  request(what: PageRequest['what']): PageRequest | undefined {
    return this.#state?.requests.get(`${what} ${this.#seat?.personId}`)
  }

  /** The message that somebody wants to see. */
  get litMessageId(): string | undefined {
    return this.#litMessageId
  }

  /** Places that the person sees. */
  get places(): readonly Place[] {
    return this.#state === undefined || this.#seat === undefined ? [] : placesOf(this.#state.world, this.#seat.personId)
  }

  /** What the person sees in the place, oldest first: of ephemeral messages their own alone. */
  get messages(): readonly PageMessage[] {
    const { personId, placeId } = this.#seat ?? {}
    const all = this.#state?.messages.get(placeId ?? '') ?? []
    return all.filter(({ visibleTo }) => visibleTo === undefined || visibleTo === personId)
  }

  /** How many messages came to a place that the person sees since they looked there last, or since the page was opened. */
  unreadIn(placeId: string): number {
    const { personId = '' } = this.#seat ?? {}
    const seen = this.#seen.get(`${personId} ${placeId}`) ?? this.#seen.get(placeId) ?? ''
    const messages = this.#state?.messages.get(placeId) ?? []
    const after = messages.slice(messages.findLastIndex(({ id }) => id <= seen) + 1)
    return after.filter(
      ({ author, visibleTo }) => author.id !== personId && (visibleTo === undefined || visibleTo === personId),
    ).length
  }

  /** Is somebody else from now on: where they do not see the place, in their direct messages. */
  become(personId: string): void {
    this.#leaveTour()
    const isInDm = this.place?.kind === 'dm'
    this.#sit({ personId, ...(!isInDm && this.#seat && { placeId: this.#seat.placeId }) })
  }

  go(placeId: string): void {
    this.#leaveTour()
    this.#sit({ ...this.#seat, placeId })
  }

  /** Whether the person can be shown a message, which may be gone. */
  canShow(placeId: string, messageId: string): boolean {
    const isThere = this.#state?.messages.get(placeId)?.some(({ id }) => id === messageId) ?? false
    return isThere && this.places.some(({ id }) => id === placeId)
  }

  /** Goes to where a message was said, and lights it up. */
  show(placeId: string, messageId: string): void {
    this.#litMessageId = messageId
    this.go(placeId)
  }

  /** Begins the tour, or goes on with it, and follows it to where its steps are to be seen. Throws ActionError. */
  async takeTour(how: 'go-on' | 'start'): Promise<void> {
    setFollowsTour(true)
    await this.act({ kind: 'tour', how })
  }

  /** Does something as the person where they are, unless the action says otherwise. Throws ActionError. */
  async act<Kind extends ActionKind>(
    action: ActionOf<Kind>,
    files: readonly File[] = [],
  ): Promise<ActionResults[Kind]> {
    return await send<Kind>(this.#token, action, files)
  }

  /** Calls the watcher after each change, with the event it came from if it came from one, until the returned function is called. */
  watch(watcher: (event: PageEvent | undefined) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  #take(event: PageEvent): void {
    const isFirst = this.#state === undefined
    this.#state = stateAfter(this.#state, event)
    if (isFirst)
      for (const [place, messages] of this.#state?.messages ?? []) this.#seen.set(place, messages.at(-1)?.id ?? '')
    if (this.#state !== undefined && (event.kind === 'snapshot' || event.kind === 'world'))
      this.#seat = seatIn(this.#state.world, this.#seat ?? storedSeat())
    const { tour } = this.#state ?? {}
    if ((isFirst || event.kind === 'tour') && tour?.is === 'running' && followsTour()) this.#sit(tour)
    this.#tell(event)
  }

  /** Somebody who looks elsewhere has taken over. */
  #leaveTour(): void {
    if (this.#state?.tour?.is !== 'running' || !followsTour()) return
    setFollowsTour(false)
    // Where it fails the page has lost the demo, and says so by itself.
    void this.act({ kind: 'tour', how: 'hold' }).catch(() => undefined)
  }

  #sit(wanted: Partial<Seat>): void {
    if (this.#state === undefined) return
    this.#seat = seatIn(this.#state.world, wanted)
    sessionStorage.setItem(SEAT_STORED_AS, JSON.stringify(this.#seat))
    this.#tell()
  }

  #tell(event?: PageEvent): void {
    const { personId, placeId } = this.#seat ?? {}
    const newest = this.#state?.messages.get(placeId ?? '')?.at(-1)?.id
    if (newest !== undefined) this.#seen.set(`${personId} ${placeId}`, newest)
    for (const watcher of this.#watchers) watcher(event)
  }
}

function storedSeat(): Partial<Seat> {
  try {
    return JSON.parse(sessionStorage.getItem(SEAT_STORED_AS) ?? '{}') as Partial<Seat>
  } catch {
    return {}
  }
}

/** The one of the page. */
export const store = new Store()

/** Renders a part anew after each change of the store, while it is on the page. */
export function followStore(host: ReactiveControllerHost): void {
  let stop: (() => void) | undefined
  host.addController({
    hostConnected() {
      stop = store.watch(() => host.requestUpdate())
    },
    hostDisconnected() {
      stop?.()
    },
  })
}
