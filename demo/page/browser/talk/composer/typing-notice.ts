import { store } from '../../store.ts'

/** Discord's client says so often that somebody is still writing, in milliseconds. */
const EVERY_MS = 8000

/** Tells those who read along that the person is writing a message. */
export class TypingNotice {
  #toldAt = 0

  /** @param text what stands there so far: a command is filled in, which nobody is told of */
  write(text: string): void {
    const { seat } = store
    if (seat === undefined || text === '' || text.startsWith('/') || Date.now() - this.#toldAt < EVERY_MS) return
    this.#toldAt = Date.now()
    // Whoever writes need not know where that can't be told.
    void store.act({ kind: 'type', as: seat.personId, channelId: seat.placeId }).catch(() => undefined)
  }

  /** It was sent, or somebody else writes now. */
  end(): void {
    this.#toldAt = 0
  }
}
